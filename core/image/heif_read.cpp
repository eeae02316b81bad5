#ifdef TINTYPE_HAS_HEIF

#include <libheif/heif.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include "core/image/byte_order.h"
#include "core/image/codec.h"

namespace tintype::image {
namespace {

template <auto Release>
struct Releaser {
    template <typename T>
    void operator()(T* object) const {
        Release(object);
    }
};
using Context = std::unique_ptr<heif_context, Releaser<heif_context_free>>;
using Handle = std::unique_ptr<heif_image_handle, Releaser<heif_image_handle_release>>;
using Pixels = std::unique_ptr<heif_image, Releaser<heif_image_release>>;

Format formatOf(const Source& source) {
    const bool avif = source.bytes.size() > 12 && std::memcmp(source.bytes.data() + 8, "avi", 3) == 0;
    return avif ? Format::Avif : Format::Heic;
}

void must(const heif_error& error, const Source& source) {
    if (error.code == heif_error_Ok) return;
    const std::string reason = error.message ? error.message : "";
    if (error.code == heif_error_Unsupported_filetype || error.code == heif_error_Unsupported_feature) {
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 is a %2 picture that libheif cannot read here: %3."),
                    {source.name, formatName(formatOf(source)), reason});
    }
    failDamaged(source, formatOf(source), reason);
}

struct OpenedHeif {
    Context context;
    Handle handle;

    explicit OpenedHeif(const Source& source) : context(heif_context_alloc()) {
        if (!context) throw std::bad_alloc();
        must(heif_context_read_from_memory_without_copy(context.get(), source.bytes.data(), source.bytes.size(), nullptr),
             source);
        heif_image_handle* primary = nullptr;
        must(heif_context_get_primary_image_handle(context.get(), &primary), source);
        handle.reset(primary);
    }
};

Header headerOf(const OpenedHeif& opened, const Source& source) {
    Header header;
    header.format = formatOf(source);
    header.size = {heif_image_handle_get_width(opened.handle.get()), heif_image_handle_get_height(opened.handle.get())};
    header.bitsPerChannel = std::max(8, heif_image_handle_get_luma_bits_per_pixel(opened.handle.get()));
    return header;
}

heif_chroma layoutFor(bool deep, bool alpha) {
    if (deep) return alpha ? heif_chroma_interleaved_RRGGBBAA_LE : heif_chroma_interleaved_RRGGBB_LE;
    return alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB;
}

// Values of 9 to 16 bits, widened to all 16.
void widen(const std::uint8_t* in, std::uint8_t* out, std::size_t values, int bits) {
    const std::uint32_t most = (1u << bits) - 1;
    for (std::size_t i = 0; i < values; ++i) {
        const std::uint32_t value = in[2 * i] | in[2 * i + 1] << 8;
        const auto wide = static_cast<std::uint16_t>(std::min(value, most) * 65535u / most);
        std::memcpy(out + 2 * i, &wide, 2);
    }
}

void copyRows(heif_image* pixels, Image& picture, const Source& source) {
    int stride = 0;
    const std::uint8_t* plane = heif_image_get_plane_readonly(pixels, heif_channel_interleaved, &stride);
    const int width = heif_image_get_width(pixels, heif_channel_interleaved);
    const int height = heif_image_get_height(pixels, heif_channel_interleaved);
    if (!plane || width < picture.width() || height < picture.height())
        failDamaged(source, picture.origin.format, "its picture is smaller than its header says");
    const int bits = heif_image_get_bits_per_pixel_range(pixels, heif_channel_interleaved);
    for (int y = 0; y < picture.height(); ++y) {
        const std::uint8_t* row = plane + static_cast<std::ptrdiff_t>(stride) * y;
        const auto values = static_cast<std::size_t>(picture.width()) * static_cast<std::size_t>(picture.channels());
        if (picture.depth() == Depth::U8) std::memcpy(picture.mutableRow(y), row, picture.rowBytes());
        else widen(row, picture.mutableRow(y), values, std::clamp(bits, 8, 16));
    }
}

Bytes profileOf(const heif_image_handle* handle) {
    Bytes icc(heif_image_handle_get_raw_color_profile_size(handle));
    if (icc.empty() || heif_image_handle_get_raw_color_profile(handle, icc.data()).code != heif_error_Ok) return {};
    return icc;
}

Bytes blockOf(const heif_image_handle* handle, heif_item_id id) {
    Bytes block(heif_image_handle_get_metadata_size(handle, id));
    if (block.empty() || heif_image_handle_get_metadata(handle, id, block.data()).code != heif_error_Ok) return {};
    return block;
}

// The EXIF item begins with the distance to its TIFF header.
Bytes exifInside(const Bytes& item) {
    const std::size_t start = 4 + std::size_t(u32(item, 0, ByteOrder::Big));
    return start < item.size() ? Bytes(item.begin() + static_cast<std::ptrdiff_t>(start), item.end()) : Bytes{};
}

Attachments blocksOf(const heif_image_handle* handle) {
    Attachments blocks;
    std::array<heif_item_id, 32> ids{};
    const int count = heif_image_handle_get_list_of_metadata_block_IDs(handle, nullptr, ids.data(), static_cast<int>(ids.size()));
    for (int i = 0; i < count; ++i) {
        const heif_item_id id = ids[static_cast<std::size_t>(i)];
        const std::string type = heif_image_handle_get_metadata_type(handle, id);
        const char* content = heif_image_handle_get_metadata_content_type(handle, id);
        if (type == "Exif" && blocks.exif.empty()) blocks.exif = exifInside(blockOf(handle, id));
        if (type == "mime" && content && std::strcmp(content, "application/rdf+xml") == 0) blocks.xmp = blockOf(handle, id);
    }
    return blocks;
}

}  // namespace

Probe probeHeif(const Source& source) {
    const OpenedHeif opened(source);
    return {headerOf(opened, source), heif_image_handle_has_alpha_channel(opened.handle.get()) ? 4 : 3};
}

Decoded decodeHeif(const Source& source) {
    const OpenedHeif opened(source);
    const heif_image_handle* handle = opened.handle.get();
    const Header header = headerOf(opened, source);
    const bool alpha = heif_image_handle_has_alpha_channel(handle) != 0;
    const bool deep = header.bitsPerChannel > 8;
    heif_image* raw = nullptr;
    must(heif_decode_image(handle, &raw, heif_colorspace_RGB, layoutFor(deep, alpha), nullptr), source);
    const Pixels pixels(raw);
    Decoded decoded;
    decoded.picture = Image(header.size, alpha ? 4 : 3, deep ? Depth::U16 : Depth::U8);
    decoded.picture.origin.format = header.format;
    copyRows(pixels.get(), decoded.picture, source);
    decoded.icc = profileOf(handle);
    decoded.picture.attachments = blocksOf(handle);
    decoded.picture.origin.multipleFrames = heif_context_get_number_of_top_level_images(opened.context.get()) > 1;
    decoded.orientation = 1;  // the container's own rotation, which libheif has applied
    return decoded;
}

}  // namespace tintype::image

#endif
