// Adds up what lives while a network computes: tensors come and go, and the most that was there at once is kept. Inside
// core/memory only.
#pragma once

#include <algorithm>

namespace tintype::memory {

class Trace {
public:
    void add(double bytes) {
        m_live += bytes;
        m_peak = std::max(m_peak, m_live);
    }
    void drop(double bytes) { m_live -= bytes; }
    // Comes and goes again.
    void burst(double bytes) { m_peak = std::max(m_peak, m_live + bytes); }
    double peak() const { return m_peak; }

private:
    double m_live = 0.0;
    double m_peak = 0.0;
};

}  // namespace tintype::memory
