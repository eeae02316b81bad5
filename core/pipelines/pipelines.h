// What the networks' module offers to the program: one table of functions over plain values. The module is loaded
// when a job first needs a network, because libtorch costs half a second and 166 MB at each start.
#pragma once

#include <memory>

#include "core/pipelines/dct_net.h"
#include "core/pipelines/faces.h"
#include "core/pipelines/gpen.h"
#include "core/pipelines/i2vgen_xl.h"
#include "core/pipelines/instruct_pix2pix.h"
#include "core/pipelines/lama.h"
#include "core/pipelines/rife.h"

namespace tintype::pipelines {

// Networks that stay loaded between jobs, as long as memory allows. Used on the worker thread only.
class Networks;

struct Pipelines {
    const char* build;  // must be the program's own: its version and the mark of these headers, see interface_mark.cmake
    std::shared_ptr<Networks> (*makeNetworks)();
    void (*release)(Networks& networks);  // forgets everything that was loaded
    decltype(&pipelines::instruct) instruct;
    decltype(&pipelines::instructUnit) instructUnit;
    decltype(&pipelines::fillWithLama) fillWithLama;
    decltype(&pipelines::drawCartoon) drawCartoon;
    decltype(&pipelines::cartoonFiles) cartoonFiles;
    decltype(&pipelines::landmarksOf) landmarksOf;
    decltype(&pipelines::findFaces) findFaces;
    decltype(&pipelines::restoreFaces) restoreFaces;
    decltype(&pipelines::blendFaces) blendFaces;
    decltype(&pipelines::animateWithI2vgen) animateWithI2vgen;
    decltype(&pipelines::i2vgenUnit) i2vgenUnit;
    decltype(&pipelines::measureClipSpeed) measureClipSpeed;
    decltype(&pipelines::openRife) openRife;
    decltype(&pipelines::rifeBetween) rifeBetween;
};

}  // namespace tintype::pipelines

// The module's only exported name; see core/pipelines/module.cpp.
extern "C" const tintype::pipelines::Pipelines* tintype_pipelines();
