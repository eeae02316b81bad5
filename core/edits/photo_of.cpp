#include "core/edits/recipe.h"

namespace tintype::edits {

namespace {

template <typename Work>
constexpr bool hasPhoto = requires(Work& work) { work.photo; };

}  // namespace

void setPhoto(Request& request, image::Image photo) {
    std::visit(
        [&]<typename Work>(Work& work) {
            if constexpr (hasPhoto<Work>) work.photo = std::move(photo);
            if constexpr (std::is_same_v<Work, InterpolatePair>) work.first = std::move(photo);
        },
        request.work);
}

const image::Image& photoOf(const Request& request) {
    static const image::Image kNone;
    return std::visit(
        []<typename Work>(const Work& work) -> const image::Image& {
            if constexpr (std::is_same_v<Work, InterpolatePair>) return work.first;
            else if constexpr (hasPhoto<const Work>) return work.photo;
            else return kNone;
        },
        request.work);
}

}  // namespace tintype::edits
