// What the worker tells the UI thread: warnings and outputs in order, and only the latest tick and preview, so
// that a fast job cannot flood the event loop. Shared by the Engine (reads) and its worker (writes).
#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <variant>
#include <vector>

#include "core/base/progress.h"
#include "core/edits/result.h"
#include "core/image/image.h"

namespace tintype::engine {

using News = std::variant<Message, edits::Output>;

struct Letters {
    std::optional<Tick> tick;
    std::optional<image::Image> preview;
    std::vector<image::Image> frames;
    std::vector<News> news;
    bool resumable = false;
};

class Mailbox {
public:
    void put(const Tick& tick) {
        const std::lock_guard lock(m_mutex);
        m_letters.tick = tick;
    }
    void put(const image::Image& preview) {
        const std::lock_guard lock(m_mutex);
        m_letters.preview = preview;
    }
    void put(const std::vector<image::Image>& frames) {
        const std::lock_guard lock(m_mutex);
        m_letters.frames = frames;
    }
    void putResumable() {
        const std::lock_guard lock(m_mutex);
        m_letters.resumable = true;
    }
    // The stop that was asked for is a pause: a result that comes nevertheless is wanted.
    void setPausing() { m_pausing = true; }
    bool pausing() const { return m_pausing; }
    void put(News news) {
        const std::lock_guard lock(m_mutex);
        m_letters.news.push_back(std::move(news));
    }
    Letters take() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_letters, {});
    }

private:
    std::mutex m_mutex;
    Letters m_letters;
    std::atomic<bool> m_pausing = false;
};

}  // namespace tintype::engine
