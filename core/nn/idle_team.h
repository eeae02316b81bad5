// Makes the threads of libtorch patient. They wait for each other by spinning, milliseconds for each layer, which takes the
// cores from every other program, and from the very thread they wait for when the machine is busy. GNU OpenMP spins only
// briefly where it knows of more threads than there are processors; nothing else tells it so once it is loaded. Held by
// whoever runs networks.
#pragma once

#include <semaphore>
#include <thread>

namespace tintype::nn {

class IdleTeam {
public:
    // Threads that sleep until the team goes: one more than there are processors.
    IdleTeam();
    ~IdleTeam();
    IdleTeam(const IdleTeam&) = delete;
    IdleTeam& operator=(const IdleTeam&) = delete;

private:
    std::binary_semaphore m_begun{0}, m_end{0};
    std::thread m_leader;
};

}  // namespace tintype::nn
