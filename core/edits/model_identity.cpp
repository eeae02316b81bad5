#include "core/edits/model_identity.h"

#include <fstream>
#include <vector>

#include "core/base/safe_file.h"
#include "core/checkpoint/component_files.h"
#include "core/base/sha256.h"

namespace tintype::edits {

namespace {

namespace fs = std::filesystem;

fs::path weightsOf(const fs::path& model) {
    std::error_code error;
    if (!fs::is_directory(model, error)) return model;
    if (const auto unet = checkpoint::findComponentFile(model / "unet", checkpoint::WantedVariant::Plain)) return unet->file;
    for (const auto& entry : fs::directory_iterator(model, error))
        if (entry.path().filename().native().ends_with("_bg.pb")) return entry.path();
    return {};
}

std::string hashOf(const fs::path& file, const std::stop_token& stop) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return {};
    Sha256 hash;
    std::vector<std::uint8_t> block(std::size_t(1) << 20);
    while (stream && !stop.stop_requested()) {
        stream.read(reinterpret_cast<char*>(block.data()), static_cast<std::streamsize>(block.size()));
        hash.add({block.data(), static_cast<std::size_t>(stream.gcount())});
    }
    return hash.hex();
}

}  // namespace

ModelIdentity::ModelIdentity(const fs::path& model) {
    const fs::path plain = model.lexically_normal();
    m_name = displayName(plain.has_filename() ? plain.filename() : plain.parent_path().filename());
    m_hash = std::async(std::launch::async, [file = weightsOf(model), stop = m_stop.get_token()] { return hashOf(file, stop); }).share();
}

ModelIdentity::~ModelIdentity() { m_stop.request_stop(); }

}  // namespace tintype::edits
