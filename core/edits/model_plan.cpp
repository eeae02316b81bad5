#include "core/edits/model_plan.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/error.h"
#include "core/base/processor.h"
#include "core/edits/chosen_model.h"
#include "core/edits/framing.h"
#include "core/edits/mask_parts.h"
#include "core/memory/budget.h"
#include "core/memory/clip_need.h"
#include "core/memory/clip_streaming.h"
#include "core/memory/instruct_need.h"
#include "core/memory/picture_need.h"

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

double bytesOf(const image::Image& picture) { return static_cast<double>(picture.byteSize()); }

bool fits(const Plan& plan) { return plan.need.budget == 0 || plan.need.bytes <= plan.need.budget; }

// The file in a folder that holds most: models are published with their notes beside them.
std::filesystem::path largestFile(const std::filesystem::path& model) {
    std::error_code error;
    if (!std::filesystem::is_directory(model, error)) return model;
    std::filesystem::path best;
    std::uintmax_t most = 0;
    for (auto entry = std::filesystem::recursive_directory_iterator(model, error); !error && entry != std::filesystem::recursive_directory_iterator();
         entry.increment(error)) {
        std::error_code ignored;
        const auto size = entry->is_regular_file(ignored) ? entry->file_size(ignored) : 0;
        if (!ignored && size > most) most = size, best = entry->path();
    }
    return best;
}

// One style's two graphs; a folder may hold several styles, of which one is drawn.
std::uint64_t styleBytes(const std::filesystem::path& model) {
    std::error_code error;
    const std::string name = model.filename().native();
    const std::size_t end = name.ends_with("_bg.pb") ? 6 : name.ends_with("_h.pb") ? 5 : 0;
    const bool folder = std::filesystem::is_directory(model, error);
    if (!folder && end == 0) return fileBytes(model);
    const std::string style = folder ? "" : name.substr(0, name.size() - end);
    std::uint64_t background = 0, head = 0;
    for (auto entry = std::filesystem::directory_iterator(folder ? model : model.parent_path(), error); !error && entry != std::filesystem::directory_iterator();
         entry.increment(error)) {
        const std::string other = entry->path().filename().native();
        if (other.ends_with("_bg.pb") && (folder || other == style + "_bg.pb")) background = std::max(background, fileBytes(entry->path()));
        if (other.ends_with("_h.pb") && (folder || other == style + "_h.pb")) head = std::max(head, fileBytes(entry->path()));
    }
    return background + head;
}

// The largest picture the network will see: the photo, or a part of it around a hole.
Size largestPart(const Erase& work) {
    constexpr int kContext = 128;  // as in erase.cpp
    if (!work.crop || work.mask.null()) return work.photo.size();
    Size largest;
    for (const Rect& part : maskParts(image::thresholded(work.mask, 127), kContext + work.grow + work.feather))
        if (Size{part.width, part.height}.area() > largest.area()) largest = {part.width, part.height};
    return largest;
}

// A size that was asked for is kept; one that was left to the program is made smaller when nothing else helps.
class ClipPlanner {
public:
    ClipPlanner(Plan& plan, const std::filesystem::path& model, const memory::Numbers& numbers)
        : m_plan(plan), m_work(std::get<Animate>(plan.request.work)), m_shapes(memory::readClipShapes(model)), m_numbers(numbers) {}

    void choose() {
        const Size asked = m_work.size != Size{} ? m_work.size : animationSize(m_work.photo.size(), m_shapes.smooth);
        if (settle(asked)) return note();
        Size size = asked;
        for (int side = asked.longSide() - m_shapes.smooth; m_work.size == Size{} && side >= kSmallestLongSide && !fits(m_plan); side -= m_shapes.smooth) {
            const double scale = static_cast<double>(side) / asked.longSide();
            size = {multiple(asked.width * scale, m_shapes.smooth), multiple(asked.height * scale, m_shapes.smooth)};
            settle(size);
        }
        m_plan.need.fit = fits(m_plan) ? Fit::Reduced : Fit::TooLarge;
        if (!fits(m_plan)) return;
        m_work.size = size;
        note();
        m_plan.notes.push_back({TINTYPE_NOOP("core", "The result was made with a long side of %1 pixels, to stay within %2 of memory."),
                                {std::to_string(size.longSide()), formatBytes(m_plan.need.budget)}});
    }

private:
    // Whole networks before streamed ones, as many frames painted together as were asked for before one.
    bool settle(Size size) {
        const int chunk = std::min(m_work.decodeChunk, m_work.frames);
        for (const memory::Loading loading : {memory::Loading::Whole, memory::Loading::Streamed})
            for (const int together : {chunk, 1}) {
                m_plan.memory.loading = loading;
                m_plan.need.bytes = need(size, loading, together);
                if (!fits(m_plan)) continue;
                m_reduced = together < chunk;
                m_work.decodeChunk = together;
                return true;
            }
        return false;
    }

    std::uint64_t need(Size size, memory::Loading loading, int together) const {
        const memory::ClipWork work{size, m_work.frames, bytesOf(m_work.photo)};
        const double around = 2 * work.photo + memory::kClipEncoder * pixels(size);
        const double paint = around + memory::paintNeed(m_shapes, m_numbers, size, together);
        if (!m_work.latents.empty()) return whole(loading == memory::Loading::Whole ? paint : around + memory::paintNeed(m_shapes, m_numbers, size, 0));
        if (loading == memory::Loading::Streamed) return whole(around + memory::streamedClipNeed(m_shapes, m_numbers, size, m_work.frames));
        const double all = memory::clipPlan(m_shapes, m_numbers, work, m_plan.need.budget).bytes;
        return whole(together > 1 ? std::max(all, paint) : all);
    }

    void note() {
        if (m_plan.memory.loading == memory::Loading::Streamed && m_work.latents.empty())
            m_plan.notes.push_back({TINTYPE_NOOP("core", "Memory is short: the networks are read from their files layer by layer, which takes longer."), {}});
        if (m_reduced) m_plan.notes.push_back({TINTYPE_NOOP("core", "Memory is short: the frames are painted one by one."), {}});
    }

    Plan& m_plan;
    Animate& m_work;
    memory::ClipShapes m_shapes;
    memory::Numbers m_numbers;
    bool m_reduced = false;
};

struct Chosen {
    Plan& plan;
    const std::filesystem::path& model;

    memory::Numbers numbers(memory::Kernels half) const { return numbersOf(plan.request.options, half); }
    memory::Numbers pictureNumbers() const { return numbers(memory::Kernels::ChannelsLast); }
    memory::Numbers diffusionNumbers() const { return numbers(matrixTiles() ? memory::Kernels::Tiles : memory::Kernels::ChannelsLast); }

    void operator()(Instruct&) const { InstructPlanner(plan, model).choose(); }
    // A fill that does not fit at its size is made smaller by the pipeline, which says so.
    void operator()(Erase& work) const {
        const std::filesystem::path file = largestFile(model);
        const double photo = 2 * bytesOf(work.photo);
        const auto need = [&](Size size) { return whole(photo + memory::lamaNeed(file, pictureNumbers(), size)); };
        const Size part = largestPart(work);
        plan.need.bytes = need(part);
        if (fits(plan)) return;
        plan.need.bytes = std::min<std::uint64_t>(plan.need.bytes, need(fitLongSide(part, kSmallestLongSide)));
        plan.need.fit = fits(plan) ? Fit::Reduced : Fit::TooLarge;
    }
    void operator()(Cartoon& work) const {
        const Size size = fitLongSide(work.photo.size(), work.longSide);
        plan.need.bytes = whole(2 * bytesOf(work.photo) + memory::cartoonNeed(styleBytes(model), pictureNumbers(), size, plan.need.budget));
        if (!fits(plan)) plan.need.fit = Fit::TooLarge;
    }
    void operator()(Restore& work) const {
        const memory::FaceFiles files{model, work.aligned ? std::filesystem::path() : work.detector, work.aligned ? std::filesystem::path() : work.parser};
        plan.need.bytes = whole((work.upscale == 2 ? 10 : 2) * bytesOf(work.photo) + memory::faceNeed(files, pictureNumbers(), work.photo.size()));
        if (!fits(plan)) plan.need.fit = Fit::TooLarge;
    }
    void operator()(Animate&) const { ClipPlanner(plan, model, diffusionNumbers()).choose(); }
    void operator()(InterpolatePair& work) const { between(pixels(work.first.size())); }
    // The clip's size is not known before it is opened: as for 1080p.
    void operator()(InterpolateClip&) const { between(1920.0 * 1080.0); }

    // Planned frame by frame.
    void operator()(EditClip&) const {}
    void operator()(ExportClip&) const {}

    // Two frames' records, the motion, a block's input and results.
    void between(double framePixels) const {
        constexpr double kFrame = 400.0;
        plan.need.bytes = whole(static_cast<double>(fileBytes(model)) + kFrame * framePixels);
    }
};

void choose(Plan& plan, const std::filesystem::path& model) { std::visit(Chosen{plan, model}, plan.request.work); }

}  // namespace

Size animationSize(Size photo, int smooth) {
    constexpr std::int64_t kUsualArea = 512 * 320;
    return tierSize(photo, kUsualArea, smooth);
}

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
    } catch (const std::exception&) {
        // The pipeline says what is wrong with the files.
        if (const auto* work = std::get_if<Instruct>(&request.work)) plan.working = instructSize(work->photo.size(), work->longSide, 64);
    }
    return plan;
}

}  // namespace tintype::edits
