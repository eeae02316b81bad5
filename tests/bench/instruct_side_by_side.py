"""One network of InstructPix2Pix here and in diffusers, in turns: prints the ratios of time and of peak resident memory.
Turns rather than one after the other, and the least of several rounds, so that other work on the machine weighs on all.
Run: python tests/bench/instruct_side_by_side.py BENCH_PROGRAM MODEL [--part unet|encode|decode|text] [--rounds N]
     [--threads N] [--side PIXELS] [--together]       BENCH_PROGRAM: build/tests/bench/bench_instruct_step
Models: instruct_weights.py."""
import argparse
import json
import mmap
import pathlib
import subprocess
import sys
import threading
import time


class Contestant:
    def __init__(self, name, command):
        self.name = name
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.load = self.read()
        self.runs = []

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.name} ended early")
        return json.loads(line)

    def run(self):
        self.process.stdin.write("run\n")
        self.process.stdin.flush()
        self.runs.append(self.read())

    def stop(self):
        self.process.stdin.close()
        self.process.wait()

    def least(self, key):
        return min(run[key] for run in self.runs[1:])  # the first one warms up

    def peak(self):
        return max(run["peak_mib"] for run in self.runs)


def reading_seconds(file):
    """The file once through read(), as warm as it is now."""
    least = 1e9
    for _ in range(3):
        start = time.perf_counter()
        with open(file, "rb", buffering=0) as source:
            room = bytearray(8 << 20)
            while source.readinto(room):
                pass
        least = min(least, time.perf_counter() - start)
    return least


def copying_seconds(file, threads):
    """The file once into new memory: what whoever keeps the numbers cannot go below."""
    size = file.stat().st_size
    share = -(-size // threads)

    def copy(room, begin):
        with open(file, "rb", buffering=0) as source:
            source.seek(begin)
            while begin < min(size, (begin // share + 1) * share):
                begin += source.readinto(room[begin:min(begin + (1 << 20), size, (begin // share + 1) * share)])

    least = 1e9
    for _ in range(3):
        start = time.perf_counter()
        memory = mmap.mmap(-1, size, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        memory.madvise(mmap.MADV_HUGEPAGE)
        workers = [threading.Thread(target=copy, args=(memoryview(memory), i * share)) for i in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        least = min(least, time.perf_counter() - start)
    return least


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("--part", default="unet", choices=["unet", "encode", "decode", "text"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", default="2")
    parser.add_argument("--side", default="512")
    parser.add_argument("--together", action="store_true", help="the three branches in one batch")
    options = parser.parse_args()

    rest = [options.threads, options.side]
    own = [options.program, str(options.model), options.part]
    reference = [sys.executable, str(pathlib.Path(__file__).with_name("instruct_reference.py")), str(options.model), options.part]
    contestants = [Contestant("tintype bf16", own + ["bf16"] + rest + (["together"] if options.together else [])),
                   Contestant("diffusers bf16", reference + ["bf16"] + rest), Contestant("diffusers fp32", reference + ["fp32"] + rest)]
    for _ in range(options.rounds + 1):
        for contestant in contestants:
            contestant.run()
    for contestant in contestants:
        contestant.stop()
        print(f"{contestant.name:15} {contestant.least('seconds'):8.2f} s {contestant.least('cpu'):8.2f} s CPU "
              f"{contestant.peak():7.0f} MiB peak   loaded in {contestant.load['load_seconds']:.2f} s, {contestant.load['load_cpu']:.2f} s CPU")
    ours = contestants[0]
    for other in contestants[1:]:
        print(f"against {other.name}: time {ours.least('seconds') / other.least('seconds'):.3f}, CPU {ours.least('cpu') / other.least('cpu'):.3f}, "
              f"peak memory {ours.peak() / other.peak():.3f}")
    file = {"unet": "unet/diffusion_pytorch_model.safetensors", "text": "text_encoder/model.safetensors"}.get(
        options.part, "vae/diffusion_pytorch_model.safetensors")
    reading, copying = reading_seconds(options.model / file), copying_seconds(options.model / file, int(options.threads))
    loading = ours.load["load_seconds"]
    print(f"loading against reading the file ({reading:.2f} s): {loading / reading:.2f}, "
          f"against copying it into new memory ({copying:.2f} s): {loading / copying:.2f}")


if __name__ == "__main__":
    main()
