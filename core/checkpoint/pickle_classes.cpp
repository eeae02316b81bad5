#include "core/checkpoint/pickle_classes.h"

#include <array>
#include <map>
#include <string_view>

#include "core/checkpoint/refuse.h"
#include "core/checkpoint/tensor_file.h"

namespace tintype::checkpoint {

namespace {

const std::map<std::string, ElementType>& storageTypes() {
    static const std::map<std::string, ElementType> kTypes{
        {"torch.FloatStorage", ElementType::Float32},     {"torch.HalfStorage", ElementType::Float16},
        {"torch.BFloat16Storage", ElementType::BFloat16}, {"torch.DoubleStorage", ElementType::Float64},
        {"torch.LongStorage", ElementType::Int64},        {"torch.IntStorage", ElementType::Int32},
        {"torch.ShortStorage", ElementType::Int16},       {"torch.CharStorage", ElementType::Int8},
        {"torch.ByteStorage", ElementType::UInt8},        {"torch.BoolStorage", ElementType::Bool}};
    return kTypes;
}

const std::map<std::string, ElementType>& dtypes() {
    static const std::map<std::string, ElementType> kTypes{
        {"torch.float32", ElementType::Float32}, {"torch.float", ElementType::Float32}, {"torch.float16", ElementType::Float16},
        {"torch.half", ElementType::Float16},    {"torch.bfloat16", ElementType::BFloat16},
        {"torch.float64", ElementType::Float64}, {"torch.double", ElementType::Float64}, {"torch.int64", ElementType::Int64},
        {"torch.long", ElementType::Int64},      {"torch.int32", ElementType::Int32},    {"torch.int16", ElementType::Int16},
        {"torch.int8", ElementType::Int8},       {"torch.uint8", ElementType::UInt8},    {"torch.bool", ElementType::Bool}};
    return kTypes;
}

constexpr std::array<std::string_view, 19> kKnown{
    "collections.OrderedDict", "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2",
    "torch._utils._rebuild_tensor_v3", "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state",
    "torch.nn.parameter.Parameter", "torch.storage.UntypedStorage", "torch.UntypedStorage", "torch.Size", "torch.device",
    "torch.Tensor", "torch.FloatTensor", "numpy.core.multiarray.scalar", "numpy.core.multiarray._reconstruct", "numpy.dtype",
    "numpy.ndarray", "_codecs.encode", "builtins.set"};

// Modules no checkpoint has business with: only a file that wants to run something names them.
constexpr std::array<std::string_view, 28> kHostileModules{
    "os", "posix", "nt", "sys", "subprocess", "_posixsubprocess", "runpy", "importlib", "socket", "shutil",
    "webbrowser", "pty", "ctypes", "operator", "_operator", "functools", "types", "marshal", "pickle", "_pickle",
    "codecs", "pip", "idlelib", "asyncio", "multiprocessing", "timeit", "pdb", "bdb"};
constexpr std::array<std::string_view, 14> kHostileBuiltins{
    "eval", "exec", "compile", "getattr", "setattr", "delattr", "open", "__import__", "globals", "locals", "vars", "input",
    "breakpoint", "apply"};

constexpr std::size_t kLongestKey = 256;

bool isStorageClass(const std::string& name) {
    return storageTypes().count(name) > 0 || name == "torch.storage.UntypedStorage" || name == "torch.UntypedStorage";
}

[[noreturn]] void wrongArguments(const std::string& name, const std::filesystem::path& file) {
    refuse(file, TINTYPE_NOOP("core", "%1: %2 is called with values of the wrong kind."), {legible(name)});
}

std::vector<std::int64_t> integers(const Node& node, const std::string& name, const std::filesystem::path& file) {
    if (node.kind != Node::Kind::Tuple && node.kind != Node::Kind::List) wrongArguments(name, file);
    std::vector<std::int64_t> values;
    for (const Node* item : node.items) {
        if (item->kind != Node::Kind::Integer) wrongArguments(name, file);
        values.push_back(item->integer);
    }
    return values;
}

// (storage, offset, sizes, strides, ...); version 3 has the type as its seventh value.
Node rebuiltTensor(const std::string& name, const Node& arguments, const std::filesystem::path& file) {
    const auto& items = arguments.items;
    const bool version3 = name.ends_with("_v3");
    const std::size_t least = version3 ? 7 : 4;
    if (items.size() < least || items.size() > 8 || items[0]->kind != Node::Kind::Storage || items[1]->kind != Node::Kind::Integer ||
        items[1]->integer < 0)
        wrongArguments(name, file);
    Node node;
    node.kind = Node::Kind::Tensor;
    node.tensor.storage = items[0]->storage;
    node.tensor.offset = static_cast<std::uint64_t>(items[1]->integer);
    node.tensor.sizes = integers(*items[2], name, file);
    node.tensor.strides = integers(*items[3], name, file);
    if (version3 && items[6]->kind == Node::Kind::Type) node.tensor.type = items[6]->type;
    else if (node.tensor.storage.type) node.tensor.type = *node.tensor.storage.type;
    else wrongArguments(name, file);

    // Bytes hold fewer elements than their count says once they are read as a wider type.
    std::uint64_t available = node.tensor.storage.elements;
    if (!node.tensor.storage.type) available /= elementSize(node.tensor.type);
    else if (*node.tensor.storage.type != node.tensor.type) wrongArguments(name, file);
    if (!viewFits(node.tensor.sizes, node.tensor.strides, node.tensor.offset, available))
        refuse(file, TINTYPE_NOOP("core", "%1: a tensor reaches outside its storage \"%2\"."), {legible(node.tensor.storage.key)});
    return node;
}

Node orderedDict(const Node& arguments, const std::string& name, const std::filesystem::path& file) {
    Node dict;
    dict.kind = Node::Kind::Dict;
    if (arguments.items.empty()) return dict;
    if (arguments.items.size() > 1 || arguments.items[0]->kind != Node::Kind::List) wrongArguments(name, file);
    for (const Node* pair : arguments.items[0]->items) {
        const bool isPair = (pair->kind == Node::Kind::Tuple || pair->kind == Node::Kind::List) && pair->items.size() == 2;
        if (!isPair) wrongArguments(name, file);
        dict.items.insert(dict.items.end(), pair->items.begin(), pair->items.end());
    }
    return dict;
}

}  // namespace

ClassRule ruleOf(const std::string& className) {
    if (storageTypes().count(className) || dtypes().count(className)) return ClassRule::Known;
    for (const std::string_view known : kKnown)
        if (className == known) return ClassRule::Known;
    const std::size_t dot = className.rfind('.');
    const std::string module = className.substr(0, dot);
    const std::string name = dot == std::string::npos ? className : className.substr(dot + 1);
    const std::string top = module.substr(0, module.find('.'));
    for (const std::string_view hostile : kHostileModules)
        if (top == hostile) return ClassRule::Hostile;
    if (top == "builtins" || top == "__builtin__" || top == "__builtins__")
        for (const std::string_view hostile : kHostileBuiltins)
            if (name == hostile) return ClassRule::Hostile;
    return ClassRule::Inert;
}

Node classNode(const std::string& className) {
    Node node;
    node.text = className;
    if (const auto found = dtypes().find(className); found != dtypes().end()) {
        node.kind = Node::Kind::Type;
        node.type = found->second;
    } else {
        node.kind = Node::Kind::Class;
    }
    return node;
}

Node callNode(const std::string& className, const Node& arguments, const std::filesystem::path& file) {
    if (arguments.kind != Node::Kind::Tuple) wrongArguments(className, file);
    if (className.starts_with("torch._utils._rebuild_tensor")) return rebuiltTensor(className, arguments, file);
    if (className == "collections.OrderedDict") return orderedDict(arguments, className, file);
    if (className.starts_with("torch._utils._rebuild_parameter") || className == "torch.nn.parameter.Parameter") {
        if (arguments.items.empty() || arguments.items[0]->kind != Node::Kind::Tensor) wrongArguments(className, file);
        return *arguments.items[0];
    }
    if (className == "torch.Size" && arguments.items.size() == 1) return *arguments.items[0];
    Node object;
    object.kind = Node::Kind::Object;
    object.text = className;
    // A tensor that only an unknown class could make sense of would silently be lost.
    for (const Node* item : arguments.items)
        if (item->kind == Node::Kind::Tensor && ruleOf(className) != ClassRule::Known)
            refuse(file, TINTYPE_NOOP("core", "%1: a tensor is wrapped in the unknown class %2."), {legible(className)});
    return object;
}

Node storageNode(const Node& id, const std::filesystem::path& file) {
    const auto bad = [&file] { refuse(file, TINTYPE_NOOP("core", "%1 refers to data in a way that is not known.")); };
    const auto& items = id.items;
    if (id.kind != Node::Kind::Tuple || items.size() < 2 || items[0]->kind != Node::Kind::Text) bad();
    if (items[0]->text == "module")
        refuse(file, TINTYPE_NOOP("core", "%1 holds a whole pickled program module, not only weights. Ask for a file with the state dict."));
    if (items[0]->text != "storage" || items.size() < 5 || items.size() > 6 || items[1]->kind != Node::Kind::Class ||
        !isStorageClass(items[1]->text) || items[2]->kind != Node::Kind::Text || items[4]->kind != Node::Kind::Integer ||
        items[4]->integer < 0)
        bad();
    // Every tensor repeats its storage's key: a long one recalled again and again would fill the memory.
    if (items[2]->text.size() > kLongestKey) bad();
    Node node;
    node.kind = Node::Kind::Storage;
    node.storage.key = items[2]->text;
    node.storage.rootKey = items[2]->text;
    const auto type = storageTypes().find(items[1]->text);
    if (type != storageTypes().end()) node.storage.type = type->second;
    node.storage.elements = static_cast<std::uint64_t>(items[4]->integer);
    if (items.size() == 6 && items[5]->kind == Node::Kind::Tuple) {
        // (key of the view, offset, size): a slice of the root storage.
        const auto& view = items[5]->items;
        if (view.size() != 3 || view[1]->kind != Node::Kind::Integer || view[2]->kind != Node::Kind::Integer || view[1]->integer < 0 ||
            view[2]->integer < 0)
            bad();
        node.storage.viewOffset = static_cast<std::uint64_t>(view[1]->integer);
        std::uint64_t end = 0;
        if (__builtin_add_overflow(node.storage.viewOffset, static_cast<std::uint64_t>(view[2]->integer), &end) || end > node.storage.elements)
            refuse(file, TINTYPE_NOOP("core", "%1: a tensor reaches outside its storage \"%2\"."), {legible(node.storage.key)});
        node.storage.elements = static_cast<std::uint64_t>(view[2]->integer);
    }
    return node;
}

}  // namespace tintype::checkpoint
