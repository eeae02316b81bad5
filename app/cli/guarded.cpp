#include "app/cli/guarded.h"

#include <new>

#include "app/cli/exit_status.h"
#include "core/base/progress.h"

namespace tintype::cli {

int guarded(Reporter& reporter, const std::filesystem::path& input, const std::function<int()>& work) {
    const auto failed = [&](const char* kind, const std::string& message, int status) {
        reporter.error(kind, message, status, input);
        return status;
    };
    try {
        return work();
    } catch (const Cancelled&) {
        reporter.cancelled(kCancelled);
        return kCancelled;
    } catch (const UsageError& error) {
        return failed("usage", error.what(), kUsage);
    } catch (const Error& error) {
        return failed(kindName(error.kind()), error.message().english(), statusOf(error.kind()));
    } catch (const std::bad_alloc&) {
        return failed("out-of-memory", "There is not enough memory.", kOutOfMemory);
    } catch (const std::exception& error) {
        return failed("failed", error.what(), kFailed);
    }
}

}  // namespace tintype::cli
