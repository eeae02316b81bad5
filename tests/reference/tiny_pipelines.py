"""Tiny random InstructPix2Pix pipelines, made with the published packages. Two shapes: one like Stable Diffusion 1.5 in
small, one that differs in depth, widths, heads and scheduler. Weights are rounded to float16 so that the files stay small;
all computing is in float32."""
import json
import pathlib

import torch
from diffusers import (AutoencoderKL, EulerAncestralDiscreteScheduler, PNDMScheduler,
                       StableDiffusionInstructPix2PixPipeline, UNet2DConditionModel)
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

# A few merges are enough to exercise the tokenizer; every other word falls apart into bytes.
MERGES = ["t h", "th e</w>", "i n", "s k", "sk y</w>", "m a", "ma k", "mak e</w>", "r e", "re d</w>", "o r", "s t", "st or", "stor m",
          "storm y</w>", "1 0", "c a", "ca f", "Ã ©</w>", "i t</w>"]


def byte_symbols():
    keep = list(range(33, 127)) + list(range(161, 173)) + list(range(174, 256))
    extra = [b for b in range(256) if b not in keep]
    return [chr(b) for b in keep] + [chr(256 + i) for i in range(len(extra))]


def write_tokenizer(folder):
    folder.mkdir(parents=True, exist_ok=True)
    symbols = byte_symbols()
    words = symbols + [s + "</w>" for s in symbols] + [m.replace(" ", "") for m in MERGES]
    words += ["<|startoftext|>", "<|endoftext|>"]
    (folder / "vocab.json").write_text(json.dumps({w: i for i, w in enumerate(words)}, ensure_ascii=False), encoding="utf-8")
    (folder / "merges.txt").write_text("#version: 0.2\n" + "\n".join(MERGES) + "\n", encoding="utf-8")
    (folder / "special_tokens_map.json").write_text(json.dumps({
        "bos_token": "<|startoftext|>", "eos_token": "<|endoftext|>", "unk_token": "<|endoftext|>", "pad_token": "<|endoftext|>"}))
    (folder / "tokenizer_config.json").write_text(json.dumps({
        "tokenizer_class": "CLIPTokenizer", "model_max_length": 77, "bos_token": "<|startoftext|>", "eos_token": "<|endoftext|>",
        "unk_token": "<|endoftext|>", "pad_token": "<|endoftext|>", "do_lower_case": True}))
    return len(words)


def like_sd(folder):
    torch.manual_seed(1)
    words = write_tokenizer(folder / "tokenizer")
    unet = UNet2DConditionModel(
        sample_size=16, in_channels=8, out_channels=4, block_out_channels=(16, 32), layers_per_block=1, norm_num_groups=8,
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"), up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
        cross_attention_dim=16, attention_head_dim=4)
    vae = AutoencoderKL(block_out_channels=(8, 16), norm_num_groups=4, layers_per_block=1, latent_channels=4, sample_size=32,
                        down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2)
    text = CLIPTextModel(CLIPTextConfig(vocab_size=words, hidden_size=16, intermediate_size=32, num_hidden_layers=2,
                                        num_attention_heads=2, bos_token_id=words - 2, eos_token_id=words - 1, pad_token_id=words - 1))
    scheduler = EulerAncestralDiscreteScheduler(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", steps_offset=1)
    return finish(folder, unet, vae, text, scheduler)


def unlike_sd(folder):
    torch.manual_seed(2)
    words = write_tokenizer(folder / "tokenizer")
    unet = UNet2DConditionModel(
        sample_size=8, in_channels=8, out_channels=4, block_out_channels=(8, 16, 24), layers_per_block=2, norm_num_groups=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=24, attention_head_dim=(2, 4, 8), use_linear_projection=True, flip_sin_to_cos=False, freq_shift=1)
    vae = AutoencoderKL(block_out_channels=(8, 8, 16), norm_num_groups=4, layers_per_block=2, latent_channels=4, sample_size=32,
                        scaling_factor=0.25, down_block_types=("DownEncoderBlock2D",) * 3, up_block_types=("UpDecoderBlock2D",) * 3)
    text = CLIPTextModel(CLIPTextConfig(vocab_size=words, hidden_size=24, intermediate_size=40, num_hidden_layers=3, hidden_act="gelu",
                                        num_attention_heads=3, bos_token_id=words - 2, eos_token_id=words - 1, pad_token_id=words - 1))
    return finish(folder, unet, vae, text, PNDMScheduler(skip_prk_steps=True))


def finish(folder, unet, vae, text, scheduler):
    tokenizer = CLIPTokenizer.from_pretrained(folder / "tokenizer")
    pipeline = StableDiffusionInstructPix2PixPipeline(
        vae=vae, text_encoder=text, tokenizer=tokenizer, unet=unet, scheduler=scheduler, safety_checker=None,
        feature_extractor=None, requires_safety_checker=False)
    for module in (unet, vae, text):
        module.eval()
        for parameter in module.parameters():
            # Large enough that a wrong constant shows, small enough that nothing saturates.
            parameter.data = (parameter.data * 1.5).to(torch.float16).to(torch.float32)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline
