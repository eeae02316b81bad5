// The weights-free clip: a camera move over the photo, eased and anti-aliased, with a gentle parallax.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/image/image.h"

namespace tintype::builtin {

// Where the camera goes; all relative to the frame. Zero: it stands still.
struct CameraMove {
    double zoom = 0.0;    // > 0 in, < 0 out; 0.2 = ends 20 % closer
    double panX = 0.0;    // > 0: the camera goes right
    double panY = 0.0;    // > 0: the camera goes down (tilt)
    double rotate = 0.0;  // degrees, > 0 clockwise
    double parallax = 0.0;  // 0..1
    bool operator==(const CameraMove&) const = default;
};

// "zoom in slowly, pan left" / "镜头拉近" -> move. An empty prompt is a slow zoom in with parallax. `unknown`
// receives words that mean nothing to a camera.
CameraMove cameraMove(const std::string& prompt, std::vector<std::string>* unknown = nullptr);

// Calls `frame` with each of `frames` pictures of `size`, in order. motion scales the move (1 = as the words say).
void panZoom(const image::Image& photo, const CameraMove& move, double motion, int frames, Size size,
             Progress& progress, const std::function<void(const image::Image&)>& frame);

}  // namespace tintype::builtin
