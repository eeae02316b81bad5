#include "core/image/metadata.h"

#include <exiv2/exiv2.hpp>
#include <lcms2.h>
#include <lcms2_plugin.h>

#include <functional>
#include <mutex>

#include "core/image/exif_block.h"

namespace tintype::image {
namespace {

constexpr const char* kNamespace = "https://tintype.org/ns/1.0/";
constexpr const char* kPrefix = "tintype";
constexpr const char* kRecipe = "Xmp.tintype.recipe";
constexpr const char* kProgram = "Tintype " TINTYPE_VERSION;
constexpr std::size_t kLargestBlock = std::size_t(64) << 20;
// A JPEG segment holds 65535 bytes less its length and the XMP signature; some room for padding.
constexpr std::size_t kMostXmpInJpeg = 65000;

// exiv2's XMP toolkit keeps global tables, so all use of it is one at a time.
template <typename Work>
auto withXmp(Work work) -> decltype(work()) {
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    static const bool ready = [] {
        Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
        Exiv2::XmpParser::initialize();
        Exiv2::XmpProperties::registerNs(kNamespace, kPrefix);
        Exiv2::XmpProperties::registerNs("http://ns.adobe.com/xmp/note/", "xmpNote");
        return true;
    }();
    static_cast<void>(ready);
    return work();
}

// exiv2 0.28 gave its buffer accessors and made its members private.
template <typename Buffer>
Bytes bytesOf(const Buffer& buffer) {
    if constexpr (requires { buffer.c_data(); }) return Bytes(buffer.c_data(), buffer.c_data() + buffer.size());
    else return Bytes(buffer.pData_, buffer.pData_ + buffer.size_);
}

Exiv2::XmpData parsedXmp(ByteView packet) {
    Exiv2::XmpData data;
    if (packet.empty() || packet.size() > kLargestBlock) return data;
    try {
        const std::string text(packet.begin(), packet.end());
        if (Exiv2::XmpParser::decode(data, text) != 0) data.clear();
    } catch (const std::exception&) {
        data.clear();
    }
    return data;
}

Bytes xmpPacket(const Exiv2::XmpData& data) {
    std::string packet;
    constexpr auto kFormat = Exiv2::XmpParser::useCompactFormat | Exiv2::XmpParser::omitAllFormatting;
    if (data.empty() || Exiv2::XmpParser::encode(packet, data, kFormat) != 0) return {};
    return {packet.begin(), packet.end()};
}

void erase(Exiv2::XmpData& data, const std::function<bool(const std::string&)>& unwanted) {
    for (auto it = data.begin(); it != data.end();) it = unwanted(it->key()) ? data.erase(it) : it + 1;
}

bool isCredit(const std::string& key) {
    return key.starts_with("Xmp.dc.creator") || key.starts_with("Xmp.dc.rights");
}

// What the edited picture no longer is.
bool isStale(const std::string& key) {
    return key.starts_with("Xmp.tintype.") || key.starts_with("Xmp.xmp.Thumbnails");
}

void setWhereThere(Exiv2::XmpData& data, const char* key, int value) {
    const auto found = data.findKey(Exiv2::XmpKey(key));
    if (found != data.end()) found->setValue(std::to_string(value));
}

Exiv2::XmpData filteredXmp(const Image& picture, Metadata metadata) {
    Exiv2::XmpData data = parsedXmp(picture.attachments.xmp);
    if (metadata == Metadata::CreditOnly) {
        erase(data, [](const std::string& key) { return !isCredit(key); });
        if (!data.empty()) data["Xmp.xmp.CreatorTool"] = kProgram;
        return data;
    }
    erase(data, isStale);
    setWhereThere(data, "Xmp.tiff.Orientation", 1);
    setWhereThere(data, "Xmp.tiff.ImageWidth", picture.width());
    setWhereThere(data, "Xmp.tiff.ImageLength", picture.height());
    setWhereThere(data, "Xmp.exif.PixelXDimension", picture.width());
    setWhereThere(data, "Xmp.exif.PixelYDimension", picture.height());
    return data;
}

std::string upperHexMd5(const Bytes& bytes) {
    const cmsHANDLE digest = cmsMD5alloc(nullptr);
    cmsMD5add(digest, bytes.data(), static_cast<cmsUInt32Number>(bytes.size()));
    cmsProfileID id{};
    cmsMD5finish(&id, digest);
    std::string text;
    for (const std::uint8_t byte : id.ID8)
        for (const int digit : {byte >> 4, byte & 15}) text += "0123456789ABCDEF"[digit];
    return text;
}

// A JPEG segment ends at 64 KiB. What does not fit goes into "extended XMP", named by its MD5 in the main packet.
void splitForJpeg(Exiv2::XmpData& data, const std::string& recipe, Embedded& embedded) {
    Exiv2::XmpData rest;
    if (!recipe.empty()) rest[kRecipe] = recipe;
    if (embedded.xmp.size() > kMostXmpInJpeg && recipe.size() < kMostXmpInJpeg / 2) {
        rest = data;
        data.clear();
    } else {
        erase(data, [](const std::string& key) { return key == kRecipe; });
    }
    embedded.extendedXmp = xmpPacket(rest);
    data["Xmp.xmpNote.HasExtendedXMP"] = upperHexMd5(embedded.extendedXmp);
    embedded.xmp = xmpPacket(data);
    if (embedded.xmp.size() <= kMostXmpInJpeg) return;
    Exiv2::XmpData onlyLink;
    onlyLink["Xmp.xmpNote.HasExtendedXMP"] = upperHexMd5(embedded.extendedXmp);
    embedded.xmp = xmpPacket(onlyLink);
}

void addXmp(const Image& picture, const WriteOptions& options, Format format, Embedded& embedded) {
    withXmp([&] {
        try {
            Exiv2::XmpData data = filteredXmp(picture, options.metadata);
            const bool carriesRecipe = options.metadata == Metadata::All && format != Format::Png;
            const std::string recipe = carriesRecipe ? options.recipe : std::string();
            if (!recipe.empty()) data[kRecipe] = recipe;
            embedded.xmp = xmpPacket(data);
            if (format == Format::Jpeg && embedded.xmp.size() > kMostXmpInJpeg) splitForJpeg(data, recipe, embedded);
        } catch (const std::exception&) {
            embedded.xmp.clear();
        }
    });
}

Bytes creditExif(const Bytes& exif) {
    Exiv2::ExifData all, credit;
    try {
        Exiv2::ExifParser::decode(all, exif.data(), static_cast<std::uint32_t>(exif.size()));
        for (const char* key : {"Exif.Image.Artist", "Exif.Image.Copyright"}) {
            const auto found = all.findKey(Exiv2::ExifKey(key));
            if (found != all.end()) credit[key] = found->toString();
        }
        credit["Exif.Image.Software"] = kProgram;
        Exiv2::Blob blob;
        Exiv2::ExifParser::encode(blob, Exiv2::littleEndian, credit);
        return {blob.begin(), blob.end()};
    } catch (const std::exception&) {
        return {};
    }
}

Bytes creditIptc(const Bytes& iptc) {
    Exiv2::IptcData all, credit;
    try {
        if (Exiv2::IptcParser::decode(all, iptc.data(), static_cast<std::uint32_t>(iptc.size())) != 0) return {};
        for (const Exiv2::Iptcdatum& datum : all)
            if (datum.key() == "Iptc.Application2.Byline" || datum.key() == "Iptc.Application2.Copyright" ||
                datum.key() == "Iptc.Envelope.CharacterSet")
                credit.add(datum);
        return credit.empty() ? Bytes{} : bytesOf(Exiv2::IptcParser::encode(credit));
    } catch (const std::exception&) {
        return {};
    }
}

Bytes exifToWrite(const Image& picture, Metadata metadata) {
    if (metadata == Metadata::CreditOnly) return creditExif(picture.attachments.exif);
    Bytes exif = normalisedExif(picture.attachments.exif);
    setExifSize(exif, picture.size());
    return exif;
}

// Tags that describe how the source file stored its pixels: they mean nothing in another file.
bool isStructure(const Exiv2::Exifdatum& datum) {
    static constexpr std::uint16_t kTags[]{
        0x00FE, 0x00FF, 0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x0107, 0x010A, 0x0111, 0x0112, 0x0115, 0x0116, 0x0117,
        0x0118, 0x0119, 0x011C, 0x0120, 0x0121, 0x013D, 0x0140, 0x0142, 0x0143, 0x0144, 0x0145, 0x014A, 0x014C,
        0x0152, 0x0153, 0x0154, 0x0155, 0x015B, 0x0200, 0x0201, 0x0202, 0x0203, 0x0211, 0x0212, 0x0213, 0x0214,
        0x02BC, 0x83BB, 0x8649, 0x8773};
    const std::string group = datum.groupName();
    if (group.starts_with("SubImage") || group.starts_with("SubThumb") || group.starts_with("Thumbnail") ||
        group.starts_with("Image2") || group.starts_with("Image3"))
        return true;
    return group == "Image" && std::find(std::begin(kTags), std::end(kTags), datum.tag()) != std::end(kTags);
}

Bytes exifOfTiff(ByteView file) {
    try {
        Exiv2::ExifData data;
        const Exiv2::ByteOrder order =
            Exiv2::ExifParser::decode(data, file.data(), static_cast<std::uint32_t>(file.size()));
        for (auto it = data.begin(); it != data.end();) it = isStructure(*it) ? data.erase(it) : std::next(it);
        if (data.empty()) return {};
        Exiv2::Blob blob;
        Exiv2::ExifParser::encode(blob, order, data);
        return {blob.begin(), blob.end()};
    } catch (const std::exception&) {
        return {};
    }
}

Bytes tagBytes(ByteView file, std::uint16_t tag) {
    const auto entry = findEntry(file, firstDirectory(file), tag);
    if (!entry || entry->size > kLargestBlock) return {};
    const ByteView bytes = file.subspan(entry->dataAt, entry->size);
    return {bytes.begin(), bytes.end()};
}

void addToTiff(Exiv2::Image& image, const Embedded& embedded) {
    image.readMetadata();
    if (!embedded.exif.empty()) {
        Exiv2::ExifData data;
        Exiv2::ExifParser::decode(data, embedded.exif.data(), static_cast<std::uint32_t>(embedded.exif.size()));
        for (const Exiv2::Exifdatum& datum : data)
            if (!isStructure(datum)) image.exifData().add(datum);
    }
    if (!embedded.iptc.empty()) {
        Exiv2::IptcData data;
        Exiv2::IptcParser::decode(data, embedded.iptc.data(), static_cast<std::uint32_t>(embedded.iptc.size()));
        image.setIptcData(data);
    }
    image.writeMetadata();
}

}  // namespace

Attachments tiffAttachments(ByteView file) {
    constexpr std::uint16_t kXmpTag = 700, kIptcTag = 33723;
    Attachments blocks;
    if (file.size() <= UINT32_MAX) blocks.exif = withXmp([&] { return exifOfTiff(file); });
    blocks.xmp = tagBytes(file, kXmpTag);
    blocks.iptc = tagBytes(file, kIptcTag);
    return blocks;
}

Bytes tiffWithBlocks(Bytes file, const Embedded& embedded) {
    if (embedded.exif.empty() && embedded.iptc.empty()) return file;
    return withXmp([&]() -> Bytes {
        try {
            const auto image = Exiv2::ImageFactory::open(file.data(), static_cast<long>(file.size()));
            addToTiff(*image, embedded);
            Exiv2::BasicIo& io = image->io();
            io.seek(0, Exiv2::BasicIo::beg);
            return bytesOf(io.read(static_cast<long>(io.size())));
        } catch (const std::exception&) {
            return file;
        }
    });
}

Embedded embeddedFor(const Image& picture, const WriteOptions& options, Format format) {
    Embedded embedded;
    embedded.icc = picture.attachments.icc;
    if (options.metadata == Metadata::None) return embedded;
    embedded.exif = exifToWrite(picture, options.metadata);
    embedded.iptc = options.metadata == Metadata::All ? picture.attachments.iptc : creditIptc(picture.attachments.iptc);
    addXmp(picture, options, format, embedded);
    const bool isPng = options.metadata == Metadata::All && format == Format::Png;
    if (isPng) embedded.recipe = options.recipe;
    if (isPng) embedded.parameters = options.parameters;
    return embedded;
}

std::string recipeInXmp(ByteView packet) {
    return withXmp([&]() -> std::string {
        try {
            const Exiv2::XmpData data = parsedXmp(packet);
            const auto found = data.findKey(Exiv2::XmpKey(kRecipe));
            return found == data.end() ? std::string() : found->toString();
        } catch (const std::exception&) {
            return {};
        }
    });
}

}  // namespace tintype::image
