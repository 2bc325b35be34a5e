// SPDX-License-Identifier: Apache-2.0
// Promises between parts of the program. A broken one is a bug of ours (exit code 70); what a user
// can get wrong is a base::Error instead.
#pragma once

namespace vitviz::base {

// Throws std::logic_error that names the broken promise and its place.
[[noreturn]] void fail_check(const char* promise, const char* file, int line);

}  // namespace vitviz::base

#define VITVIZ_CHECK(promise) \
  ((promise) ? void() : ::vitviz::base::fail_check(#promise, __FILE__, __LINE__))
