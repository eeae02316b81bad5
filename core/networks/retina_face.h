// RetinaFace on a ResNet-50: boxes, scores and five landmarks of every face in a photo. Used by restore and cartoon.
// Source: Deng et al. 2020; keys and thresholds as in the detector published with GPEN.
#pragma once

#include <ATen/ATen.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/checkpoint/weights.h"

namespace tintype::networks {

struct RawFaces {
    at::Tensor boxes;   // [1, anchors, 4], offsets from the anchors
    at::Tensor scores;  // [1, anchors, 2], background and face, summing to 1
    at::Tensor points;  // [1, anchors, 10]
};

// picture: [1, 3, h, w], BGR 0..255 less the mean colour (104, 117, 123). Anchors: rows, columns, two sizes, at strides 8, 16 and 32.
// Any h and w. Widths and depths are read from the tensors. Throws Error(BadModel) with the key at fault.
RawFaces retinaFace(const checkpoint::Weights& w, const at::Tensor& picture);

struct FacePoint {
    float x = 0.0f;
    float y = 0.0f;
};

struct DetectedFace {
    float left = 0.0f, top = 0.0f, right = 0.0f, bottom = 0.0f;  // pixels of the photo; may reach outside
    float score = 0.0f;
    std::array<FacePoint, 5> points;  // the eye at the left of the picture, the other, nose, corners of the mouth
};

struct Detection {
    float score = 0.9f;    // boxes must be above
    float overlap = 0.4f;  // boxes that share more of their area are one face
};
// photo: [h, w, 3] uint8 RGB on the CPU -> faces by falling score. Photos with a side above 1500 are searched at 1000.
std::vector<DetectedFace> detectFaces(const checkpoint::Weights& w, const at::Tensor& photo, const Detection& detection = {});

// Keys without "state_dict." and "module."; a classifier left over from pre-training is dropped.
std::optional<std::string> renameRetinaFaceKey(const std::string& name);

}  // namespace tintype::networks
