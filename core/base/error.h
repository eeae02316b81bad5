// What can go wrong, in kinds a person can act on. Thrown by all of core, caught by Engine::run and by
// the command line only. Cancelled is not an error.
#pragma once

#include <stdexcept>

#include "core/base/message.h"

namespace tintype {

enum class ErrorKind {
    BadInput,     // the picture, mask, clip or parameter cannot be used
    BadModel,     // a model file is missing, damaged or of another kind
    OutOfMemory,  // the job does not fit, even by the cheapest plan
    Unsupported,  // understood, but this engine or build cannot do it
    Media,        // an encoder or decoder failed
    Disk,         // reading or writing files failed
};

class Error : public std::runtime_error {
public:
    // message names the file or value at fault and says why, in one sentence.
    Error(ErrorKind kind, Message message)
        : std::runtime_error(message.english()), m_kind(kind), m_message(std::move(message)) {}
    Error(ErrorKind kind, std::string text, std::vector<std::string> arguments)
        : Error(kind, Message{std::move(text), std::move(arguments)}) {}

    ErrorKind kind() const { return m_kind; }
    const Message& message() const { return m_message; }

private:
    ErrorKind m_kind;
    Message m_message;
};

// Thrown by Progress when the person asked to stop.
struct Cancelled {};

}  // namespace tintype
