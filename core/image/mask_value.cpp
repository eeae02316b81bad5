#include <algorithm>

#include "core/base/error.h"
#include "core/image/mask.h"

namespace tintype::image {

Mask::Mask(Size size, std::uint8_t value) : m_size(size) {
    if (size.empty()) throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "A mask needs at least one pixel."), {});
    m_bytes = std::make_shared<std::vector<std::uint8_t>>(static_cast<std::size_t>(size.area()), value);
}

std::uint8_t* Mask::mutableRow(int y) {
    if (m_bytes.use_count() > 1) m_bytes = std::make_shared<std::vector<std::uint8_t>>(*m_bytes);
    return m_bytes->data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(m_size.width);
}

Rect Mask::bounds() const {
    int left = m_size.width, right = 0, top = m_size.height, bottom = 0;
    for (int y = 0; y < m_size.height; ++y) {
        const std::uint8_t* begin = row(y);
        const std::uint8_t* end = begin + m_size.width;
        const auto set = [](std::uint8_t value) { return value != 0; };
        const std::uint8_t* first = std::find_if(begin, end, set);
        if (first == end) continue;
        const std::uint8_t* last = end - 1;
        while (*last == 0) --last;
        left = std::min(left, static_cast<int>(first - begin));
        right = std::max(right, static_cast<int>(last - begin) + 1);
        top = std::min(top, y);
        bottom = y + 1;
    }
    return right > left ? Rect{left, top, right - left, bottom - top} : Rect{};
}

bool Mask::operator==(const Mask& other) const {
    if (m_size != other.m_size) return false;
    return m_bytes == other.m_bytes || *m_bytes == *other.m_bytes;
}

}  // namespace tintype::image
