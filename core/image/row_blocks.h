// Runs work over the rows of a picture on all cores where the picture is large enough to pay. Used inside
// core/image; the work must not throw.
#pragma once

#include <algorithm>
#include <cstddef>
#include <thread>
#include <vector>

namespace tintype::image {

// Calls work(first, last) for blocks that together cover rows 0..rows-1.
template <typename Work>
void forRowBlocks(int rows, std::size_t bytesPerRow, const Work& work) {
    constexpr std::size_t kWorthAThread = std::size_t(1) << 20;
    const std::size_t most = bytesPerRow * static_cast<std::size_t>(rows) / kWorthAThread;
    const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
    const int blocks = static_cast<int>(std::clamp<std::size_t>(most, 1, std::min<std::size_t>(cores, 16)));
    const auto edge = [&](int block) {
        return static_cast<int>(static_cast<long long>(rows) * block / blocks);
    };
    std::vector<std::jthread> threads;
    threads.reserve(static_cast<std::size_t>(blocks) - 1);
    for (int block = 1; block < blocks; ++block)
        threads.emplace_back([&work, from = edge(block), to = edge(block + 1)] { work(from, to); });
    work(0, edge(1));
}

}  // namespace tintype::image
