// Where packed undo steps lie: in memory up to a limit, older ones in a temporary file without a name. Filled
// by the document's background thread and read by the UI thread when a step is undone.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>

#include "core/image/image.h"

namespace tintype::document {

class UndoStore;

// Bytes kept for a step. Gives its room back when it is destroyed.
class Blob {
public:
    Blob(std::shared_ptr<UndoStore> store, image::Bytes bytes);
    ~Blob();
    Blob(const Blob&) = delete;
    Blob& operator=(const Blob&) = delete;

    // Throws Error(Disk) when the temporary file cannot be read.
    std::shared_ptr<const image::Bytes> load() const;

private:
    friend class UndoStore;
    std::shared_ptr<UndoStore> m_store;
    std::shared_ptr<const image::Bytes> m_bytes;  // null: in the file
    std::uint64_t m_size = 0;
    std::int64_t m_offset = -1;
};

class UndoStore : public std::enable_shared_from_this<UndoStore> {
public:
    UndoStore(std::uint64_t memoryLimit, std::uint64_t diskLimit);
    ~UndoStore();

    std::shared_ptr<Blob> keep(image::Bytes bytes);
    void setLimits(std::uint64_t memoryLimit, std::uint64_t diskLimit);
    std::uint64_t memory() const;
    std::uint64_t disk() const;
    std::uint64_t memoryLimit() const;
    // Moves the oldest blobs to the file until memory is within its limit less `reserved` bytes. Slow; not for
    // the UI thread.
    void spill(std::uint64_t reserved);
    // Whether steps must be dropped: the file is full or cannot be written, and memory is over its limit.
    bool exhausted() const;

private:
    friend class Blob;
    std::shared_ptr<Blob> oldestInMemory();
    bool writeOut(const std::shared_ptr<Blob>& blob);
    void forget(Blob& blob);

    mutable std::mutex m_mutex;
    std::list<std::weak_ptr<Blob>> m_blobs;  // oldest first, those in memory
    std::uint64_t m_memoryLimit;
    std::uint64_t m_diskLimit;
    std::uint64_t m_memory = 0;
    std::uint64_t m_disk = 0;
    std::int64_t m_end = 0;  // of the file
    int m_file = -1;
    bool m_full = false;
};

}  // namespace tintype::document
