"""Writes tests/golden/lama_*: two tiny generators in the containers LaMa is published in, and what the authors' own code
(as the modelscope package carries it) computes with them. Run: python tests/reference/lama.py
Needs modelscope, torchvision, opencv-python-headless, kornia and what modelscope.pipelines asks for (addict, simplejson,
datasets)."""
import collections
import pathlib
import shutil

import numpy
import torch
from modelscope.models.cv.image_inpainting.default import DefaultInpaintingTrainingModule
from modelscope.models.cv.image_inpainting.modules.ffc import FFCResNetGenerator
from modelscope.pipelines.cv.image_inpainting_pipeline import ImageInpaintingPipeline
from PIL import Image
from safetensors.torch import save_file

GOLDEN = pathlib.Path(__file__).resolve().parents[1] / "golden"


def generator(seed, ratio, **shape):
    torch.manual_seed(seed)
    plain = dict(ratio_gin=0, ratio_gout=0, enable_lfu=False)
    net = FFCResNetGenerator(init_conv_kwargs=plain, downsample_conv_kwargs=plain,
                             resnet_conv_kwargs=dict(ratio_gin=ratio, ratio_gout=ratio, enable_lfu=False), **shape).eval()
    for name, parameter in list(net.named_parameters()) + list(net.named_buffers()):
        if name.endswith("running_var"):
            parameter.data = torch.rand_like(parameter) + 0.5
        elif name.endswith("running_mean") or (name.endswith("bias") and parameter.dim() == 1):
            parameter.data = torch.randn_like(parameter) * 0.2
        elif parameter.dim() == 1:
            parameter.data = torch.rand_like(parameter) + 0.5
        elif parameter.dim() == 4:
            # Large enough that a wrong constant shows, small enough that the last sigmoid does not saturate.
            parameter.data = parameter.data * 2.2
    for value in net.state_dict().values():
        # So that a copy in half precision holds the very same weights.
        value.copy_(value.to(torch.float16))
    return net


def training_module(net):
    module = DefaultInpaintingTrainingModule.__new__(DefaultInpaintingTrainingModule)
    torch.nn.Module.__init__(module)
    module.generator, module.concat_mask = net, True
    return module.eval()


class JITWrapper(torch.nn.Module):
    """The wrapper that the authors' exporter traces: its one attribute is `model`."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, image, mask):
        return self.model({"image": image, "mask": mask})["inpainted"]


class Callback:
    """Stands for the training framework's objects that are left in a checkpoint."""


def lightning_checkpoint(net, path):
    state = collections.OrderedDict(("generator." + k, v) for k, v in net.state_dict().items())
    state["test_evaluator.scores.ssim.weight"] = torch.ones(1, 1, 2, 2)
    torch.save({"epoch": 3, "pytorch-lightning_version": "1.2.9", "state_dict": state, "callbacks": {Callback: {"best": torch.tensor(1.0)}},
                "hyper_parameters": {"kind": "default"}, "lr_schedulers": []}, path)


def photo(width, height):
    y, x = numpy.mgrid[0:height, 0:width]
    red = 127 + 100 * numpy.sin(x / 5.0)
    green = 255.0 * y / height
    blue = 127 + 90 * numpy.cos((x + 2 * y) / 9.0)
    return Image.fromarray(numpy.stack([red, green, blue], -1).clip(0, 255).astype(numpy.uint8))


def brushed(width, height):
    y, x = numpy.mgrid[0:height, 0:width]
    mask = numpy.zeros((height, width), numpy.uint8)
    mask[(x - width * 0.3) ** 2 + (y - height * 0.4) ** 2 < (height * 0.2) ** 2] = 255
    mask[height // 2:height // 2 + 3, width // 2:] = 1  # the authors count every value above zero
    mask[height - 4:, width - 7:] = 128  # lies in what the padding mirrors
    return Image.fromarray(mask)


def network_goldens(net, sizes, tensors):
    module = training_module(net)
    random = torch.Generator().manual_seed(7)
    for number, (height, width) in enumerate(sizes):
        picture = torch.rand(1, 3, height, width, generator=random).half().float()
        mask = (torch.rand(1, 1, height, width, generator=random) > 0.7).float()
        with torch.no_grad():
            predicted = module({"image": picture, "mask": mask})["predicted_image"]
        tensors[f"{number}.picture"], tensors[f"{number}.mask"], tensors[f"{number}.predicted"] = picture.half(), mask.bool(), predicted


def tool_goldens(net, sizes, tensors):
    pipeline = ImageInpaintingPipeline.__new__(ImageInpaintingPipeline)
    pipeline.refine, pipeline.pad_out_to_modulo, pipeline.device = False, 8, torch.device("cpu")
    pipeline.infer_model = training_module(net)
    for width, height in sizes:
        picture, mask = photo(width, height), brushed(width, height)
        result = pipeline.preprocess({"img": picture, "mask": mask})  # its preprocess runs everything; BGR
        name = f"{width}x{height}"
        tensors[name + ".photo"], tensors[name + ".mask"] = torch.from_numpy(numpy.array(picture)), torch.from_numpy(numpy.array(mask))
        tensors[name + ".filled"] = torch.from_numpy(numpy.ascontiguousarray(result[:, :, ::-1]))


def main():
    shapes = {"like_big": dict(seed=1, ratio=0.75, ngf=4, n_blocks=1), "unlike_big": dict(seed=2, ratio=0.5, ngf=6, n_downsampling=2, n_blocks=2, max_features=20)}
    sizes = {"like_big": [(40, 72), (16, 16), (24, 104)], "unlike_big": [(36, 60), (8, 12)]}
    for name, shape in shapes.items():
        out = GOLDEN / f"lama_{name}"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        net = generator(**shape)
        tensors, photos = {}, {}
        network_goldens(net, sizes[name], tensors)
        tool_goldens(net, [(131, 90), (57, 33)] if name == "like_big" else [(61, 40)], photos)
        save_file({k: v.contiguous() for k, v in tensors.items()}, out / "modules.safetensors")
        save_file(photos, out / "photos.safetensors")
        save_file({k: v.half() if v.is_floating_point() else v for k, v in net.state_dict().items()}, out / "model.safetensors")
        example = (torch.rand(1, 3, 48, 48), torch.rand(1, 1, 48, 48))
        if name == "like_big":
            torch.jit.trace(JITWrapper(training_module(net)), example, strict=False).save(out / "traced.pt")
        else:
            lightning_checkpoint(net, out / "best.ckpt")


if __name__ == "__main__":
    main()
