#include "core/pipelines/networks.h"
#include "core/pipelines/pipelines.h"

extern "C" const tintype::pipelines::Pipelines* tintype_pipelines() {
    using namespace tintype::pipelines;
    static constexpr Pipelines kTable{
        TINTYPE_VERSION " " TINTYPE_INTERFACE,
        [] { return std::make_shared<Networks>(); },
        [](Networks& networks) { networks.release(); },
        &instruct,
        &instructUnit,
        &fillWithLama,
        &drawCartoon,
        &cartoonFiles,
        &landmarksOf,
        &findFaces,
        &restoreFaces,
        &blendFaces,
        &animateWithI2vgen,
        &i2vgenUnit,
        &measureClipSpeed,
        &openRife,
        &rifeBetween,
    };
    return &kTable;
}
