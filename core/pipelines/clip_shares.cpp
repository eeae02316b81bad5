#include "core/pipelines/clip_shares.h"

#include "core/memory/clip_time.h"
#include "core/memory/network_work.h"

namespace tintype::pipelines {

namespace {

constexpr double kWorkPerByte = 1000.0;  // reading and converting a model against computing with it

double loading(const checkpoint::Shapes& part) { return kWorkPerByte * memory::weightBytes(part, {2, memory::Kernels::Plain, true}); }

}  // namespace

ClipShares clipShares(const I2vgenJob& job, int stepsLeft) {
    const memory::ClipShapes shapes = memory::readClipShapes(job.model);
    const memory::ClipOperations work = memory::clipOperations(shapes, job.size, job.frames);
    ClipShares shares;
    shares.decoder = loading(shapes.autoencoder);
    shares.paint = work.paint * job.frames;
    if (stepsLeft > 0) {
        shares.text = loading(shapes.text);
        shares.vision = loading(shapes.vision);
        shares.encoder = loading(shapes.autoencoder);
        shares.read = work.read;
        shares.load = loading(shapes.unet);
        shares.steps = work.step * (job.guidance > 1.0 ? 2 : 1) * stepsLeft;
    }
    double* const parts[] = {&shares.text, &shares.vision, &shares.encoder, &shares.read, &shares.load, &shares.steps, &shares.decoder, &shares.paint};
    double all = 0.0;
    for (const double* part : parts) all += *part;
    for (double* part : parts) *part /= all;
    return shares;
}

}  // namespace tintype::pipelines
