// SPDX-License-Identifier: Apache-2.0
#include "fetch/sha256.h"

#include <string>

#include <doctest/doctest.h>

#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::fetch {
namespace {

std::string sum_of(const std::string& content) {
  const test::TemporaryFolder folder;
  test::write_bytes(folder / "file", std::as_bytes(std::span(content)));
  return sha256_of(folder / "file", [] {});
}

// The examples of FIPS 180-2, appendix B, and the empty message.
TEST_CASE("the standard's own examples") {
  CHECK(sum_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sum_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sum_of(std::string(1000000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a file that cannot be read is an error") {
  const test::TemporaryFolder folder;
  CHECK(test::error_of([&] { (void)sha256_of(folder.path(), [] {}); }));
  CHECK(test::error_of([&] { (void)sha256_of(folder / "none", [] {}); }));
}

}  // namespace
}  // namespace vitviz::fetch
