"""Writes tests/golden/pillow: one noisy picture and what Pillow makes of it at other sizes, by every filter.
Run: python tests/reference/pillow_resample.py"""
import pathlib

import numpy
from PIL import Image

OUT = pathlib.Path(__file__).resolve().parents[1] / "golden" / "pillow"
FILTERS = {"box": Image.BOX, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC, "lanczos": Image.LANCZOS}


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    random = numpy.random.default_rng(4)
    source = Image.fromarray(random.integers(0, 256, (29, 37, 3), dtype=numpy.uint8))
    source.save(OUT / "source.png")
    for name, kind in FILTERS.items():
        for size in ((16, 16), (37, 12), (61, 50)):
            source.resize(size, kind).save(OUT / f"{name}_{size[0]}x{size[1]}.png")


if __name__ == "__main__":
    main()
