// SPDX-License-Identifier: Apache-2.0
#include "base/save_to_disk.h"

#include <cerrno>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include "support/temporary_folder.h"

namespace vitviz::base {
namespace {

TEST_CASE("a file and its file system are saved, and what is not open is not") {
  const test::TemporaryFolder folder;
  const int file = open((folder / "file").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  REQUIRE(file >= 0);
  begin_saving(file);
  CHECK(save_bytes(file) == 0);
  CHECK(save_file_system(file) == 0);
  close(file);
  CHECK(save_bytes(file) == EBADF);
  CHECK(save_file_system(file) == EBADF);
}

}  // namespace
}  // namespace vitviz::base
