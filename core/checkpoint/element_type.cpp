#include "core/checkpoint/element_type.h"

namespace tintype::checkpoint {

namespace {

struct Traits {
    const char* name;
    std::size_t size;
};

// In the order of the enumeration.
constexpr Traits kTraits[] = {{"bool", 1},   {"uint8", 1},  {"int8", 1},        {"int16", 2},       {"uint16", 2},
                              {"int32", 4},  {"uint32", 4}, {"int64", 8},       {"uint64", 8},      {"float8-e4m3", 1},
                              {"float8-e5m2", 1}, {"float16", 2}, {"bfloat16", 2}, {"float32", 4},  {"float64", 8}};

const Traits& traits(ElementType type) { return kTraits[static_cast<std::size_t>(type)]; }

}  // namespace

std::size_t elementSize(ElementType type) { return traits(type).size; }

bool isFloatingPoint(ElementType type) { return type >= ElementType::Float8E4M3; }

const char* nameOf(ElementType type) { return traits(type).name; }

}  // namespace tintype::checkpoint
