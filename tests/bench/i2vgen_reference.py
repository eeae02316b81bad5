"""One step of I2VGen-XL's network in diffusers, both guidance branches in one batch as its pipeline does, driven line by
line from standard input. The same conversation as bench_i2vgen_step. Used by i2vgen_side_by_side.py.
Run: python i2vgen_reference.py MODEL bf16|fp32 THREADS SIDE FRAMES"""
import sys

import torch
from diffusers import I2VGenXLUNet

from instruct_reference import answer, timed


def main():
    model, precision, threads, side, frames = sys.argv[1:6]
    torch.set_num_threads(int(threads))
    torch.set_grad_enabled(False)
    precision = {"bf16": torch.bfloat16, "fp32": torch.float32}[precision]
    load = lambda: I2VGenXLUNet.from_pretrained(model, subfolder="unet", torch_dtype=precision).eval()
    net, seconds, cpu = timed(load)
    answer(load_seconds=seconds, load_cpu=cpu)
    generator = torch.Generator().manual_seed(1)
    draw = lambda *sizes: torch.randn(*sizes, generator=generator).to(precision)
    rows = int(side) // 8
    shape = (2, 4, int(frames), rows, rows)
    given = dict(fps=torch.tensor([16, 16]), image_latents=draw(*shape), image_embeddings=draw(2, 1, 1024), encoder_hidden_states=draw(2, 77, 1024))
    x = draw(*shape)
    for line in sys.stdin:
        if line.strip() != "run":
            break
        _, seconds, cpu = timed(lambda: net(x, 500, **given).sample)
        answer(seconds=seconds, cpu=cpu)


if __name__ == "__main__":
    main()
