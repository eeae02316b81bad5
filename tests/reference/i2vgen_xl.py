"""Writes tests/golden/i2vgen_*: tiny random I2VGen-XL pipelines in the published folder layout, and what the published packages
compute with them. The image latent's own noise, which the package draws from the global generator, is drawn from the
seeded one, before the initial latents. Run: python tests/reference/i2vgen_xl.py"""
import json
import pathlib
import shutil

import numpy
import torch
from diffusers import AutoencoderKL, DDIMScheduler, I2VGenXLPipeline, I2VGenXLUNet
from diffusers.models.autoencoders.vae import DiagonalGaussianDistribution
from PIL import Image
from safetensors.torch import save_file
from transformers import (CLIPImageProcessor, CLIPTextConfig, CLIPTextModel, CLIPTokenizer, CLIPVisionConfig,
                          CLIPVisionModelWithProjection)

from tiny_pipelines import write_tokenizer

GOLDEN = pathlib.Path(__file__).resolve().parents[1] / "golden"

# The pipeline asks for text_encoder.text_model, which newer transformers have dissolved into the encoder itself.
if not hasattr(CLIPTextModel, "text_model"):
    CLIPTextModel.text_model = property(lambda self: self)


class Seeded:
    """Gives every sample of a latent distribution that names no generator the seeded one."""

    def __init__(self, seed):
        self.generator = torch.Generator("cpu").manual_seed(seed)

    def __enter__(self):
        self.original = DiagonalGaussianDistribution.sample
        original, generator = self.original, self.generator
        DiagonalGaussianDistribution.sample = lambda distribution, given=None: original(distribution, given or generator)
        return self.generator

    def __exit__(self, *_):
        DiagonalGaussianDistribution.sample = self.original


def text_encoder(words, **values):
    return CLIPTextModel(CLIPTextConfig(vocab_size=words, bos_token_id=words - 2, eos_token_id=words - 1, pad_token_id=words - 1, **values))


def like_published(folder):
    torch.manual_seed(11)
    words = write_tokenizer(folder / "tokenizer")
    unet = I2VGenXLUNet(
        sample_size=8, block_out_channels=(8, 16), layers_per_block=2, norm_num_groups=4, cross_attention_dim=16,
        attention_head_dim=4, num_attention_heads=4, down_block_types=("CrossAttnDownBlock3D", "DownBlock3D"),
        up_block_types=("UpBlock3D", "CrossAttnUpBlock3D"))
    vae = AutoencoderKL(block_out_channels=(8, 16), norm_num_groups=4, layers_per_block=1, latent_channels=4, sample_size=32,
                        scaling_factor=0.18125, down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2)
    text = text_encoder(words, hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2, hidden_act="gelu")
    vision = CLIPVisionModelWithProjection(CLIPVisionConfig(
        hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2, image_size=16, patch_size=4,
        projection_dim=16, hidden_act="gelu"))
    scheduler = DDIMScheduler(beta_schedule="squaredcos_cap_v2", prediction_type="v_prediction", rescale_betas_zero_snr=True,
                              set_alpha_to_one=True, steps_offset=1, timestep_spacing="leading", clip_sample=False)
    return finish(folder, unet, vae, text, vision, scheduler, CLIPImageProcessor(crop_size=16, size=16))


def unlike_published(folder):
    torch.manual_seed(12)
    words = write_tokenizer(folder / "tokenizer")
    unet = I2VGenXLUNet(  # 12 channels are one head of 8 and a rest
        sample_size=8, block_out_channels=(4, 8, 12), layers_per_block=1, norm_num_groups=2, cross_attention_dim=24,
        attention_head_dim=8, down_block_types=("DownBlock3D", "CrossAttnDownBlock3D", "CrossAttnDownBlock3D"),
        up_block_types=("CrossAttnUpBlock3D", "CrossAttnUpBlock3D", "UpBlock3D"))
    vae = AutoencoderKL(block_out_channels=(4, 8, 8, 8), norm_num_groups=4, layers_per_block=1, latent_channels=4, sample_size=32,
                        scaling_factor=0.3, down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4)
    text = text_encoder(words, hidden_size=24, intermediate_size=40, num_hidden_layers=3, num_attention_heads=3)
    vision = CLIPVisionModelWithProjection(CLIPVisionConfig(
        hidden_size=20, intermediate_size=28, num_hidden_layers=3, num_attention_heads=2, image_size=20, patch_size=5,
        projection_dim=24, layer_norm_eps=1e-4))
    scheduler = DDIMScheduler(beta_schedule="scaled_linear", beta_start=0.00085, beta_end=0.012, set_alpha_to_one=False,
                              timestep_spacing="trailing", clip_sample=False)
    extractor = CLIPImageProcessor(crop_size=20, size=20, image_mean=[0.5, 0.4, 0.3], image_std=[0.2, 0.25, 0.3])
    return finish(folder, unet, vae, text, vision, scheduler, extractor)


def finish(folder, unet, vae, text, vision, scheduler, extractor):
    tokenizer = CLIPTokenizer.from_pretrained(folder / "tokenizer")
    for module in (unet, vae, text, vision):
        module.eval()
        for parameter in module.parameters():
            if not parameter.data.any():  # the temporal convolutions start as the identity, which would hide them
                parameter.data = torch.randn_like(parameter) * 0.2
            parameter.data = (parameter.data * 1.5).to(torch.float16).to(torch.float32)
    pipeline = I2VGenXLPipeline(vae=vae, text_encoder=text, tokenizer=tokenizer, image_encoder=vision, feature_extractor=extractor,
                                unet=unet, scheduler=scheduler)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def unet_case(pipeline, tensors, name, frames, rows, columns, fps, t, generator):
    width = pipeline.unet.config.cross_attention_dim
    given = {"x": torch.randn(1, 4, frames, rows, columns, generator=generator),
             "image": torch.randn(1, 4, frames, rows, columns, generator=generator),
             "text": torch.randn(1, 7, width, generator=generator), "clip": torch.randn(1, 1, width, generator=generator)}
    out = pipeline.unet(given["x"], t, fps=torch.tensor([fps]), image_latents=given["image"], image_embeddings=given["clip"],
                        encoder_hidden_states=given["text"]).sample
    for key, value in dict(given, out=out, fps=torch.tensor([float(fps)]), t=torch.tensor([float(t)])).items():
        tensors[f"{name}.{key}"] = value


def modules(pipeline, tensors):
    generator = torch.Generator().manual_seed(5)
    unet_case(pipeline, tensors, "unet_odd", 3, 9, 6, 8, 313, generator)       # sides that do not halve evenly
    unet_case(pipeline, tensors, "unet_pooled", 2, 35, 40, 16, 981, generator)  # larger than the 32 x 32 it is pooled to
    unet_case(pipeline, tensors, "unet_still", 1, 8, 8, 4, 1, generator)
    side = pipeline.image_encoder.config.image_size
    tensors["vision.picture"] = torch.randn(2, 3, side, side, generator=generator)
    tensors["vision.out"] = pipeline.image_encoder(tensors["vision.picture"]).image_embeds
    pipeline._guidance_scale = 9.0
    tensors["text.ids"] = pipeline.tokenizer(["make the sky stormy", "red"], padding="max_length", max_length=77, return_tensors="pt").input_ids
    positive, negative = pipeline.encode_prompt("make the sky stormy", "cpu", 1, negative_prompt="red", clip_skip=1)
    tensors["text.out"] = torch.cat([positive, negative])


def trajectory(pipeline, tensors):
    """The scheduler alone: given outputs of a network, the latents after each step."""
    generator = torch.Generator().manual_seed(6)
    for steps in (4, 50):
        pipeline.scheduler.set_timesteps(steps)
        x = torch.randn(1, 4, 2, 2, generator=generator)
        outputs, latents = [], [x]
        for t in pipeline.scheduler.timesteps:
            outputs.append(torch.randn(1, 4, 2, 2, generator=generator))
            x = pipeline.scheduler.step(outputs[-1], t, x).prev_sample
            latents.append(x)
        tensors[f"ddim_{steps}.t"] = pipeline.scheduler.timesteps.to(torch.float32)
        tensors[f"ddim_{steps}.outputs"], tensors[f"ddim_{steps}.latents"] = torch.cat(outputs), torch.cat(latents)


def photo(width, height):
    y, x = numpy.mgrid[0:height, 0:width]
    red = 127 + 100 * numpy.sin(x / 4.0)
    green = 255.0 * y / height
    blue = 127 + 90 * numpy.cos((x + 2 * y) / 7.0)
    return Image.fromarray(numpy.stack([red, green, blue], -1).clip(0, 255).astype(numpy.uint8))


RUNS = [dict(seed=1, frames=3, fps=16, steps=3, guidance=9.0, size=[48, 32], prompt="make the sky stormy", negative="red"),
        dict(seed=2, frames=5, fps=8, steps=4, guidance=1.0, size=[32, 48], prompt="make the sky stormy", negative=""),
        dict(seed=3, frames=2, fps=4, steps=2, guidance=3.5, size=[40, 40], prompt="", negative="red 10 it"),
        dict(seed=2 ** 32 - 1, frames=16, fps=24, steps=2, guidance=0.0, size=[64, 24], prompt="cafe", negative="make"),
        dict(seed=5, frames=4, fps=16, steps=5, guidance=7.5, size=[56, 40], prompt="the sky", negative="")]


def clips(pipeline, out):
    pictures = {"wide": photo(101, 67), "tall": photo(61, 97)}
    for name, picture in pictures.items():
        picture.save(out / f"{name}.png")
    runs = [dict(run, photo=("wide", "tall")[number % 2]) for number, run in enumerate(RUNS)]
    for number, run in enumerate(runs):
        with Seeded(run["seed"]) as generator:
            frames = pipeline(run["prompt"], pictures[run["photo"]], width=run["size"][0], height=run["size"][1], target_fps=run["fps"],
                              num_frames=run["frames"], num_inference_steps=run["steps"], guidance_scale=run["guidance"],
                              negative_prompt=run["negative"], generator=generator).frames[0]
        strip = numpy.concatenate([numpy.asarray(frame) for frame in frames])  # one below the other
        Image.fromarray(strip).save(out / f"clip_{number}.png")
    (out / "clips.json").write_text(json.dumps(runs, indent=1))


def main():
    for name, make in (("like_published", like_published), ("unlike_published", unlike_published)):
        out = GOLDEN / f"i2vgen_{name}"
        shutil.rmtree(out, ignore_errors=True)
        pipeline = make(out / "model")
        tensors = {}
        with torch.no_grad():
            modules(pipeline, tensors)
        trajectory(pipeline, tensors)
        save_file({key: value.contiguous().clone() for key, value in tensors.items()}, out / "modules.safetensors")
        clips(pipeline, out)
        tokenizer = out / "model" / "tokenizer"
        kept = {file.name: file.read_bytes() for file in tokenizer.iterdir()}
        pipeline.to(torch.float16).save_pretrained(out / "model")
        # The files as the published folder has them, not as the newest package re-writes them.
        shutil.rmtree(tokenizer)
        tokenizer.mkdir()
        for file, content in kept.items():
            (tokenizer / file).write_bytes(content)


if __name__ == "__main__":
    main()
