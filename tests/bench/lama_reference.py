"""The authors' LaMa in PyTorch on the CPU, driven line by line: "run" fills one hole. The same conversation as bench_lama. Writes the
full-size random weights first, if the file is not there. Used by lama_side_by_side.py.
Run: python lama_reference.py FFC.py MODEL.safetensors SIDE THREADS (FFC.py: saicinpainting/training/modules/ffc.py, or the copy in
the modelscope package)"""
import importlib.util
import json
import pathlib
import resource
import sys
import time

import torch
from safetensors.torch import load_file, save_file


def answer(what, work):
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    result = work()
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    print(json.dumps({what: seconds, "cpu": cpu, "peak_mib": after.ru_maxrss / 1024}), flush=True)
    return result


def main():
    source, model, side, threads = sys.argv[1:5]
    spec = importlib.util.spec_from_file_location("ffc", source)
    ffc = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(ffc)
    torch.manual_seed(0)
    torch.set_num_threads(int(threads))
    torch.set_grad_enabled(False)
    if not pathlib.Path(model).exists():
        save_file(ffc.FFCResNetGenerator().eval().state_dict(), model)
        return

    def load():
        # The published configuration is the class's own.
        network = ffc.FFCResNetGenerator().eval()
        network.load_state_dict(load_file(model))
        return network

    network, side = answer("load_seconds", load), int(side)
    picture, mask = torch.rand(1, 3, side, side), torch.zeros(1, 1, side, side)
    mask[:, :, side // 3:side // 3 + side // 4, side // 3:side // 3 + side // 4] = 1
    for line in sys.stdin:
        if line.strip() != "run":
            break
        answer("seconds", lambda: network(torch.cat([picture * (1 - mask), mask], 1)))


if __name__ == "__main__":
    main()
