#include "core/nn/idle_team.h"

namespace tintype::nn {

namespace {

// They stay with the thread that called them.
void gather([[maybe_unused]] int threads) {
#if defined(_OPENMP)
#pragma omp parallel num_threads(threads)
    asm volatile("");
#endif
}

}  // namespace

IdleTeam::IdleTeam() {
    m_leader = std::thread([this] {
        gather(static_cast<int>(std::thread::hardware_concurrency()) + 1);
        m_begun.release();
        m_end.acquire();
    });
    m_begun.acquire();
}

IdleTeam::~IdleTeam() {
    m_end.release();
    m_leader.join();
}

}  // namespace tintype::nn
