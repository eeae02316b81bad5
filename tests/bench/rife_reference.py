"""The authors' RIFE in PyTorch on the CPU, driven line by line: "run" makes the picture in the middle of two. The same conversation as
bench_rife. Writes the full-size random weights first, if the file is not there. Used by rife_side_by_side.py.
Run: python rife_reference.py CHECKOUT VERSION MODEL.pkl WIDTH HEIGHT THREADS (CHECKOUT: github.com/HolyWu/vs-rife, whose modules
give the same numbers as the authors' own, and compute the grid once instead of for each picture)"""
import json
import pathlib
import resource
import sys
import time

import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "reference"))
import rife


def answer(what, work):
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    result = work()
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    print(json.dumps({what: seconds, "cpu": cpu, "peak_mib": after.ru_maxrss / 1024}), flush=True)
    return result


def main():
    checkout, version, model, width, height, threads = sys.argv[1:7]
    torch.set_num_threads(int(threads))
    torch.set_grad_enabled(False)
    net = rife.modules(checkout, version).IFNet(1.0).eval()
    if not pathlib.Path(model).exists():
        rife.filled(net, 0.4)
        torch.save({"module." + k: v for k, v in net.state_dict().items()}, model)
        return
    answer("load_seconds", lambda: net.load_state_dict({k.removeprefix("module."): v for k, v in torch.load(model, map_location="cpu").items()}))
    unit = 128 if version == "4.25.lite" else 64 if hasattr(net, "block4") else 32
    h, w = (int(height) + unit - 1) // unit * unit, (int(width) + unit - 1) // unit * unit
    a, b = (torch.nn.functional.pad(torch.rand(1, 3, int(height), int(width)), (0, w - int(width), 0, h - int(height))) for _ in range(2))
    grid = torch.cat([torch.linspace(-1, 1, w).view(1, 1, 1, w).expand(-1, -1, h, -1), torch.linspace(-1, 1, h).view(1, 1, h, 1).expand(-1, -1, -1, w)], 1)
    half, sides = torch.full((1, 1, h, w), 0.5), torch.tensor([(w - 1) / 2, (h - 1) / 2])
    encoded = lambda: [net.encode(x) for x in (a, b)] if hasattr(net, "encode") else []
    for line in sys.stdin:
        if line.strip() != "run":
            break
        answer("seconds", lambda: net(a, b, half, sides, grid, *encoded()))


if __name__ == "__main__":
    main()
