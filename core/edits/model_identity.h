// What a recipe says about the model it ran: its name and the SHA-256 of its weights. Gigabytes are hashed beside the
// job, so that nothing waits for it. Inside core/edits only.
#pragma once

#include <filesystem>
#include <future>
#include <stop_token>
#include <string>

namespace tintype::edits {

class ModelIdentity {
public:
    // Starts hashing. model: a file, or a folder, whose largest network's weights stand for it.
    explicit ModelIdentity(const std::filesystem::path& model);
    ~ModelIdentity();  // stops a hash that nobody needs any more
    ModelIdentity(const ModelIdentity&) = delete;
    ModelIdentity& operator=(const ModelIdentity&) = delete;

    const std::string& name() const { return m_name; }
    std::string sha256() const { return m_hash.get(); }  // waits for it; empty: the file could not be read

private:
    std::string m_name;
    std::stop_source m_stop;
    std::shared_future<std::string> m_hash;
};

}  // namespace tintype::edits
