// Whether this is a build with AddressSanitizer, whose own memory and slowness make bars on bytes and seconds meaningless.
#pragma once

namespace tintype::test {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace tintype::test
