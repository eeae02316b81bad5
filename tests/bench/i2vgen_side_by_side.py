"""One step of I2VGen-XL's network here and in diffusers, in turns: prints the ratios of time and of peak resident memory.
Run: python tests/bench/i2vgen_side_by_side.py BENCH_PROGRAM MODEL [--rounds N] [--threads N] [--side PIXELS] [--frames N]
     [--one-by-one]    BENCH_PROGRAM: build/tests/bench/bench_i2vgen_step. Models: i2vgen_weights.py.
--one-by-one: each loads its network alone, for machines that cannot hold all of them; other work then weighs unevenly."""
import argparse
import pathlib
import sys

from instruct_side_by_side import Contestant


def report(contestant):
    print(f"{contestant.name:22} {contestant.least('seconds'):8.2f} s {contestant.least('cpu'):8.2f} s CPU {contestant.peak():7.0f} MiB peak   "
          f"loaded in {contestant.load['load_seconds']:.2f} s", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", default="2")
    parser.add_argument("--side", default="256")
    parser.add_argument("--frames", default="16")
    parser.add_argument("--one-by-one", action="store_true")
    options = parser.parse_args()

    rest = ["bf16", options.threads, options.side, options.frames]
    own = [options.program, str(options.model)] + rest
    reference = [sys.executable, str(pathlib.Path(__file__).with_name("i2vgen_reference.py")), str(options.model)] + rest
    commands = [("tintype bf16", own), ("tintype bf16 streamed", own + ["streamed"]), ("diffusers bf16", reference)]
    contestants = []
    if options.one_by_one:
        for name, command in commands:
            contestants.append(Contestant(name, command))
            for _ in range(options.rounds + 1):
                contestants[-1].run()
            contestants[-1].stop()
            report(contestants[-1])
    else:
        contestants = [Contestant(name, command) for name, command in commands]
        for _ in range(options.rounds + 1):
            for contestant in contestants:
                contestant.run()
        for contestant in contestants:
            contestant.stop()
            report(contestant)
    other = contestants[-1]
    for ours in contestants[:-1]:
        print(f"{ours.name} against {other.name}: time {ours.least('seconds') / other.least('seconds'):.3f}, "
              f"CPU {ours.least('cpu') / other.least('cpu'):.3f}, peak memory {ours.peak() / other.peak():.3f}")


if __name__ == "__main__":
    main()
