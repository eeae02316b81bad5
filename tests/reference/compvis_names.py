"""Writes tests/golden/compvis/*.tsv: for each tensor of a Stable Diffusion checkpoint its name in the first authors' single
file, its name in diffusers' folders, and both shapes. The list is made from diffusers' models, and checked by diffusers' own
converter, which must turn the first column into the second. With a path it also writes a small random checkpoint as a single
file beside the same pipeline as a folder. Run: python tests/reference/compvis_names.py [FOLDER]"""
import pathlib
import re
import sys

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from diffusers.loaders.single_file_utils import convert_ldm_unet_checkpoint, convert_ldm_vae_checkpoint
from safetensors.torch import save_file
from transformers import CLIPTextConfig, CLIPTextModel

GOLDEN = pathlib.Path(__file__).resolve().parents[1] / "golden" / "compvis"
RESNET = {"norm1": "in_layers.0", "conv1": "in_layers.2", "time_emb_proj": "emb_layers.1", "norm2": "out_layers.0",
          "conv2": "out_layers.3", "conv_shortcut": "skip_connection"}
ENDS = {"time_embedding.linear_1": "time_embed.0", "time_embedding.linear_2": "time_embed.2", "conv_in": "input_blocks.0.0",
        "conv_norm_out": "out.0", "conv_out": "out.2"}
ATTENTION = {"group_norm": "norm", "to_q": "q", "to_k": "k", "to_v": "v", "to_out.0": "proj_out"}


def unet_name(name, layers):
    for theirs, ours in ENDS.items():
        if name.startswith(theirs + "."):
            return ours + name[len(theirs):]
    if match := re.match(r"mid_block\.(resnets|attentions)\.(\d)\.(.*)", name):
        kind, number, rest = match.groups()
        place = 1 if kind == "attentions" else 2 * int(number)
        return f"middle_block.{place}." + (rest if kind == "attentions" else resnet(rest))
    if match := re.match(r"down_blocks\.(\d+)\.downsamplers\.0\.conv\.(.*)", name):
        return f"input_blocks.{(int(match[1]) + 1) * (layers + 1)}.0.op.{match[2]}"
    if match := re.match(r"(down|up)_blocks\.(\d+)\.(resnets|attentions)\.(\d+)\.(.*)", name):
        way, block, kind, layer, rest = match.groups()
        index = int(block) * (layers + 1) + int(layer) + (way == "down")
        return f"{'input' if way == 'down' else 'output'}_blocks.{index}." + (f"1.{rest}" if kind == "attentions" else "0." + resnet(rest))
    match = re.match(r"up_blocks\.(\d+)\.upsamplers\.0\.(.*)", name)
    return f"output_blocks.{int(match[1]) * (layers + 1) + layers}.UP.{match[2]}"


def resnet(rest):
    part, end = rest.rsplit(".", 1)
    return RESNET[part] + "." + end


def vae_name(name, levels):
    name = re.sub(r"mid_block\.resnets\.(\d)", lambda m: f"mid.block_{int(m[1]) + 1}", name)
    if match := re.match(r"(.*)mid_block\.attentions\.0\.(.*)\.(weight|bias)", name):
        return f"{match[1]}mid.attn_1.{ATTENTION[match[2]]}.{match[3]}"
    name = re.sub(r"down_blocks\.(\d+)", r"down.\1", name)
    name = re.sub(r"up_blocks\.(\d+)", lambda m: f"up.{levels - 1 - int(m[1])}", name)
    return (name.replace(".resnets.", ".block.").replace("downsamplers.0", "downsample").replace("upsamplers.0", "upsample")
            .replace("conv_shortcut", "nin_shortcut").replace("conv_norm_out", "norm_out"))


def models(widths, layers, vae_widths, vae_layers, hidden, text_layers, context):
    last = len(widths) - 1
    unet = UNet2DConditionModel(
        in_channels=8, out_channels=4, block_out_channels=widths, layers_per_block=layers, cross_attention_dim=context, attention_head_dim=8,
        down_block_types=("CrossAttnDownBlock2D",) * last + ("DownBlock2D",), up_block_types=("UpBlock2D",) + ("CrossAttnUpBlock2D",) * last)
    vae = AutoencoderKL(block_out_channels=vae_widths, layers_per_block=vae_layers, latent_channels=4,
                        down_block_types=("DownEncoderBlock2D",) * len(vae_widths), up_block_types=("UpDecoderBlock2D",) * len(vae_widths))
    text = CLIPTextModel(CLIPTextConfig(vocab_size=600, hidden_size=hidden, intermediate_size=2 * hidden, num_hidden_layers=text_layers,
                                        num_attention_heads=max(1, hidden // 64)))
    return unet, vae, text


def single_file(unet, vae, text):
    layers, levels = unet.config.layers_per_block, len(vae.config.block_out_channels)
    original, names = {}, {}
    attending = {b for b in range(len(unet.up_blocks)) if hasattr(unet.up_blocks[b], "attentions")}
    for name, tensor in unet.state_dict().items():
        own = unet_name(name, layers)
        if ".UP." in own:
            own = own.replace(".UP.", ".2." if int(name.split(".")[1]) in attending else ".1.")
        original["model.diffusion_model." + own] = tensor
        names["model.diffusion_model." + own] = ("unet", name, tensor.shape)
    for name, tensor in vae.state_dict().items():
        own = "first_stage_model." + vae_name(name, levels)
        flat = ".attn_1." in own and tensor.dim() == 2
        original[own] = tensor[:, :, None, None] if flat else tensor
        names[own] = ("vae", name, tensor.shape)
    for name, tensor in text.state_dict().items():
        plain = name if name.startswith("text_model.") else "text_model." + name
        if plain.endswith("position_ids"):
            continue
        original["cond_stage_model.transformer." + plain] = tensor
        names["cond_stage_model.transformer." + plain] = ("text_encoder", plain, tensor.shape)
    check(unet, vae, original, names)
    return original, names


def check(unet, vae, original, names):
    by_diffusers = convert_ldm_unet_checkpoint(dict(original), dict(unet.config))
    assert {n for k, n, _ in names.values() if k == "unet"} == set(by_diffusers), "U-Net"
    by_diffusers_vae = convert_ldm_vae_checkpoint(dict(original), dict(vae.config))
    assert {n for k, n, _ in names.values() if k == "vae"} == set(by_diffusers_vae), "autoencoder"
    for key, (kind, name, shape) in names.items():
        found = by_diffusers if kind == "unet" else by_diffusers_vae if kind == "vae" else None
        if found is not None and original[key].device.type != "meta":
            assert torch.equal(found[name].flatten(), original[key].flatten()), name


def write_names(file, names, original):
    shape = lambda sizes: ",".join(map(str, sizes))
    lines = [f"{key}\t{kind}\t{name}\t{shape(original[key].shape)}\t{shape(sizes)}" for key, (kind, name, sizes) in sorted(names.items())]
    GOLDEN.mkdir(parents=True, exist_ok=True)
    (GOLDEN / file).write_text("\n".join(lines) + "\n")


def averaged(original):
    return {"model_ema." + k[len("model."):].replace(".", ""): v + 1 for k, v in original.items() if k.startswith("model.diffusion_model.")}


def main():
    with torch.device("meta"):
        published = models((320, 640, 1280, 1280), 2, (128, 256, 512, 512), 2, 768, 2, 768)
    original, names = single_file(*published)
    write_names("published.tsv", names, original)
    torch.manual_seed(4)
    small = models((32, 64, 64), 1, (32, 64), 1, 64, 2, 64)
    original, names = single_file(*small)
    write_names("small.tsv", names, original)
    if len(sys.argv) > 1:
        folder = pathlib.Path(sys.argv[1])
        folder.mkdir(parents=True, exist_ok=True)
        everything = {k: v.contiguous() for k, v in {**original, **averaged(original)}.items()}
        everything["betas"] = torch.zeros(1000)
        save_file(everything, folder / "single.safetensors")
        torch.save({"state_dict": everything, "global_step": 22000}, folder / "single.ckpt")
        for component, model in zip(("unet", "vae", "text_encoder"), small):
            model.save_pretrained(folder / component)


if __name__ == "__main__":
    main()
