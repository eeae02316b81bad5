"""Writes tests/fuzz/corpus: small files as PyTorch and safetensors write them, for the fuzzers to start from.
Run: python tests/reference/fuzz_seeds.py"""
import argparse
import io
import json
import pathlib
import pickle
import shutil
import zipfile

import torch
from safetensors.torch import save

CORPUS = pathlib.Path(__file__).resolve().parents[1] / "fuzz" / "corpus"
OPENING = 21  # bytes of the two constant pickles a legacy file begins with


def write(what, name, data):
    folder = CORPUS / what
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())


def saved(value, legacy=False):
    buffer = io.BytesIO()
    torch.save(value, buffer, _use_new_zipfile_serialization=not legacy)
    return buffer.getvalue()


def pickle_of(archive):
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return files.read(next(n for n in files.namelist() if n.endswith("/data.pkl")))


class Tiny(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.model = torch.nn.Sequential(torch.nn.Linear(2, 1), torch.nn.BatchNorm1d(1))

    def forward(self, x):
        return self.model(x)


def values():
    base = torch.arange(6.0).view(2, 3)
    yield "plain", {"w": torch.tensor([1.0, -2.0])}
    yield "views", {"base": base, "transposed": base.t(), "part": base[1:, 1:]}
    yield "types", {"h": torch.ones(2, dtype=torch.float16), "b": torch.ones(1, dtype=torch.bfloat16), "n": torch.tensor(3),
                    "t": torch.tensor([True])}
    yield "module", Tiny().state_dict()
    yield "lightning", {"state_dict": {"a.b": torch.zeros(1)}, "epoch": 3, "hyper_parameters": argparse.Namespace(rate=0.5),
                        "callbacks": {("x", 1): [None, "text"]}}
    yield "parameter", {"p": torch.nn.Parameter(torch.zeros(2, 0))}


def main():
    shutil.rmtree(CORPUS, ignore_errors=True)
    torch.manual_seed(0)
    for name, value in values():
        archive = saved(value)
        write("torch_zip", name, archive)
        write("pickle", name, pickle_of(archive))
        write("torch_legacy", name, saved(value, legacy=True)[OPENING:])
        if all(isinstance(v, torch.Tensor) for v in value.values()):
            write("safetensors", name, save({k: v.detach().contiguous().clone() for k, v in value.items()}, {"format": "pt"}))
    for protocol in (0, 1, 4, 5):
        write("pickle", f"protocol{protocol}", pickle.dumps({"a": [1, 2.5, None, True, "text", b"bytes", (1, 2, 3)]}, protocol))
    buffer = io.BytesIO()
    torch.jit.save(torch.jit.script(Tiny().eval()), buffer)
    write("torch_zip", "script", buffer.getvalue())
    write("torch_script", "script", pickle_of(buffer.getvalue()))
    shard = "model-00001-of-00002.safetensors"
    write("sharded_index", "two", {"metadata": {"total_size": 8}, "weight_map": {"a.b": shard, "c": shard.replace("1", "2", 1)}})
    write("sharded_index", "outside", {"weight_map": {"a": "../x.safetensors"}})
    write("model_config", "unet", {"_class_name": "UNet2DConditionModel", "block_out_channels": [320, 640], "attention_head_dim": 8,
                                   "norm_eps": 1e-05, "mid_block_type": None, "down_block_types": ["DownBlock2D"], "flip_sin_to_cos": True})


if __name__ == "__main__":
    main()
