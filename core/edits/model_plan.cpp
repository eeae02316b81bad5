#include "core/edits/model_plan.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/error.h"
#include "core/base/processor.h"
#include "core/edits/chosen_model.h"
#include "core/memory/budget.h"
#include "core/memory/instruct_need.h"

namespace tintype::edits {

namespace {

constexpr int kUsualSide = 512;      // InstructPix2Pix was trained around this size
constexpr int kSmallestLongSide = 256;  // below this a result is of no use

int multiple(double value, int unit) { return std::max(unit, static_cast<int>(std::lround(value / unit)) * unit); }

double pixels(Size size) { return static_cast<double>(size.area()); }

// What core/pipelines/placement.h will come to.
memory::Numbers numbersOf(const RunOptions& options, memory::Kernels half) {
    const bool card = options.device.starts_with("cuda");
    const bool wide = options.precision == Precision::Float32 || (options.precision == Precision::Auto && !card && !fastBFloat16());
    if (wide) return {4, memory::Kernels::Plain, !card};
    return {2, card ? memory::Kernels::ChannelsLast : half, !card};
}

// A card's own memory is not known here: only a limit that was set counts.
std::uint64_t budgetOf(const RunOptions& options) {
    return options.device.starts_with("cuda") ? options.memoryLimit : memory::budget(options.memoryLimit);
}

std::uint64_t fileBytes(const std::filesystem::path& model) {
    std::error_code error;
    if (!std::filesystem::is_directory(model, error)) {
        const auto size = std::filesystem::file_size(model, error);
        return error ? 0 : size;
    }
    std::uint64_t sum = 0;
    for (auto entry = std::filesystem::recursive_directory_iterator(model, error); !error && entry != std::filesystem::recursive_directory_iterator();
         entry.increment(error))
        if (entry->is_regular_file(error)) sum += entry->file_size(error);
    return sum;
}

std::uint64_t whole(double bytes) { return static_cast<std::uint64_t>(memory::kNetworksBytes + bytes); }

class InstructPlanner {
public:
    InstructPlanner(Plan& plan, const std::filesystem::path& model)
        : m_plan(plan), m_work(std::get<Instruct>(plan.request.work)), m_shapes(memory::readInstructShapes(model)),
          m_numbers(numbersOf(plan.request.options, matrixTiles() ? memory::Kernels::Tiles : memory::Kernels::ChannelsLast)) {}

    void choose() {
        const Size asked = instructSize(m_work.photo.size(), m_work.longSide, m_shapes.smooth);
        if (settle(asked)) return noteStrips();
        // Sides that no network of this kind takes are refused as they are.
        if (asked.width % m_shapes.sides != 0 || asked.height % m_shapes.sides != 0) return;
        m_plan.need.fit = Fit::TooLarge;
        const int least = std::max(kSmallestLongSide, m_shapes.smooth);
        for (int side = (asked.longSide() - 1) / m_shapes.smooth * m_shapes.smooth; side >= least; side -= m_shapes.smooth) {
            if (!settle(instructSize(m_work.photo.size(), side, m_shapes.smooth))) continue;
            m_plan.need.fit = Fit::Reduced;
            m_work.longSide = side;
            noteStrips();
            return noteSize(asked);
        }
    }

private:
    // Keeps the cheapest way to fit at this size; when none does, the one that takes least.
    bool settle(Size size) {
        m_plan.working = size;
        const std::size_t outputs = m_work.grid.empty() ? static_cast<std::size_t>(m_work.variations) : m_work.grid.text.size() * m_work.grid.image.size();
        std::vector<memory::Plan> ladder{{memory::Pictures::Whole, memory::Idle::Kept}};
        // One result: the network is not needed again.
        if (outputs == 1) ladder.push_back({memory::Pictures::Whole, memory::Idle::Freed});
        ladder.push_back({memory::Pictures::Strips, memory::Idle::Kept});
        ladder.push_back({memory::Pictures::Strips, memory::Idle::Freed});
        for (const memory::Plan& rung : ladder) {
            m_plan.memory = rung;
            m_plan.need.bytes = whole(memory::instructNeed(m_shapes, m_numbers, workAt(size), rung));
            if (m_plan.need.budget == 0 || m_plan.need.bytes <= m_plan.need.budget) return true;
        }
        return false;
    }

    memory::InstructWork workAt(Size size) const {
        const double photo = static_cast<double>(m_work.photo.byteSize());
        const double copies = photo + 3 * pixels(m_work.photo.size()) + 12 * pixels(size);
        const bool same = size == m_work.photo.size();
        return {size, copies, (same ? kSameSize : kTransfer) * pixels(m_work.photo.size())};
    }

    void noteStrips() {
        if (m_plan.memory.pictures == memory::Pictures::Strips)
            m_plan.notes.push_back({TINTYPE_NOOP("core", "Memory is short: the picture is read and painted in strips, which takes longer."), {}});
    }
    void noteSize(Size asked) {
        m_plan.notes.push_back({TINTYPE_NOOP("core", "The network works at %1x%2 pixels instead of %3x%4, to stay within %5 of memory."),
                                {std::to_string(m_plan.working.width), std::to_string(m_plan.working.height), std::to_string(asked.width),
                                 std::to_string(asked.height), formatBytes(m_plan.need.budget)}});
    }

    // Bytes for each pixel of the photo when a result is finished: at its own size, and brought over from another.
    static constexpr double kSameSize = 12.0;
    static constexpr double kTransfer = 60.0;

    Plan& m_plan;
    Instruct& m_work;
    memory::InstructShapes m_shapes;
    memory::Numbers m_numbers;
};

void choose(Plan& plan, const std::filesystem::path& model) {
    if (std::holds_alternative<Instruct>(plan.request.work)) InstructPlanner(plan, model).choose();
}

}  // namespace

Size instructSize(Size photo, int longSide, int smooth) {
    if (longSide == 0) return photo;
    const double side = longSide > 0 ? longSide : std::min(photo.longSide(), std::max(kUsualSide, kUsualSide * photo.longSide() / photo.shortSide() * 3 / 4));
    const double scale = side / photo.longSide();
    return {multiple(photo.width * scale, smooth), multiple(photo.height * scale, smooth)};
}

Plan modelPlan(const Request& request, const std::filesystem::path& model) {
    Plan plan{request, {}, {}, {}, {}};
    plan.need.engine = networkName(toolOf(request));
    plan.need.builtIn = false;
    plan.need.budget = budgetOf(request.options);
    plan.need.bytes = whole(static_cast<double>(fileBytes(model)));
    try {
        choose(plan, model);
    } catch (const Error&) {
        // The pipeline says what is wrong with the files.
        if (const auto* work = std::get_if<Instruct>(&request.work)) plan.working = instructSize(work->photo.size(), work->longSide, 64);
    }
    return plan;
}

}  // namespace tintype::edits
