// The program's exit statuses: a contract that scripts rely on.
#pragma once

#include <stdexcept>

#include "core/base/error.h"

namespace tintype::cli {

enum ExitStatus {
    kDone = 0,
    kFailed = 1,
    kUsage = 2,
    kBadInput = 3,
    kBadModel = 4,
    kOutOfMemory = 5,
    kCancelled = 6,
    kSomeFailed = 7,
};

// The command line contradicts itself or cannot be carried out as written: status 2.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

inline int statusOf(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::BadInput:
        case ErrorKind::Unsupported: return kBadInput;
        case ErrorKind::BadModel: return kBadModel;
        case ErrorKind::OutOfMemory: return kOutOfMemory;
        case ErrorKind::Media:
        case ErrorKind::Disk: return kFailed;
    }
    return kFailed;
}

inline const char* kindName(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::BadInput: return "bad-input";
        case ErrorKind::BadModel: return "bad-model";
        case ErrorKind::OutOfMemory: return "out-of-memory";
        case ErrorKind::Unsupported: return "unsupported";
        case ErrorKind::Media: return "media";
        case ErrorKind::Disk: return "disk";
    }
    return "failed";
}

}  // namespace tintype::cli
