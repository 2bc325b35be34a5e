// SPDX-License-Identifier: Apache-2.0
#include "base/late_library.h"

#include <string>

#include <doctest/doctest.h>

#include "support/thrown_error.h"

namespace vitviz::base {
namespace {

std::string complaint_of(const std::string& file, const char* name) {
  try {
    const LateLibrary library(file);
    static_cast<void>(library[name]);
    return "";
  } catch (const LibraryMissing& missing) {
    return missing.what();
  }
}

TEST_CASE("a function of a library that is loaded late can be called") {
  const LateLibrary library("libm.so.6");
  using Cosine = double(double);
  Cosine* cosine = library["cos"];
  CHECK(cosine(0.0) == 1.0);
}

TEST_CASE("of a library that is not there it is said where it was looked for") {
  const std::string complaint = complaint_of("libnobody.so.1", "");
  CHECK(complaint.starts_with("libnobody.so.1: cannot open shared object file"));
  CHECK(test::contains(complaint, "(it was looked for in /"));
}

TEST_CASE("a library without a function is of another version") {
  CHECK(complaint_of("libm.so.6", "nobody") == "libm.so.6 is of another version: it has no nobody");
}

}  // namespace
}  // namespace vitviz::base
