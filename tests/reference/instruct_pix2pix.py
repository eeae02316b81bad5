"""Writes tests/golden/instruct_*: tiny pipelines in the published folder layout, and what the published packages compute with
them. Run: python tests/reference/instruct_pix2pix.py"""
import json
import pathlib
import shutil

import numpy
import torch
from diffusers import (DDIMScheduler, DPMSolverMultistepScheduler, EulerAncestralDiscreteScheduler)
from PIL import Image
from safetensors.torch import save_file

import tiny_pipelines

GOLDEN = pathlib.Path(__file__).resolve().parents[1] / "golden"


def photo(width, height):
    y, x = numpy.mgrid[0:height, 0:width]
    red = 127 + 100 * numpy.sin(x / 5.0)
    green = 255.0 * y / height
    blue = 127 + 90 * numpy.cos((x + 2 * y) / 9.0)
    return Image.fromarray(numpy.stack([red, green, blue], -1).clip(0, 255).astype(numpy.uint8))


def modules(pipeline, tensors):
    generator = torch.Generator().manual_seed(5)
    width = pipeline.unet.config.cross_attention_dim
    with torch.no_grad():
        x = torch.randn(2, 8, 9, 6, generator=generator)  # sides that do not halve evenly
        context = torch.randn(2, 7, width, generator=generator)
        t = torch.tensor([313.25, 313.25])
        tensors["unet.x"], tensors["unet.context"], tensors["unet.t"] = x, context, t
        tensors["unet.out"] = pipeline.unet(x, t[0], encoder_hidden_states=context).sample
        picture = torch.rand(1, 3, 24, 32, generator=generator) * 2 - 1
        tensors["vae.picture"] = picture
        distribution = pipeline.vae.encode(picture).latent_dist
        tensors["vae.mean"], tensors["vae.logvar"] = distribution.mean, distribution.logvar
        latents = torch.randn(1, 4, 6, 8, generator=generator)
        tensors["vae.latents"] = latents
        tensors["vae.decoded"] = pipeline.vae.decode(latents).sample
        ids = pipeline.tokenizer(["make the sky stormy", ""], padding="max_length", max_length=77, return_tensors="pt").input_ids
        tensors["text.ids"] = ids
        tensors["text.out"] = pipeline.text_encoder(ids)[0]


def edits(pipeline, picture, out):
    runs = [dict(seed=1, steps=4, text=7.5, image=1.5, sampler=""), dict(seed=2, steps=3, text=5.0, image=1.0, sampler=""),
            dict(seed=3, steps=4, text=7.5, image=1.5, sampler="ddim"), dict(seed=4, steps=5, text=3.0, image=2.0, sampler="dpm++2m"),
            dict(seed=5, steps=2, text=1.0, image=1.5, sampler="euler-a"), dict(seed=6, steps=3, text=7.5, image=0.5, sampler="euler-a")]
    classes = {"ddim": DDIMScheduler, "dpm++2m": DPMSolverMultistepScheduler, "euler-a": EulerAncestralDiscreteScheduler}
    # As read back from the folder: there every value is written out, so every value carries over to another method.
    pipeline.scheduler.save_pretrained(out / "model" / "scheduler")
    own = type(pipeline.scheduler).from_pretrained(out / "model" / "scheduler")
    for number, run in enumerate(runs):
        pipeline.scheduler = classes[run["sampler"]].from_config(own.config) if run["sampler"] else own
        result = pipeline("make the sky stormy", image=picture, num_inference_steps=run["steps"], guidance_scale=run["text"],
                          image_guidance_scale=run["image"], generator=torch.Generator("cpu").manual_seed(run["seed"])).images[0]
        result.save(out / f"edit_{number}.png")
    pipeline.scheduler = own
    (out / "edits.json").write_text(json.dumps(runs, indent=1))


def main():
    for name, make in (("like_sd", tiny_pipelines.like_sd), ("unlike_sd", tiny_pipelines.unlike_sd)):
        out = GOLDEN / f"instruct_{name}"
        shutil.rmtree(out, ignore_errors=True)
        pipeline = make(out / "model")
        tensors = {}
        modules(pipeline, tensors)
        save_file({k: v.contiguous() for k, v in tensors.items()}, out / "modules.safetensors")
        picture = photo(40, 32)
        picture.save(out / "photo.png")
        edits(pipeline, picture, out)
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
