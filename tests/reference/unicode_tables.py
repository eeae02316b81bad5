"""Writes core/networks/unicode_tables.cpp: what the published tokenizers package takes for letters, numbers and spaces, how it
lower-cases, and its canonical decompositions. They are asked from the package itself, because it mixes three versions of
Unicode: classes of 16, lower case of 17, normal forms of 9. Run: python tests/reference/unicode_tables.py"""
import pathlib
import unicodedata

from tokenizers import Regex, normalizers, pre_tokenizers

TARGET = pathlib.Path(__file__).resolve().parents[2] / "core/networks/unicode_tables.cpp"
POINTS = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
NFC, NFD, LOWER = normalizers.NFC(), normalizers.NFD(), normalizers.Lowercase()


def having(pattern):
    split = pre_tokenizers.Split(Regex(pattern), behavior="removed", invert=True)
    return [c for c in POINTS if split.pre_tokenize_str(chr(c))]


def ranges(points):
    found = []
    for c in points:
        if found and c == found[-1][1] + 1:
            found[-1][1] = c
        else:
            found.append([c, c])
    return found


def lower_runs():
    """Runs of a constant distance; within one every point or every second point has a lower case."""
    runs = []
    for c in POINTS:
        lower = LOWER.normalize_str(chr(c))
        if lower == chr(c):
            continue
        if len(lower) != 1:
            assert c == 0x130 and lower == "i\u0307", hex(c)
            continue
        delta = ord(lower) - c
        last = runs[-1] if runs else None
        if last and last[3] == delta and c - last[1] in (1, 2) and (last[2] == 0 or last[2] == c - last[1]):
            last[2], last[1] = c - last[1], c
        else:
            runs.append([c, c, 0, delta])
    return [[first, last, step or 1, delta] for first, last, step, delta in runs]


def combining_classes():
    """The class of a mark as this package orders it; later marks, which it does not know, stay where they are."""
    runs = []
    for c in POINTS:
        klass = unicodedata.combining(chr(c))
        low, high = "\u0334", "\u0345"  # classes 1 and 240
        knows = klass and (NFD.normalize_str("q" + chr(c) + low) != "q" + chr(c) + low if klass > 1
                           else NFD.normalize_str("q" + high + chr(c)) != "q" + high + chr(c))
        if not knows:
            continue
        if runs and runs[-1][1] == c - 1 and runs[-1][2] == klass:
            runs[-1][1] = c
        else:
            runs.append([c, c, klass])
    return runs


def decompositions():
    rows = []
    for c in POINTS:
        if 0xAC00 <= c < 0xD7A4 or NFD.normalize_str(chr(c)) == chr(c):
            continue
        parts = [int(part, 16) for part in unicodedata.decomposition(chr(c)).split()]
        first, second = parts[0], parts[1] if len(parts) > 1 else 0
        composes = len(parts) == 2 and NFC.normalize_str(chr(first) + chr(second)) == chr(c)
        rows.append([c, first, second, int(composes)])
    return rows


def table(kind, name, rows):
    lines, line = [], "   "
    for row in rows:
        text = " {" + ", ".join(hex(v) if v > 9 else str(v) for v in row) + "},"
        if len(line) + len(text) > 140:
            lines.append(line)
            line = "   "
        line += text
    return f"constexpr {kind} {name}[] = {{\n" + "\n".join(lines + [line]) + "\n};\n"


def main():
    parts = [table("CodeRange", "kLetters", ranges(having(r"\p{L}"))), table("CodeRange", "kNumbers", ranges(having(r"\p{N}"))),
             table("CodeRange", "kSpaces", ranges(having(r"\s"))), table("LowerRun", "kLower", lower_runs()),
             table("MarkRange", "kMarks", combining_classes()), table("Decomposition", "kDecompositions", decompositions())]
    access = "\n".join(f"std::span<const {kind}> {function}() {{ return {name}; }}" for kind, function, name in (
        ("CodeRange", "letterRanges", "kLetters"), ("CodeRange", "numberRanges", "kNumbers"), ("CodeRange", "spaceRanges", "kSpaces"),
        ("LowerRun", "lowerRuns", "kLower"), ("MarkRange", "markRanges", "kMarks"), ("Decomposition", "decompositions", "kDecompositions")))
    TARGET.write_text("// Written by tests/reference/unicode_tables.py.\n// clang-format off\n"
                      "#include \"core/networks/unicode_tables.h\"\n\nnamespace tintype::networks {\nnamespace {\n\n"
                      + "\n".join(parts) + "\n}  // namespace\n\n" + access + "\n\n}  // namespace tintype::networks\n")


if __name__ == "__main__":
    main()
