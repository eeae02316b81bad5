"""LaMa here and the authors' own in turns on one machine, so that whatever else runs slows both: medians and ratios of wall time, CPU
time and peak memory. Run: python lama_side_by_side.py BENCH_LAMA FFC.py MODEL.safetensors [SIDE [THREADS [ROUNDS]]]"""
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
        return {key: statistics.median(r[key] for r in later) for key in ("seconds", "cpu")} | {"peak_mib": self.rounds[-1]["peak_mib"]}


def main():
    bench, source, model = sys.argv[1:4]
    side, threads, rounds = (sys.argv[4:7] + ["512", "2", "3"][len(sys.argv[4:7]):])
    reference = [sys.executable, str(pathlib.Path(__file__).with_name("lama_reference.py")), source, model, side, threads]
    if not pathlib.Path(model).exists():
        subprocess.run(reference, check=True)
    for precision in ("fp32", "bf16"):
        theirs, ours = Party(reference), Party([bench, model, precision, side, threads])
        for _ in range(int(rounds)):
            theirs.run()
            ours.run()
        theirs, ours = theirs.end(), ours.end()
        print(precision, "theirs", theirs, "ours", ours, "ratio", {key: round(ours[key] / theirs[key], 3) for key in ours}, flush=True)


if __name__ == "__main__":
    main()
