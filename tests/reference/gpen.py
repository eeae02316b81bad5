"""Writes tests/golden/gpen_*: tiny GPEN, RetinaFace and ParseNet files in PyTorch's containers, and what the authors' code computes
with them. Run: python tests/reference/gpen.py CHECKOUT, the authors' repository (github.com/yangxy/GPEN). Needs torch, torchvision,
opencv-python-headless and Pillow."""
import functools
import pathlib
import shutil
import sys
import tempfile
import types

import numpy
import torch
from PIL import Image
from safetensors.torch import save_file

GOLDEN = pathlib.Path(__file__).resolve().parents[1] / "golden"
# Photos: width, height, shift of the pattern, strength; all their faces lie inside.
# name: generator (size, narrow, channel multiplier, style, mlp), detector (base, blocks, in, out), parser (base, range, depth, smallest)
MODELS = {
    "small": dict(size=64, narrow=1 / 64, multiplier=2, style=12, mlp=2, base=4, blocks=[1, 2, 1, 1], out=16,
                  photos=((131, 90, 198, 1.0), (201, 160, 66, 0.75)),
                  parser=dict(base_ch=4, ch_range=[3, 8], res_depth=2, min_feat_size=32)),
    "wide": dict(size=128, narrow=1 / 128, multiplier=4, style=10, mlp=3, base=2, blocks=[1, 1, 2, 1], out=68,
                 photos=((231, 190, 55, 1.0), (307, 241, 55, 0.6)),
                 parser=dict(base_ch=6, ch_range=[4, 6], res_depth=1, min_feat_size=64)),
}


def upstream(checkout):
    for folder in ("", "face_detect", "face_model", "face_parse", "sr_model"):
        sys.path.insert(0, str(pathlib.Path(checkout) / folder))
    # Imported there and never used.
    for name, members in (("skimage", ["transform"]), ("__init_paths", [])):
        sys.modules[name] = types.ModuleType(name)
        for member in members:
            setattr(sys.modules[name], member, None)


def photo(width, height, shift=0):
    """Whole numbers only, so that a test can make large ones itself."""
    y, x = numpy.mgrid[0:height, 0:width].astype(numpy.int64)
    wave = lambda v, period: abs((v % (2 * period)) - period) * 255 // period
    return numpy.stack([wave(x * 3 + y + shift, 97), wave(y * 2 + 40, 61), wave(x + y * 3 + 2 * shift, 143)], -1).astype(numpy.uint8)


def fill(module, generator):
    for name, value in list(module.named_parameters()) + list(module.named_buffers()):
        if name.endswith("kernel") or not value.is_floating_point():
            continue
        noise = torch.randn(value.shape, generator=generator)
        if name.endswith("running_var"):
            noise = 1 + 0.4 * torch.rand(value.shape, generator=generator)
        elif name.endswith("running_mean"):
            noise = 0.1 * noise
        elif value.dim() == 4:
            noise = noise * (1.6 / value[0].numel()) ** 0.5
        elif value.dim() == 1:
            noise = 1 + 0.2 * noise if name.endswith("weight") else 0.1 * noise
        # Kept in half so that the files stay small.
        value.data.copy_(noise.half().float())


def settle(network, picture):
    """Statistics as training leaves them, so that numbers stay of order one."""
    for layer in network.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            layer.momentum = 1.0
    network.train()(picture)
    network.eval()
    for name, value in network.named_buffers():
        if "running" in name:
            value.data.copy_(value.half().float().clamp(min=1e-3))
    return network


def generator_network(spec, generator):
    import gpen_model
    network = gpen_model.FullGenerator(spec["size"], spec["style"], spec["mlp"], spec["multiplier"], narrow=spec["narrow"])
    for name, value in network.named_parameters():
        noise = torch.randn(value.shape, generator=generator)
        if "modulation.bias" in name:
            noise = 1 + 0.3 * noise
        elif "noise.weight" in name:
            noise = 0.4 + 0.2 * noise
        elif name.startswith("generator.style"):
            noise = noise * (100 if name.endswith("weight") else 10)
        elif name.endswith("bias"):
            noise = 0.1 * noise
        if "to_rgb" in name and name.endswith("conv.weight"):
            noise = 0.25 * noise
        value.data.copy_(noise.half().float())
    return network.eval()


def detector_network(spec, generator):
    import torchvision.models as models
    from torchvision.models.resnet import Bottleneck, ResNet
    from facemodels.retinaface import RetinaFace
    from data import cfg_re50

    class Narrow(ResNet):
        def _make_layer(self, block, planes, blocks, stride=1, dilate=False):
            return super()._make_layer(block, planes * spec["base"] // 64, blocks, stride, dilate)

        def __init__(self):
            super().__init__(Bottleneck, spec["blocks"])

    def narrow(**_):
        before = torch.nn.Conv2d
        network = Narrow.__new__(Narrow)
        # ResNet's own first layer is 64 wide: the stem is replaced and the first stage told.
        original = Narrow._make_layer

        def make(self, *arguments, **keywords):
            if self.inplanes == 64 and not hasattr(self, "layer1"):
                self.inplanes = spec["base"]
                self.conv1 = before(3, spec["base"], 7, 2, 3, bias=False)
                self.bn1 = torch.nn.BatchNorm2d(spec["base"])
            return original(self, *arguments, **keywords)

        Narrow._make_layer = make
        Narrow.__init__(network)
        return network

    models.resnet50 = narrow
    config = dict(cfg_re50, pretrain=False, in_channel=spec["base"] * 4, out_channel=spec["out"])
    network = RetinaFace(cfg=config, phase="test")
    fill(network, generator)
    picture = torch.tensor(photo(207, 160)[:, :, ::-1].copy()).permute(2, 0, 1)[None].float() - torch.tensor([104.0, 117, 123]).view(1, 3, 1, 1)
    settle(network, picture)
    # Eyes, nose and mouth about where a face has them.
    face = [[-2.4, -2.5], [2.4, -2.4], [0.1, 0.6], [-2.0, 3.2], [2.1, 3.1]]
    for level in range(3):
        network.LandmarkHead[level].conv1x1.bias.data = torch.tensor(sum(face, []) * 2).half().float()
        network.LandmarkHead[level].conv1x1.weight.data.mul_(0.25)
        network.BboxHead[level].conv1x1.weight.data.mul_(0.5)
        network.ClassHead[level].conv1x1.bias.data.zero_()
    # A score above 0.9 for a few boxes of each level.
    features = {}
    hooks = [network.ClassHead[k].register_forward_hook(lambda _, __, out, k=k: features.update({k: out[0]})) for k in range(3)]
    network(picture)
    for level, count in enumerate(spec["hits"]):
        hooks[level].remove()
        margin = (features[level][:, 1] - features[level][:, 0]).sort(descending=True).values
        bias = 2.1972 - float(margin[count - 1] + margin[count]) / 2 if count else -30.0
        network.ClassHead[level].conv1x1.bias.data = torch.tensor([0.0, bias] * 2).half().float()
    return network, config


def parser_network(spec, generator):
    from parse_model import ParseNet
    network = ParseNet(512, 512, parsing_ch=19, norm_type="bn", relu_type="LeakyReLU", **spec["parser"])
    fill(network, generator)
    settle(network, torch.tensor(photo(128, 128)).permute(2, 0, 1)[None] / 127.5 - 1)
    # Every class somewhere: mostly face, with holes.
    head, face = network.out_mask_conv.conv2d, torch.tensor(photo(512, 512)).permute(2, 0, 1)[None] / 127.5 - 1
    head.weight.data.copy_((head.weight / network(face)[0].std()).half().float())
    bias = head.bias
    bias.data -= network(face)[0].mean((0, 2, 3))
    bias.data[[0, 14, 18]] -= 0.5
    bias.data.copy_(bias.half().float())
    return network


def half(network, prefix=""):
    return {prefix + name: value.half() if value.is_floating_point() else value for name, value in network.state_dict().items()}


def modules(spec, generator_net, detector, parser):
    torch.manual_seed(7)
    tensors = {}
    faces = torch.randint(0, 256, (128 // spec["size"], 3, spec["size"], spec["size"]), dtype=torch.uint8)
    tensors["gpen.in"], tensors["gpen.out"] = faces, generator_net(faces / 127.5 - 1)[0]
    for name, (width, height) in (("even", (96, 64)), ("odd", (131, 90))):
        picture = torch.randint(0, 256, (1, 3, height, width), dtype=torch.uint8)
        boxes, scores, points = detector(picture - torch.tensor([104.0, 117, 123]).view(1, 3, 1, 1))
        tensors.update({f"detector.{name}.in": picture, f"detector.{name}.boxes": boxes, f"detector.{name}.scores": scores,
                        f"detector.{name}.points": points})
    for name, side in (("one", 32), ("two", 48)):
        face = torch.randint(0, 256, (1, 3, side, side), dtype=torch.uint8)
        tensors[f"parser.{name}.in"], tensors[f"parser.{name}.out"] = face, parser(face / 127.5 - 1)[0]
    return {name: value.contiguous() for name, value in tensors.items()}


def build(folder, spec):
    """FaceEnhancement as published, over the tiny files."""
    import face_enhancement
    from face_detect import retinaface_detection
    from face_model import face_gan
    from face_parse import face_parsing
    face_gan.FullGenerator = lambda size, style, mlp, multiplier, **rest: __import__("gpen_model").FullGenerator(
        size, spec["style"], spec["mlp"], multiplier, **rest)
    face_parsing.ParseNet = lambda *_, **__: __import__("parse_model").ParseNet(
        512, 512, parsing_ch=19, norm_type="bn", relu_type="LeakyReLU", **spec["parser"])
    retinaface_detection.cfg_re50 = spec["config"]
    face_enhancement.RealESRNet = lambda *_, **__: None
    arguments = types.SimpleNamespace(channel_multiplier=spec["multiplier"], narrow=spec["narrow"], key=None, sr_model=None, sr_scale=1,
                                      tile_size=0, alpha=1)
    return face_enhancement.FaceEnhancement(arguments, base_dir=str(folder), in_size=spec["size"], model="GPEN", use_sr=False, device="cpu")


def whole(out, spec, tool):
    tensors = {}
    for number, (width, height, shift, alpha) in enumerate(spec["photos"]):
        picture = photo(width, height, shift)
        tool.alpha = alpha
        found, points = tool.facedetector.detect(picture[:, :, ::-1])
        result, crops, faces = tool.process(numpy.ascontiguousarray(picture[:, :, ::-1]))
        print(out.name, width, height, "faces", len(faces), "sides", [round(float(min(b[2] - b[0], b[3] - b[1]))) for b in found],
              "inside", all(2 <= x < width - 2 and 2 <= y < height - 2 for p in points for x, y in zip(p[:5], p[5:])))
        Image.fromarray(picture).save(out / f"photo_{number}.png")
        Image.fromarray(result[:, :, ::-1]).save(out / f"result_{number}.png")
        tensors[f"photo.{number}"], tensors[f"result.{number}"] = torch.tensor(picture), torch.tensor(result[:, :, ::-1].copy())
        tensors[f"faces.{number}"], tensors[f"points.{number}"] = torch.tensor(numpy.array(found)), torch.tensor(numpy.array(points))
        if crops:
            tensors[f"crop.{number}"] = torch.tensor(crops[0][:, :, ::-1].copy())
            tensors[f"restored.{number}"] = torch.tensor(faces[0][:, :, ::-1].copy())
    large = photo(1603, 1100)
    found, points = tool.facedetector.detect(large[:, :, ::-1])
    print(out.name, "large", len(found))
    tensors["faces.large"], tensors["points.large"] = torch.tensor(numpy.array(found)[:6]), torch.tensor(numpy.array(points)[:6])
    aligned = photo(75, 75, 30)
    Image.fromarray(aligned).save(out / "aligned.png")
    face = tool.process(numpy.ascontiguousarray(aligned[:, :, ::-1]), aligned=True)[0][:, :, ::-1].copy()
    Image.fromarray(face).save(out / "aligned_result.png")
    tensors["aligned.in"], tensors["aligned.out"] = torch.tensor(aligned), torch.tensor(face)
    return tensors


def main():
    upstream(sys.argv[1])
    torch.set_grad_enabled(False)
    hits = {"small": [0, 8, 1], "wide": [0, 3, 0]}
    for name, spec in MODELS.items():
        spec["hits"] = hits[name]
        out = GOLDEN / f"gpen_{name}"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        seed = torch.Generator().manual_seed(31)
        generator_net = generator_network(spec, seed)
        detector, spec["config"] = detector_network(spec, seed)
        parser = parser_network(spec, seed)
        with tempfile.TemporaryDirectory() as folder:
            weights = pathlib.Path(folder) / "weights"
            weights.mkdir()
            for file, network in (("GPEN", generator_net), ("RetinaFace-R50", detector), ("ParseNet-latest", parser)):
                torch.save(network.state_dict(), weights / f"{file}.pth")
            tensors = modules(spec, generator_net, detector, parser)
            tensors.update(whole(out, spec, build(folder, spec)))
        save_file({k: v.contiguous() for k, v in tensors.items()}, out / "modules.safetensors")
        small = name == "small"
        # The published containers and wrappings: new and old, flat, "g_ema", "state_dict" and "module.".
        torch.save(half(generator_net) if small else {"g_ema": half(generator_net), "g": {}}, out / "generator.pth", _use_new_zipfile_serialization=small)
        torch.save(half(detector) if small else {"state_dict": half(detector, "module.")}, out / "detector.pth", _use_new_zipfile_serialization=not small)
        torch.save(half(parser), out / "parser.pth", _use_new_zipfile_serialization=small)


if __name__ == "__main__":
    main()
