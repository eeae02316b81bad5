"""Writes tests/golden/rife: what the published RIFE 4.x modules make of two made-up frames, for small networks of every family.
Weights and frames follow from formulas that tests/support/rife_networks.h repeats, so that only shapes and results are stored.
Run: python tests/reference/rife.py CHECKOUT (CHECKOUT: github.com/HolyWu/vs-rife, which carries the authors' module of each
version). AUTHORS, if given as well, is a folder with the authors' own train_log/IFNet_HDv3.py and model/warplayer.py of 4.26.heavy: the
two are compared."""
import collections
import importlib
import json
import math
import pathlib
import sys
import types

import numpy
import torch
from PIL import Image
from safetensors.torch import save_file

GOLDEN = pathlib.Path(__file__).resolve().parents[1] / "golden" / "rife"
STRIDE = 5  # every fifth pixel each way is stored: it falls on every place of the networks' 4 x 4 cells


def mixed(key, count):
    """0..1, as a hash of the key and the index."""
    seed = 2166136261
    for byte in key.encode():
        seed = (seed ^ byte) * 16777619 % 2**32
    h = (numpy.arange(count, dtype=numpy.uint64) * numpy.uint64(2654435761) + numpy.uint64(seed)) % numpy.uint64(2**32)
    for factor, shift in ((0x85EBCA6B, 16), (0xC2B2AE35, 13), (1, 16)):
        h = (h ^ (h >> numpy.uint64(shift))) * numpy.uint64(factor) % numpy.uint64(2**32)
    return h.astype(numpy.float64) / 2**32


def frame(width, height, number):
    y, x = numpy.mgrid[0:height, 0:width]
    planes = []
    for c in range(3):
        wave = numpy.abs((5 * (x - 6 * number) + 3 * (y + 4 * number) + 90 * c) % 400 - 200)
        planes.append(wave + ((x - 6 * number) // 9 + (y + 4 * number) // 7) % 2 * 40 + 10)
    return numpy.stack(planes, -1).clip(0, 255).astype(numpy.uint8)


def modules(checkout, name):
    package = types.ModuleType("vsrife")
    package.__path__ = [str(pathlib.Path(checkout) / "vsrife")]  # its __init__ asks for VapourSynth
    sys.modules["vsrife"] = package
    return importlib.import_module("vsrife.IFNet_HDv3_v" + name.replace(".", "_"))


def small(module, widths, features, hidden, scale):
    """The version's network with other widths: inputs and outputs of its parts follow from what they are joined to."""
    net = module.IFNet(scale)
    heads = getattr(net, "encode", None)
    old = 0
    if isinstance(heads, torch.nn.Sequential):
        old = heads[-1].out_channels
        convs = [i for i, part in enumerate(heads) if not isinstance(part, torch.nn.LeakyReLU)]
        for i in convs:
            make = torch.nn.ConvTranspose2d if i == convs[-1] else torch.nn.Conv2d
            heads[i] = make(3 if i == 0 else hidden, features if i == convs[-1] else hidden, heads[i].kernel_size, heads[i].stride, 1)
    elif heads is not None:
        old = heads.cnn3.out_channels
        heads.cnn0 = torch.nn.Conv2d(3, hidden, 3, 2, 1)
        heads.cnn1, heads.cnn2 = (torch.nn.Conv2d(hidden, hidden, 3, 1, 1) for _ in range(2))
        heads.cnn3 = torch.nn.ConvTranspose2d(hidden, features, 4, 2, 1)
    for i, width in enumerate(widths):
        block = getattr(net, f"block{i}")
        setattr(net, f"block{i}", module.IFBlock(block.conv0[0][0].in_channels + 2 * (features - old), c=width))
    return net.eval()


def bounds(key, shape, gain):
    if key.endswith("beta"):
        return 0.5, 1.1
    if len(shape) == 1 and ".convblock." in key and key.endswith(".1.weight") or key.endswith("conv0.0.1.weight") or key.endswith("conv0.1.1.weight"):
        return 0.05, 0.4  # slopes
    if len(shape) == 1:
        return -0.1, 0.1
    if "lastconv" in key:
        reach = gain * 1.7 / math.sqrt(shape[0] * 4)
    elif "encode" in key:
        reach = 1.7 * 1.3 / math.sqrt(shape[1] * 9 if shape[-1] == 3 else shape[0] * 4)
    else:
        reach = 1.7 * (0.6 if "convblock" in key else 1.4) / math.sqrt(math.prod(shape[1:]))
    return -round(reach, 6), round(reach, 6)


def filled(net, gain):
    made, state = {}, net.state_dict()
    for key, value in state.items():
        low, high = bounds(key, value.shape, gain)
        made[key] = [low, high, *value.shape]
        value.copy_(torch.from_numpy((low + (high - low) * mixed(key, value.numel())).astype(numpy.float32)).view(value.shape))
    return made


def padded(picture, unit):
    x = torch.from_numpy(picture).permute(2, 0, 1).unsqueeze(0).float() / 255
    return torch.nn.functional.pad(x, (0, -x.shape[3] % unit, 0, -x.shape[2] % unit))


def middle(net, size, t, unit, report):
    width, height = size
    a, b = (padded(frame(width, height, n), unit) for n in (0, 1))
    h, w = a.shape[2:]
    grid = torch.cat([torch.linspace(-1, 1, w).view(1, 1, 1, w).expand(-1, -1, h, -1), torch.linspace(-1, 1, h).view(1, 1, h, 1).expand(-1, -1, -1, w)], 1)
    more = [net.encode(x) for x in (a, b)] if hasattr(net, "encode") else []
    with torch.no_grad():
        result = net(a, b, torch.full((1, 1, h, w), t), torch.tensor([(w - 1) / 2, (h - 1) / 2]), grid, *more)[:, :, :height, :width]
    report.append((result - a[:, :, :height, :width]).abs().mean().item())
    return result


VERSIONS = collections.OrderedDict({
    # name: module, widths, features, hidden channels of the encoder, gain of the last layer, cell, cases
    "4.0": ("4.0", (16, 8, 8, 4), 0, 0, 0.4, 32, [((131, 90), 0.5, 1.0), ((70, 61), 0.2, 1.0)]),
    "4.0-far": ("4.0", (8, 8, 4, 4), 0, 0, 3.0, 64, [((120, 61), 0.5, 1.0)]),  # motion so far that it begins again, coarser
    "4.2": ("4.2", (4, 4, 8, 4), 0, 0, 0.4, 32, [((131, 90), 0.5, 1.0)]),
    "4.5": ("4.5", (8, 16, 8, 8), 0, 0, 0.4, 32, [((131, 90), 0.3, 1.0)]),
    "4.6": ("4.6", (16, 12, 8, 8), 0, 0, 0.4, 32, [((131, 90), 0.5, 1.0), ((131, 90), 0.8, 0.5), ((33, 130), 0.25, 2.0)]),
    "4.7": ("4.7", (16, 8, 8, 8), 4, 8, 0.4, 32, [((131, 90), 0.5, 1.0)]),
    "4.10": ("4.10", (8, 16, 8, 8), 8, 12, 0.4, 32, [((131, 90), 0.4, 1.0)]),
    "4.14.lite": ("4.14.lite", (16, 8, 8, 8), 8, 8, 0.4, 32, [((131, 90), 0.5, 1.0)]),
    "4.15.lite": ("4.15.lite", (8, 12, 8, 8), 4, 8, 0.4, 32, [((131, 90), 0.6, 1.0)]),
    "4.18": ("4.18", (16, 8, 8, 4), 6, 8, 0.4, 32, [((131, 90), 0.5, 1.0)]),
    "4.22": ("4.22", (24, 16, 8, 8), 8, 8, 0.4, 32, [((131, 90), 0.5, 1.0), ((40, 29), 0.9, 1.0)]),
    "4.25": ("4.25", (16, 16, 8, 8, 8), 4, 8, 0.4, 64, [((131, 90), 0.5, 1.0), ((131, 90), 0.1, 0.5), ((60, 131), 0.75, 2.0)]),
    "4.25.lite": ("4.25.lite", (8, 8, 8, 8, 24), 4, 8, 0.4, 128, [((131, 90), 0.5, 1.0)]),
    "4.25.heavy": ("4.25.heavy", (48, 8, 16, 8, 16), 4, 8, 0.4, 64, [((131, 90), 0.5, 1.0)]),
    "4.26": ("4.26", (4, 4, 4, 4, 4), 4, 4, 0.4, 64, [((131, 90), 0.35, 1.0)]),
    "4.26.heavy": ("4.26.heavy", (16, 8, 8, 8, 8), 16, 8, 0.4, 64, [((131, 90), 0.5, 1.0)]),
})


def as_published(net, name):
    """A training run's file: keys behind `module.`, and parts that are not used."""
    state = collections.OrderedDict(("module." + k, v.clone()) for k, v in net.state_dict().items())
    state["module.caltime.0.weight"] = torch.ones(1, 2, 3, 3)
    state["module.teacher.conv0.0.0.weight"] = torch.ones(2, 2, 3, 3)
    state["module.block_tea.conv0.0.0.weight"] = torch.ones(2, 2, 3, 3)
    torch.save(state, GOLDEN / f"{name}.pkl", _use_new_zipfile_serialization=name != "legacy")


def as_pictures(result, size):
    for number, name in enumerate(("first", "second")):
        Image.fromarray(frame(*size, number)).save(GOLDEN / f"{name}.png", optimize=True)
    middle = (result[0] * 255).byte().permute(1, 2, 0).numpy()  # as the authors' script writes it
    Image.fromarray(middle).save(GOLDEN / "middle.png", optimize=True)


def compare_with_authors(checkout, folder):
    sys.path.insert(0, str(folder))
    authors = importlib.import_module("train_log.IFNet_HDv3").IFNet().eval()
    net = modules(checkout, "4.26.heavy").IFNet(1.0).eval()
    filled(net, 0.4)
    authors.load_state_dict(net.state_dict())
    ours = middle(net, (200, 120), 0.4, 64, [])
    a, b = (padded(frame(200, 120, n), 64) for n in (0, 1))
    with torch.no_grad():
        theirs = authors(torch.cat((a, b), 1), 0.4, [16, 8, 4, 2, 1])[2][-1][:, :, :120, :200]
    print("4.26.heavy: difference from the authors' own module", (ours - theirs).abs().max().item())


def main():
    GOLDEN.mkdir(parents=True, exist_ok=True)
    torch.set_grad_enabled(False)
    described, results = {}, {}
    for name, (version, widths, features, hidden, gain, cell, cases) in VERSIONS.items():
        module = modules(sys.argv[1], version)
        described[name] = {"cases": []}
        for number, (size, t, scale) in enumerate(cases):
            net = small(module, widths, features, hidden, scale)
            described[name]["weights"] = filled(net, gain)
            report = []
            result = middle(net, size, t, max(cell, int(cell / scale)), report)
            results[f"{name}.{number}"] = result[:, :, ::STRIDE, ::STRIDE].contiguous()
            described[name]["cases"].append({"width": size[0], "height": size[1], "t": t, "scale": scale})
            print(name, size, t, scale, "moved by", round(report[0], 3))
        if name == "4.26":
            as_published(net, "flownet")
            as_pictures(result, size)
        if name == "4.2":
            as_published(net, "legacy")
    save_file(results, GOLDEN / "frames.safetensors")
    (GOLDEN / "networks.json").write_text(json.dumps(described, separators=(",", ":")) + "\n")
    if len(sys.argv) > 2:
        compare_with_authors(*sys.argv[1:3])


if __name__ == "__main__":
    main()
