"""Writes an I2VGen-XL of the published size with random weights (float16, 5.0 GB): what the benchmarks run.
Run: python tests/bench/i2vgen_weights.py FOLDER [COMPONENT...]"""
import json
import pathlib
import shutil
import sys

import torch
from diffusers import AutoencoderKL, DDIMScheduler, I2VGenXLUNet
from transformers import CLIPTextConfig, CLIPTextModel, CLIPVisionConfig, CLIPVisionModelWithProjection


def unet():
    return I2VGenXLUNet()


def vae():
    return AutoencoderKL(block_out_channels=(128, 256, 512, 512), layers_per_block=2, latent_channels=4, sample_size=768,
                         scaling_factor=0.18125, down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4)


def text_encoder():
    return CLIPTextModel(CLIPTextConfig(vocab_size=49408, hidden_size=1024, intermediate_size=4096, num_hidden_layers=24,
                                        num_attention_heads=16, hidden_act="gelu", projection_dim=1024))


def image_encoder():
    return CLIPVisionModelWithProjection(CLIPVisionConfig(hidden_size=1280, intermediate_size=5120, num_hidden_layers=32, num_attention_heads=16,
                                                          patch_size=14, image_size=224, hidden_act="gelu", projection_dim=1024))


def fill(module):
    """Of the size that keeps activations as they came; norms stay what they are."""
    generator = torch.Generator().manual_seed(0)
    for name, parameter in list(module.named_parameters()):
        if parameter.dim() > 1:
            wide = torch.empty(parameter.shape, device="cpu").uniform_(-1, 1, generator=generator)
            value = wide * (1.5 / parameter[0].numel()) ** 0.5
        else:
            value = torch.full(parameter.shape, 0.0 if name.endswith("bias") else 1.0, device="cpu")
        owner, _, own = name.rpartition(".")
        setattr(module.get_submodule(owner), own, torch.nn.Parameter(value.to(torch.float16), requires_grad=False))
    return module


def write(folder, name, make):
    with torch.device("meta"):
        module = make()
    module = fill(module)
    for key, buffer in list(module.named_buffers()):
        if buffer.is_meta:
            owner = module.get_submodule(key.rpartition(".")[0])
            owner.register_buffer(key.rpartition(".")[2], torch.arange(buffer.shape[-1]).expand(buffer.shape), persistent=False)
    module.save_pretrained(folder / name, max_shard_size="100GB")


def main():
    folder = pathlib.Path(sys.argv[1])
    wanted = sys.argv[2:] or ["unet", "vae", "text_encoder", "image_encoder"]
    for name in wanted:
        write(folder, name, {"unet": unet, "vae": vae, "text_encoder": text_encoder, "image_encoder": image_encoder}[name])
    DDIMScheduler(beta_schedule="squaredcos_cap_v2", clip_sample=False, set_alpha_to_one=True, steps_offset=1, prediction_type="v_prediction",
                  rescale_betas_zero_snr=True, timestep_spacing="leading").save_pretrained(folder / "scheduler")
    tokenizer = pathlib.Path(__file__).parents[1] / "golden/clip_tokenizer/like_published"
    shutil.copytree(tokenizer, folder / "tokenizer", dirs_exist_ok=True)
    (folder / "model_index.json").write_text(json.dumps({"_class_name": "I2VGenXLPipeline"}))


if __name__ == "__main__":
    main()
