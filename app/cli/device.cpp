#include "app/cli/device.h"

#include <algorithm>
#include <charconv>

#include "core/base/error.h"
#include "core/hardware/probe.h"

namespace tintype::cli {

namespace {

// "cuda" is the first one.
long numberOf(const std::string& device) {
    long number = 0;
    const std::size_t colon = device.find(':');
    if (colon != std::string::npos)
        std::from_chars(device.data() + colon + 1, device.data() + device.size(), number);
    return number;
}

}  // namespace

void requireDevice(const edits::RunOptions& options, Reporter& reporter) {
    if (!options.device.starts_with("cuda")) return;
    const hardware::Machine machine = hardware::probe();
    const auto cards = std::count_if(machine.cards.begin(), machine.cards.end(),
                                     [](const hardware::GraphicsCard& card) { return card.cuda; });
    if (cards == 0)
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "The device %1 does not exist: no CUDA graphics card with its driver was found."),
                    {options.device});
    if (numberOf(options.device) >= cards)
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "The device %1 does not exist: the last CUDA device is cuda:%2."),
                    {options.device, std::to_string(cards - 1)});
    if (options.engine == edits::Engine::Model || !options.model.empty()) return;
    reporter.warning({TINTYPE_NOOP("core", "The built-in engines compute on the processor: %1 is not used."),
                      {options.device}});
}

}  // namespace tintype::cli
