"""Writes tests/golden/dct_net_*: frozen graphs of two tiny cartoon networks and what TensorFlow computes with them. The graph is
built by the authors' own code (as the modelscope package carries it), frozen as their exporter does it.
Run: python tests/reference/dct_net.py. Needs modelscope, tensorflow-cpu (2.x), tf_slim, opencv-python-headless, safetensors."""
import importlib.util
import pathlib
import shutil
import sys
import types
from unittest import mock

import cv2
import numpy
import tensorflow
import tf_slim
from safetensors.numpy import save_file

tf = tensorflow.compat.v1
tf.disable_eager_execution()
GOLDEN = pathlib.Path(__file__).resolve().parents[1] / "golden"
CARTOON = pathlib.Path(importlib.util.find_spec("modelscope").origin).parent / "models/cv/cartoon"


def authors_module(name):
    """One file of the package, with the TensorFlow 1 names it was written for and nothing of the training it also imports."""
    contrib = types.ModuleType("tensorflow.contrib")
    contrib.slim = tf_slim
    tf.contrib = contrib
    missing = {n: types.ModuleType(n) for n in ("joblib", "scipy", "scipy.stats", "skimage")}
    missing["scipy"].stats = missing["scipy.stats"]
    missing["skimage"].color = missing["skimage"].segmentation = missing["joblib"].Parallel = missing["joblib"].delayed = None
    package = types.ModuleType("cartoon")
    package.__path__ = [str(CARTOON)]
    replaced = {"tensorflow": tf, "tensorflow.contrib": contrib, "tensorflow.contrib.slim": tf_slim, "cartoon": package, **missing}
    kept = {n: sys.modules.get(n) for n in replaced}
    sys.modules.update(replaced)
    try:
        return importlib.import_module("cartoon." + name)
    finally:
        for n, module in kept.items():
            if module is not None:
                sys.modules[n] = module


def authors_pipeline():
    """Their whole pipeline's class, without the package's registry around it."""
    utils, align = authors_module("utils"), authors_module("mtcnn_pytorch.src.align_trans")
    names = ["metainfo", "models", "models.cv", "models.cv.cartoon", "outputs", "pipelines", "pipelines.base", "pipelines.builder", "pipelines.cv", "preprocessors", "utils",
             "utils.constant", "utils.logger", "utils.device"]
    modules = {"modelscope." + n: mock.MagicMock() for n in names}
    modules["modelscope.pipelines.base"].Pipeline = object
    modules["modelscope.pipelines.builder"].PIPELINES.register_module = lambda *a, **k: lambda c: c
    modules["modelscope.outputs"].OutputKeys.OUTPUT_IMG = "output_img"
    for module, function in ((utils, "padTo16x"), (utils, "resize_size"), (align, "get_reference_facial_points"), (align, "warp_and_crop_face")):
        setattr(modules["modelscope.models.cv.cartoon"], function, getattr(module, function))
    with mock.patch.dict(sys.modules, modules):
        spec = importlib.util.spec_from_file_location("modelscope.pipelines.cv.image_cartoon_pipeline", CARTOON.parents[2] / "pipelines/cv/image_cartoon_pipeline.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    # The pupils and the 68 landmarks come from networks of their own: here the five points are given.
    module.get_f5p = lambda landmark, picture: landmark
    return module.ImageCartoonPipeline


network = authors_module("network")
loss = authors_module("loss")


def exported(seed, channel, num_blocks, eps, scope=""):
    """The exporter's graph, its variables drawn at random instead of restored."""
    graph = tf.Graph()
    with graph.as_default(), tf.Session(graph=graph) as session:
        if scope:  # a graph exported after training: the operators' scope is counted up, the variables' is not
            with tf.name_scope("generator"):
                pass
        picture = tf.placeholder(tf.float32, [None, None, 3], name="input_image")
        x = picture[:, :, :][tf.newaxis] / 127.5 - 1.0
        y = loss.guided_filter(x, network.unet_generator(x, channel=channel, num_blocks=num_blocks), r=1, eps=eps)
        final = (tf.clip_by_value(y[0], -0.999999, 0.999999) + 1.0) * 127.5
        tf.cast(final, tf.uint8, name="output_image")
        random = numpy.random.default_rng(seed)
        for variable in tf.trainable_variables():
            shape = variable.shape.as_list()
            scale = (1.3 / numpy.prod(shape[:-1])) ** 0.5 if len(shape) == 4 else 0.1
            variable.load(random.normal(0, scale, shape).astype(numpy.float32), session)
        frozen = tf.graph_util.convert_variables_to_constants(session, session.graph_def, output_node_names=["output_image"])
    return frozen, final.name


def run(frozen, floats, pictures):
    with tf.Graph().as_default() as graph, tf.Session(graph=graph) as session:
        tf.import_graph_def(frozen, name="model")
        names = ["model/output_image:0", "model/" + floats]
        return [session.run(names, feed_dict={"model/input_image:0": p}) for p in pictures]


def photo(width, height, shift):
    y, x = numpy.mgrid[0:height, 0:width] + shift
    planes = [127 + 100 * numpy.sin(x / 5.0), 255.0 * y / (height + shift), 127 + 90 * numpy.cos((x + 2 * y) / 9.0)]
    return numpy.stack(planes, -1).clip(0, 255).astype(numpy.uint8)


def noisy(width, height):
    """Integers only, so that the test makes the very same picture."""
    y, x = numpy.mgrid[0:height, 0:width]
    return numpy.stack([(x * x // 97 + y * 5) % 256, (x * 3 + y * y // 61) % 256, (x * y // 53) % 256], -1).astype(numpy.uint8)


def face(x, y, size, turn):
    usual = numpy.array([[-0.19, -0.2], [0.19, -0.2], [0.02, 0.02], [-0.16, 0.2], [0.15, 0.21]]) * size
    rotation = numpy.array([[numpy.cos(turn), -numpy.sin(turn)], [numpy.sin(turn), numpy.cos(turn)]])
    return usual @ rotation.T + [x, y]


def tool_goldens(out, background, head):
    (out / "cartoon_bg.pb").write_bytes(background.SerializeToString())
    (out / "cartoon_h.pb").write_bytes(head.SerializeToString())
    y, x = numpy.mgrid[0:96, 0:80]
    alpha = (255 * numpy.clip(1.6 - ((x - 40) / 26) ** 2 - ((y - 48) / 31) ** 2, 0, 1)).astype(numpy.uint8)
    cv2.imwrite(str(out / "alpha.jpg"), numpy.stack([alpha, alpha, 255 - (255 - alpha) // 2], -1))
    with tf.Graph().as_default():
        pipeline = authors_pipeline().__new__(authors_pipeline())
        pipeline.sess_anime_head = pipeline.load_sess(str(out / "cartoon_h.pb"), "model_anime_head")
        pipeline.sess_anime_bg = pipeline.load_sess(str(out / "cartoon_bg.pb"), "model_anime_bg")
        pipeline.box_width = 288
        mask = cv2.resize(cv2.imread(str(out / "alpha.jpg")), (288, 288), interpolation=cv2.INTER_AREA)
        pipeline.global_mask = cv2.cvtColor(mask, cv2.COLOR_BGR2GRAY).astype(numpy.float32) / 255.0
        tensors = {"alpha": numpy.ascontiguousarray(cv2.imread(str(out / "alpha.jpg"))[:, :, ::-1])}
        runs = {"two": (photo(131, 90, 1), [face(60, 45, 80, 0.2), face(20, 60, 30, -0.3)]), "none": (photo(61, 48, 2), []),
                "large": (noisy(900, 760), [face(600, 300, 350, 0.1)]), "small": (photo(33, 70, 3), [face(16, 30, 40, 0.0)])}
        for name, (picture, faces) in runs.items():
            small = pipeline.forward.__globals__["resize_size"](picture)
            found = numpy.array([f * [small.shape[1] / picture.shape[1], small.shape[0] / picture.shape[0]] for f in faces])
            pipeline.facer = types.SimpleNamespace(run=lambda _, found=found: (found, found, None))
            # The network's colours are BGR, and so is the result.
            result = pipeline.forward({"img": picture.astype(float)})["output_img"][:, :, ::-1]
            result = numpy.clip(numpy.rint(result), 0, 255).astype(numpy.uint8)
            tensors[name + ".points"] = numpy.array(faces, numpy.float32).reshape(-1, 10)
            if name == "large":
                tensors[name + ".drawn"] = numpy.ascontiguousarray(result[3::9, 4::9])
            else:
                tensors[name + ".photo"], tensors[name + ".drawn"] = picture, numpy.ascontiguousarray(result)
    (out / "alpha.jpg").unlink()
    save_file(tensors, out / "photos.safetensors")


def main():
    shapes = {"like_anime": dict(seed=1, channel=4, num_blocks=4, eps=1e-2), "unlike_anime": dict(seed=2, channel=6, num_blocks=2, eps=5e-3, scope="again")}
    sizes = {"like_anime": [(48, 32), (16, 16), (20, 36)], "unlike_anime": [(64, 40), (12, 4)]}
    for name, shape in shapes.items():
        out = GOLDEN / f"dct_net_{name}"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        frozen, floats = exported(**shape)
        tool_goldens(out, frozen, exported(**{**shape, "seed": 7})[0]) if name == "like_anime" else (out / "cartoon_bg.pb").write_bytes(frozen.SerializeToString())
        pictures = [photo(w, h, 3 * i) for i, (w, h) in enumerate(sizes[name])]
        tensors = {}
        for i, (picture, (result, values)) in enumerate(zip(pictures, run(frozen, floats, pictures))):
            tensors[f"{i}.picture"], tensors[f"{i}.result"], tensors[f"{i}.values"] = picture, result, values
        save_file(tensors, out / "modules.safetensors")
        print(name, sorted({n.op for n in frozen.node}), len(frozen.node), tensors["0.values"].std(), tensors["0.values"].min(), tensors["0.values"].max())


if __name__ == "__main__":
    main()
