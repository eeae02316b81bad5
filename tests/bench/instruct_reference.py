"""One network of InstructPix2Pix in diffusers, driven line by line from standard input: "run" computes it once, and each
answer is one JSON object. The same conversation as bench_instruct_step. Used by instruct_side_by_side.py.
Run: python instruct_reference.py MODEL unet|encode|decode|text bf16|fp32 THREADS SIDE"""
import json
import resource
import sys
import time

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from transformers import CLIPTextModel


def answer(**values):
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps(values | {"peak_mib": usage.ru_maxrss / 1024}), flush=True)


def timed(work):
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    result = work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return result, time.perf_counter() - start, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def network(model, part, precision):
    kind, folder = {"unet": (UNet2DConditionModel, "unet"), "text": (CLIPTextModel, "text_encoder")}.get(part, (AutoencoderKL, "vae"))
    return kind.from_pretrained(model, subfolder=folder, torch_dtype=precision).eval()


def work(net, part, precision, side):
    generator = torch.Generator().manual_seed(1)
    draw = lambda *sizes: torch.randn(*sizes, generator=generator).to(precision)
    if part == "unet":
        x, context = draw(3, 8, side // 8, side // 8), draw(3, 77, 768)
        return lambda: net(x, torch.tensor(500.0), encoder_hidden_states=context).sample
    if part == "text":
        ids = torch.randint(0, 49407, (3, 77), generator=generator)
        return lambda: net(ids)[0]
    if part == "encode":
        picture = draw(1, 3, side, side)
        return lambda: net.encode(picture).latent_dist.mean
    latents = draw(1, 4, side // 8, side // 8)
    return lambda: net.decode(latents).sample


def main():
    model, part, precision, threads, side = sys.argv[1:6]
    torch.set_num_threads(int(threads))
    torch.set_grad_enabled(False)
    precision = {"bf16": torch.bfloat16, "fp32": torch.float32}[precision]
    net, seconds, cpu = timed(lambda: network(model, part, precision))
    answer(load_seconds=seconds, load_cpu=cpu)
    run = work(net, part, precision, int(side))
    for line in sys.stdin:
        if line.strip() != "run":
            break
        _, seconds, cpu = timed(run)
        answer(seconds=seconds, cpu=cpu)


if __name__ == "__main__":
    main()
