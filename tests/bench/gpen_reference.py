"""The authors' GPEN in PyTorch on the CPU, driven line by line: "run" restores one face. The same conversation as bench_gpen. Writes
the full-size random weights first, if the file is not there. Used by gpen_side_by_side.py.
Run: python gpen_reference.py CHECKOUT MODEL.pth SIDE THREADS (CHECKOUT: github.com/yangxy/GPEN)"""
import json
import pathlib
import resource
import sys
import time

import torch


def answer(what, work):
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    result = work()
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    print(json.dumps({what: seconds, "cpu": cpu, "peak_mib": after.ru_maxrss / 1024}), flush=True)
    return result


def main():
    checkout, model, side, threads = sys.argv[1:5]
    sys.path.insert(0, str(pathlib.Path(checkout) / "face_model"))
    import gpen_model
    torch.manual_seed(0)
    torch.set_num_threads(int(threads))
    torch.set_grad_enabled(False)
    make = lambda: gpen_model.FullGenerator(int(side), 512, 8, 2 if int(side) > 256 else 1, narrow=1 if int(side) > 256 else 0.5).eval()
    if not pathlib.Path(model).exists():
        torch.save(make().state_dict(), model)
        return

    def load():
        network = make()
        network.load_state_dict(torch.load(model, map_location="cpu"))
        return network

    network = answer("load_seconds", load)
    face = torch.rand(1, 3, int(side), int(side)) * 2 - 1
    for line in sys.stdin:
        if line.strip() != "run":
            break
        answer("seconds", lambda: network(face))


if __name__ == "__main__":
    main()
