"""RIFE here and the authors' own in turns on one machine, so that whatever else runs slows both: medians and ratios of wall time, CPU
time and peak memory. Run: python rife_side_by_side.py BENCH_RIFE CHECKOUT FOLDER [VERSION [SIZE [THREADS [ROUNDS]]]]"""
import json
import pathlib
import statistics
import subprocess
import sys


class Party:
    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.rounds = []
        json.loads(self.process.stdout.readline())

    def run(self):
        self.process.stdin.write("run\n")
        self.process.stdin.flush()
        self.rounds.append(json.loads(self.process.stdout.readline()))

    def end(self):
        self.process.stdin.close()
        self.process.wait()
        later = self.rounds[1:] or self.rounds
        return {key: round(statistics.median(r[key] for r in later), 3) for key in ("seconds", "cpu")} | {"peak_mib": self.rounds[-1]["peak_mib"]}


def main():
    bench, checkout, folder = sys.argv[1:4]
    version, size, threads, rounds = (sys.argv[4:8] + ["4.25", "1280x720", "2", "6"][len(sys.argv[4:8]):])
    width, height = size.split("x")
    model = pathlib.Path(folder) / f"flownet_v{version}.pkl"
    reference = [sys.executable, str(pathlib.Path(__file__).with_name("rife_reference.py")), checkout, version, str(model), width, height, threads]
    if not model.exists():
        subprocess.run(reference, check=True)
    for precision in ("bf16", "fp32"):
        theirs, ours = Party(reference), Party([bench, str(model), width, height, precision, threads])
        for _ in range(int(rounds)):
            theirs.run()
            ours.run()
        theirs, ours = theirs.end(), ours.end()
        print(version, size, precision, "theirs", theirs, "ours", ours, "ratio", {key: round(ours[key] / theirs[key], 3) for key in ours}, flush=True)


if __name__ == "__main__":
    main()
