// The effects of the look engine, each changing job.rgb where job.weights allow. Used by look.cpp.
// Every function takes passes(effect) * paint::kBands steps of job.progress.
#pragma once

#include <string>

#include "core/builtin/look.h"
#include "core/builtin/look_paint.h"
#include "core/builtin/look_scene.h"

namespace tintype::builtin {

int passes(Effect effect);

void applyExposure(Job& job);
void applyContrast(Job& job);
void applySaturation(Job& job);
void applyWarmth(Job& job);
void applyBlackAndWhite(Job& job);
void applySepia(Job& job);
void applyVintage(Job& job);
void applyCinematic(Job& job);
void applyNight(Job& job);
void applySunset(Job& job);
void applyFog(Job& job);
void applyRain(Job& job);
void applySnow(Job& job);
void applyStormySky(Job& job);
void applyAutumn(Job& job);
void applyBlurBackground(Job& job);
void applyBlur(Job& job);
void applySharpen(Job& job);
void applyDenoise(Job& job);
void applyRecolour(Job& job, const std::string& colour);

// How much each pixel of the photo has the named colour: CV_32F 0..1. `thing`: a named thing of that colour,
// so that sky and crumbs do not count.
cv::Mat colourWeights(Scene& scene, const cv::Mat& rgb, const std::string& colour, const std::string& thing,
                      const Progress& progress);
bool isColour(const std::string& name);

// change(pixel, x, y) -> new pixel, both sRGB-encoded; mixed in by the job's weights. One pass.
template <typename Change>
void eachPixel(Job& job, const Change& change) {
    paint::forRows(job.rgb.rows, job.progress, [&](int y) {
        auto* row = job.rgb.ptr<paint::Colour>(y);
        const float* weights = job.weights.empty() ? nullptr : job.weights.ptr<float>(y);
        for (int x = 0; x < job.rgb.cols; ++x) {
            const float weight = weights ? weights[x] : 1.0f;
            if (weight <= 0.0f) continue;
            paint::Colour to = change(row[x], x, y);
            for (int c = 0; c < 3; ++c) to[c] = paint::clamp01(to[c]);
            row[x] = weight >= 1.0f ? to : paint::mix(row[x], to, weight);
        }
    });
}

}  // namespace tintype::builtin
