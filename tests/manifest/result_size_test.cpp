// SPDX-License-Identifier: Apache-2.0
#include "manifest/result_size.h"

#include <filesystem>

#include <doctest/doctest.h>

#include "support/temporary_folder.h"

namespace vitviz::manifest {
namespace {

TEST_CASE("a result is as long as its file, or all files of its folder") {
  const test::TemporaryFolder folder;
  test::put_text(folder / "file", "12345");
  CHECK(result_size(folder / "file") == 5);
  CHECK_FALSE(result_size(folder / "missing"));
  std::filesystem::create_directory(folder / "frames");
  CHECK(result_size(folder / "frames") == 0);
  test::put_text(folder / "frames/1", "123");
  test::put_text(folder / "frames/2", "1234");
  CHECK(result_size(folder / "frames") == 7);
  // No folder of pictures has folders in it.
  std::filesystem::create_directory(folder / "frames/3");
  CHECK_FALSE(result_size(folder / "frames"));
}

}  // namespace
}  // namespace vitviz::manifest
