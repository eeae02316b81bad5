// Makes the pictures between two: RIFE where the job has a model, else the built-in optical flow. Used by interpolate.
// Inside core/edits only.
#pragma once

#include <memory>

#include "core/image/image.h"

namespace tintype::edits {

class Job;

// Guarded: nothing is mixed across a scene cut or between two frames that show the same; the nearer one is given.
enum class Guard { Off, On };

class Between {
public:
    // size: of all pictures. flowScale: as in requests. Loads the model: one stage, `share` of the job's progress.
    Between(Job& job, Size size, double flowScale, Guard guard, double share);
    ~Between();
    Between(const Between&) = delete;
    Between& operator=(const Between&) = delete;

    // The pictures to come are between these two, both 8-bit RGB. Cheap: they are looked at when a picture is asked for.
    void setPair(const image::Image& first, const image::Image& second);
    // t: 0..1; 0 and 1 give the pictures themselves. Throws Cancelled.
    image::Image at(double t);
    // Whether the two have nothing in common.
    bool sceneCut();
    int sceneCuts() const;  // among all pairs that were looked at

private:
    struct Maker;
    std::unique_ptr<Maker> m_maker;
};

}  // namespace tintype::edits
