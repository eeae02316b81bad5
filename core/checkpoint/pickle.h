// Reads pickles as data. A small stack machine that knows the opcodes PyTorch writes and a short list of classes;
// every other class is an inert mark that nothing is ever called on. Used by the PyTorch readers.
// Source: Python's pickletools documentation of the opcodes.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/checkpoint/element_type.h"

namespace tintype::checkpoint {

// A piece of memory the pickle refers to: `elements` of `type` under `key`.
struct PickledStorage {
    std::string key;
    std::optional<ElementType> type;  // none: untyped bytes, the tensor names the type
    std::uint64_t elements = 0;
    std::uint64_t viewOffset = 0;         // legacy files only: elements from the start of the root storage
    std::string rootKey;                  // legacy files only: the storage this is a slice of
};

struct PickledTensor {
    PickledStorage storage;
    ElementType type = ElementType::Float32;
    std::uint64_t offset = 0;  // elements
    std::vector<std::int64_t> sizes;
    std::vector<std::int64_t> strides;
};

// One value. Nodes belong to their Pickle and may be shared or even contain themselves.
struct Node {
    enum class Kind { None, Bool, Integer, Real, Text, Tuple, List, Dict, Class, Object, Storage, Tensor, Type };

    Kind kind = Kind::None;
    std::int64_t integer = 0;
    double real = 0.0;
    std::string text;           // Text; Class and Object: the class's full name
    std::vector<Node*> items;   // Tuple, List; Dict: key, value, key, value...; Object: its state, when it has one
    PickledStorage storage;
    PickledTensor tensor;
    ElementType type = ElementType::Float32;
};

struct Pickle {
    std::deque<Node> nodes;
    Node* root = nullptr;
    std::size_t consumed = 0;               // bytes up to and including STOP
    std::vector<std::string> inertClasses;  // class names that stayed inert marks, each once
};

// Runs the pickle at the start of `bytes`. Throws Error(BadModel) naming the file and the byte, opcode or class at
// fault; classes that only hostile files name are refused by name.
Pickle readPickle(std::span<const std::uint8_t> bytes, const std::filesystem::path& file);

}  // namespace tintype::checkpoint
