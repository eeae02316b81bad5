// What makes an English instruction hard for an instruction model, and how it could be said instead. Used by the instruction
// line.
#pragma once

#include <string>
#include <vector>

#include "core/base/message.h"

namespace tintype::edits {

enum class Flaw { Polite, Should, Negation, TwoEdits, AddTo, NoVerb, Long };

struct InstructionHint {
    Flaw flaw = Flaw::Polite;
    Message message;      // one sentence for people
    std::string rewrite;  // the whole instruction, said better; empty: only a person can
};

// In the order they are best mended. Nothing for an empty text or one in Chinese.
std::vector<InstructionHint> lint(const std::string& instruction);
// With every flaw mended that has a rewrite; without one it comes back as it is. Of two edits the first one stays.
std::string rewritten(const std::string& instruction);

}  // namespace tintype::edits
