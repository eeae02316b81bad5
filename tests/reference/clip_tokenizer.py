"""Writes tests/golden/clip_tokenizer: four tokenizer folders of different shape, some 250 texts, and what the transformers
package makes of them. Run: python tests/reference/clip_tokenizer.py"""
import json
import pathlib
import shutil
import zlib

from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers
from transformers import CLIPTokenizer

from tiny_pipelines import byte_symbols

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests/golden/clip_tokenizer"
BEGIN, END = "<|startoftext|>", "<|endoftext|>"


def phrases():
    book = json.loads((ROOT / "resources/phrasebook.json").read_text(encoding="utf-8"))
    return [entry[language] for category in book["categories"] for entry in category["entries"] for language in ("en", "zh")]


def texts():
    found = phrases()
    found += ["", " ", "   ", "\t\n\r\v\f", "\u00a0", "\u3000\u2009\u202f", "a", "A", "don't  Stop\n2023!", "it's they'll I'm we've you'd he'RE CAN'T",
              "'S 'T 's't're've'm'll'd", "''s '''", "rock'n'roll", "l'été d’hiver", "$1,234.50", "100%", "3.14159265358979", "1st 2nd 10th",
              "A B😀", "café 100% déjà-vu", "cafe\u0301", "e\u0301\u0323 e\u0323\u0301", "\u1e69 s\u0323\u0307 s\u0307\u0323", "Å Å A\u030a", "ﬁ ﬃ ﬆ",
              "日本 語", "把天空变成暴风雨", "あいうえお カタカナ が か\u3099", "한국어 \u1112\u1161\u11ab\u1100\u116e\u11a8", "\uac00\u11a8", "Привет, мир!",
              "ΟΔΥΣΣΕΥΣ", "\u03b1\u0313\u0342\u0345", "مرحبا بالعالم ١٢٣", "हिन्दी में लिखो १२३", "שלום עולם", "ไทย", "Ελληνικά", "தமிழ்", "İstanbul ISPARTA ısı iİ", "STRASSE straße ẞ",
              "👩‍👩‍👧‍👦", "👍🏽", "🇩🇪🇫🇷", "❤️", "☃︎", "a\u200bb", "a\u200db", "a\u00adb", "\ufeffbom", "\x00\x01\x7f\x1c\x1d\x85", "a\u0085b",
              "½ ² Ⅷ ① 〇 三 ٣ ৪", "10½", "x²+y²=z²", "snake_case __dunder__", "camelCaseWord", "e-mail@example.com", "https://example.com/a?b=c#d",
              BEGIN, END, BEGIN + END, f"a{END}b", f"{END} !", "<|ENDOFTEXT|>", "<|StartOfText|>x", "<|endoftext|", "|endoftext|>", "a<|startoftext|>>",
              "x <|endoftext|>. y", ",<|startoftext|>,", "< | endoftext | >", "<unk>", "a <cat toy> b", "a<CAT TOY>b", "<cat  toy>", "the  <pad>   cat", "<pad>x", "x<pad>",
              "\u1ea0 \u1eb6 \u1ec6", "\u0344 \u0340 \u0341 \u0343", "\u2126 \u212a \u212b", "\uf900 \U0002f800", "\u0f73 \u0f75 \u0f81", "\u0958 \u09dc \ufb1f",
              "q\u0345\u0334\u0323", "q\u1715\u0334 q\u07fd\u0334 q\u1df6\u0334", "\U0001d15e \U0001d1bb", "\u0300 leading", " \u0301", "\u1c89 \ua7cb \U00010d50 \ua7da \U00016ea0",
              "\U0001e900\U0001e922", "\U00010400\U00010428", "Ǆ ǅ ǆ Ǉ", "ᏣᎳᎩ ꭰ", "ⒶⒷⒸ ⓐ", "ＦＵＬＬ　ｗｉｄｔｈ １２３", "℃ ™ ® ©", "“quoted” ‘single’", "—–‐‑", "…", "¿Qué? ¡Sí!",
              "\ud7ff\ue000", "\uffff\U0010ffff", "\U000e0001", "\ufffd", "a" * 300, "ab" * 200, "the " * 100, "storm" * 50, "日" * 120, "é" * 90, "e\u0301" * 90, "9" * 100,
              "!" * 100, "low lower lowest newer wider", "LOW Lowest wideR newest slower", "lo we rs tid n", "lowlowlow", "er" * 40, "newerwider lowestlow", "one\u2028two\u2029three",
              "make the sky stormy, make the sky stormy", "MAKE THE SKY STORMY", "mAkE tHe sKy", "turn him into a cyborg", "a photo of a cat", "put a hat on the dog's head",
              "Make it look like Van Gogh's Starry Night", "what would it look like if it were snowing?", "swap sunflowers with roses", "add fireworks to the sky",
              "replace the fruits with cake", "have it be at night in 1950", "zażółć gęślą jaźń", "Đắk Lắk", "Übergröße", "naïve coöperate", "señor niño", "Çağrı", "Łódź", "Dvořák", "ŒUVRE œuvre", "Ængstelig Århus Øl"]
    found.append(("make the storm red 10 times, " * 400)[:10000])
    found.append("天空" * 5000)
    found.append("x" * 10000)
    return found


def write(folder, name, value):
    (folder / name).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def learned_merges():
    tokenizer = Tokenizer(models.BPE(end_of_word_suffix="</w>"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(r"\p{L}+|\p{N}|[^\s\p{L}\p{N}]+"), "removed", invert=True),
                                                       pre_tokenizers.ByteLevel(add_prefix_space=False)])
    trainer = trainers.BpeTrainer(vocab_size=620, end_of_word_suffix="</w>", show_progress=False)
    tokenizer.train_from_iterator(phrases(), trainer)
    return [tuple(pair) for pair in json.loads(tokenizer.to_str())["model"]["merges"]]


def like_published(folder):
    """The published layout: all byte symbols, specials last, tokens as objects."""
    folder.mkdir(parents=True)
    symbols, merges = byte_symbols(), learned_merges()
    words = list(dict.fromkeys(symbols + [s + "</w>" for s in symbols] + [a + b for a, b in merges]))
    words += [BEGIN, END]
    write(folder, "vocab.json", {word: i for i, word in enumerate(words)})
    (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in merges), encoding="utf-8")
    token = lambda content: {"content": content, "lstrip": False, "normalized": True, "rstrip": False, "single_word": False}
    write(folder, "special_tokens_map.json", {"bos_token": token(BEGIN), "eos_token": token(END), "pad_token": END, "unk_token": token(END)})
    write(folder, "tokenizer_config.json", {
        "add_prefix_space": False, "bos_token": {"__type": "AddedToken", **token(BEGIN)}, "do_lower_case": True,
        "eos_token": {"__type": "AddedToken", **token(END)}, "errors": "replace", "model_max_length": 77, "pad_token": END,
        "tokenizer_class": "CLIPTokenizer", "unk_token": {"__type": "AddedToken", **token(END)}})


def few_words(folder):
    """A vocabulary that lacks most bytes: whatever it does not know is <unk>; begin and end stand in its middle."""
    folder.mkdir(parents=True)
    words = ["l", "o", "w", "e", "<pad>", "r", "s", BEGIN, "t", "i", END, "d", "n", "<unk>", "lo", "l</w>", "w</w>", "r</w>", "t</w>", "s</w>",
             "low</w>", "er</w>", "lowest</w>", "newer</w>", "wider", "es", "est</w>", "a", "b</w>", "æ", "ĩ"]
    write(folder, "vocab.json", {word: i + 3 for i, word in enumerate(words)})
    (folder / "merges.txt").write_text("#version: 0.2\r\nl o\r\nlo w</w>\r\ne r</w>\r\ne s\r\nes t</w>\r\n", encoding="utf-8", newline="")
    write(folder, "special_tokens_map.json", {"bos_token": BEGIN, "eos_token": END, "unk_token": "<unk>", "pad_token": "<pad>"})
    write(folder, "tokenizer_config.json", {"model_max_length": 16, "tokenizer_class": "CLIPTokenizer"})


def other_names(folder):
    """Saved by the new package as one file, with tokens of its own name and tokens added later."""
    symbols, merges = byte_symbols(), learned_merges()[:60]
    words = ["<s>", "</s>", "<pad>", "<unk>"] + symbols[::-1] + [s + "</w>" for s in symbols] + [a + b for a, b in merges]
    tokenizer = CLIPTokenizer(vocab={w: i for i, w in enumerate(dict.fromkeys(words))}, merges=merges, bos_token="<s>", eos_token="</s>",
                              pad_token="<pad>", unk_token="<unk>", model_max_length=40)
    tokenizer.add_tokens([AddedToken("<cat toy>", normalized=True, lstrip=True), AddedToken("storm", single_word=True, normalized=True),
                          AddedToken("<Dog>", normalized=False, rstrip=True)])
    tokenizer.save_pretrained(folder)


def added_file(folder):
    """The published layout with an added_tokens.json beside it, as textual inversion leaves it, padded on the left."""
    like_published(folder)
    size = len(json.loads((folder / "vocab.json").read_text(encoding="utf-8")))
    (folder / "special_tokens_map.json").unlink()
    write(folder, "added_tokens.json", {"<cat toy>": size, "sky": size + 1})
    write(folder, "tokenizer_config.json", {"max_len": 20, "bos_token": BEGIN, "eos_token": END, "unk_token": END, "pad_token": "!", "padding_side": "left",
                                            "additional_special_tokens": ["<pad>"]})


def fuzz_texts():
    """The test draws the same texts from the same numbers."""
    ranges = [(0x20, 0x7E), (0x20, 0x7E), (0x41, 0x5A), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x52F), (0x590, 0x6FF), (0x900, 0xDFF), (0x1100, 0x11FF),
              (0x1AB0, 0x1AFF), (0x1E00, 0x20FF), (0x3040, 0x30FF), (0x4E00, 0x4EFF), (0xA640, 0xA7FF), (0xAC00, 0xACFF), (0xF900, 0xFAFF), (0x10D40, 0x10FFF),
              (0x1D100, 0x1D1FF), (0x1F300, 0x1F6FF)]
    state = 1

    def draw(limit):
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 33) % limit

    for _ in range(4000):
        text = ""
        for _ in range(draw(24)):
            first, last = ranges[draw(len(ranges))]
            text += chr(first + draw(last - first + 1))
        yield text


def of_all_characters():
    """One checksum over what happens to every character alone, as a class, in lower case and between two marks."""
    split = {kind: pre_tokenizers.Split(Regex(pattern), behavior="removed", invert=True)
             for kind, pattern in (("L", r"\p{L}"), ("N", r"\p{N}"), ("S", r"\s"))}
    normal, lower = normalizers.NFC(), normalizers.Lowercase()
    crc = 0
    for c in range(1, 0x110000):
        if 0xD800 <= c < 0xE000:
            continue
        kind = next((k for k, s in split.items() if s.pre_tokenize_str(chr(c))), "O")
        row = kind + normal.normalize_str(chr(c)) + lower.normalize_str(chr(c)) + normal.normalize_str(f"a\u0345{chr(c)}\u0334\u0301")
        crc = zlib.crc32(row.encode(), crc)
    return crc


def rows(tokenizer, all_texts):
    result = []
    for text in all_texts:
        padded = tokenizer(text, padding="max_length", max_length=tokenizer.model_max_length, truncation=True).input_ids
        assert len(padded) == tokenizer.model_max_length
        result.append({"ids": padded, "needed": len(tokenizer(text).input_ids)})
    return result


def packed(row, pad, left):
    """Padding is written as its length."""
    ids, count = list(row["ids"]), 0
    while len(ids) > 1 and ids[0 if left else -1] == pad and ids[1 if left else -2] == pad:
        ids.pop(0 if left else -1)
        count += 1
    return [row["needed"], count] + ids


def main():
    shutil.rmtree(GOLDEN, ignore_errors=True)
    GOLDEN.mkdir(parents=True)
    all_texts = texts()
    golden = {"texts": all_texts, "characters": of_all_characters(), "folders": {}}
    for name, make in (("like_published", like_published), ("few_words", few_words), ("other_names", other_names), ("added_file", added_file)):
        make(GOLDEN / name)
        tokenizer = CLIPTokenizer.from_pretrained(GOLDEN / name)
        crc = 0
        for text in fuzz_texts():
            ids = tokenizer(text, padding="max_length", max_length=tokenizer.model_max_length, truncation=True).input_ids
            crc = zlib.crc32((" ".join(map(str, ids)) + "\n").encode(), crc)
        left = tokenizer.padding_side == "left"
        golden["folders"][name] = {"length": tokenizer.model_max_length, "begin": tokenizer.bos_token_id, "end": tokenizer.eos_token_id,
                                   "pad": tokenizer.pad_token_id, "left": left, "fuzz": crc,
                                   "rows": [packed(row, tokenizer.pad_token_id, left) for row in rows(tokenizer, all_texts)]}
    # Repeated texts are long; the file keeps what they are made of.
    golden["texts"] = [[t[:len(t) // n], n] if (n := repeats(t)) > 1 else t for t in all_texts]
    (GOLDEN / "golden.json").write_text(json.dumps(golden, ensure_ascii=True, separators=(",", ":")).replace("],[", "],\n["))


def repeats(text):
    return next((n for n in range(len(text), 1, -1) if len(text) % n == 0 and text[:len(text) // n] * n == text), 1) if len(text) > 80 else 1


if __name__ == "__main__":
    main()
