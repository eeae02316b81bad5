// One network's tensors by name, from one file or several shards. Names are mapped to one spelling when it is opened;
// what is never asked for can be listed. Used by Weights and by the recogniser.
#pragma once

#include <ATen/ATen.h>

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/checkpoint/tensor_file.h"

namespace tintype::checkpoint {

class Checkpoint {
public:
    // A single file, or a sharded checkpoint's index (*.index*.json). Throws Error(BadModel).
    static Checkpoint open(const std::filesystem::path& path);
    static Checkpoint of(TensorFile file);  // for tests

    // The published spellings become one: `name` -> new name, or none to leave the tensor out.
    // Throws Error(BadModel) when two tensors end up with one name.
    using Rename = std::function<std::optional<std::string>(const std::string& name)>;
    void rename(const Rename& rename);

    const std::filesystem::path& path() const { return m_path; }
    std::vector<std::string> names() const;
    bool has(const std::string& name) const { return m_places.count(name) > 0; }
    std::vector<std::int64_t> sizes(const std::string& name) const;
    c10::ScalarType type(const std::string& name) const;
    std::int64_t parameters() const;   // elements of all floating-point tensors
    const std::vector<std::string>& inertClasses() const { return m_inertClasses; }

    // A view of the mapped bytes, on the CPU (a copy where the bytes are not aligned). It keeps the file mapped; it
    // must not be written to. Throws Error(BadModel) with the full name when there is no such tensor.
    at::Tensor tensor(const std::string& name) const;
    // The tensor's pages are no longer needed (it was converted).
    void release(const std::string& name) const;
    // Names that tensor() was never asked for.
    std::vector<std::string> unread() const;

private:
    struct Place {
        std::shared_ptr<const MappedFile> file;
        StoredTensor stored;
    };
    const Place& placeOf(const std::string& name) const;
    void add(TensorFile file);

    std::filesystem::path m_path;
    std::map<std::string, Place> m_places;
    std::vector<std::string> m_inertClasses;
    mutable std::set<std::string> m_read;
};

}  // namespace tintype::checkpoint
