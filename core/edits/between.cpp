#include "core/edits/between.h"

#include <optional>

#include "core/builtin/flow.h"
#include "core/edits/job.h"
#include "core/edits/networks_module.h"

namespace tintype::edits {

using builtin::PairKind;

struct Between::Maker {
    Job& job;
    const Guard guard;
    std::shared_ptr<pipelines::RifePictures> rife = nullptr;
    image::Image first = {};
    image::Image second = {};
    std::optional<builtin::FlowInterpolator> flow = std::nullopt;
    std::optional<PairKind> kind = std::nullopt;
    int cuts = 0;

    PairKind looked() {
        if (kind) return *kind;
        if (rife) kind = builtin::kindOfPair(first, second);
        else kind = flowBetween().kind();
        cuts += *kind == PairKind::Cut;
        return *kind;
    }

    builtin::FlowInterpolator& flowBetween() {
        if (!flow) flow.emplace(first, second);
        return *flow;
    }

    image::Image at(double t) {
        if (t <= 0.0 || t >= 1.0) return t <= 0.0 ? first : second;
        if (guard == Guard::On && looked() != PairKind::Moving) return t < 0.5 ? first : second;
        if (!rife) return flowBetween().at(t);
        return job.runtime().module().functions().rifeBetween(*rife, first, second, t, job.progress());
    }
};

Between::Between(Job& job, Size size, double flowScale, Guard guard, double share) : m_maker(new Maker{job, guard}) {
    if (job.model().empty()) return;
    const NetworksModule& module = job.runtime().module();
    Progress loading = job.progress().part(share);
    m_maker->rife = module.functions().openRife(module.networks(), {job.model(), size, flowScale, job.compute()}, loading);
}

Between::~Between() = default;

void Between::setPair(const image::Image& first, const image::Image& second) {
    m_maker->first = first;
    m_maker->second = second;
    m_maker->flow.reset();
    m_maker->kind.reset();
}

image::Image Between::at(double t) { return m_maker->at(t); }

bool Between::sceneCut() { return m_maker->looked() == PairKind::Cut; }

int Between::sceneCuts() const { return m_maker->cuts; }

}  // namespace tintype::edits
