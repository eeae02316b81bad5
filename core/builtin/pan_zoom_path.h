// Private to core/builtin: the camera's way over a photo, chosen so that it never looks past the photo's edge.
#pragma once

#include <vector>

#include "core/base/size.h"
#include "core/builtin/pan_zoom.h"

namespace tintype::builtin {

// What the camera sees: a rectangle on the photo, in photo pixels, turned clockwise about its centre by `angle`.
struct View {
    double centreX = 0.0;
    double centreY = 0.0;
    double width = 0.0;
    double height = 0.0;
    double angle = 0.0;     // radians
    double progress = 0.0;  // eased, 0 at the start and 1 at the end
};

struct Point {
    double x = 0.0;
    double y = 0.0;
};

// One view a frame. frame: the clip's size; focus: the place in the photo that should stay in view; margin: the
// part of the view's width kept free at the photo's edge while the camera moves sideways.
std::vector<View> cameraPath(Size photo, Size frame, const CameraMove& move, Point focus, int frames, double margin);

}  // namespace tintype::builtin
