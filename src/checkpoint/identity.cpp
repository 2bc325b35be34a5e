// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/identity.h"

#include <cstdint>
#include <optional>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "checkpoint/embedded_model.h"
#include "checkpoint/read_checkpoint.h"
#include "io/crc32.h"

namespace vitviz::checkpoint {
namespace {

std::string text_of(const std::optional<tensor::PerChannel>& values) {
  return values ? fmt::format("{}", fmt::join(*values, ",")) : "";
}

// Every hint: another one makes another model.
std::string text_of(const Hints& hints) {
  const std::string grid =
      hints.grid ? fmt::format("{}x{}", hints.grid->rows, hints.grid->cols) : "";
  const int branch = hints.branch ? static_cast<int>(*hints.branch) : -1;
  return fmt::format("heads {} mean {} std {} grid {} branch {} precision {} ignore {}",
                     hints.heads.value_or(0), text_of(hints.mean), text_of(hints.std), grid, branch,
                     static_cast<int>(hints.precision), fmt::join(hints.ignore, ","));
}

// Devices have other numbers after the next start.
std::string text_of(const io::FileVersion& file) {
  return fmt::format("inode {} bytes {} written {}.{:09}", file.inode, file.size, file.seconds,
                     file.nanoseconds);
}

}  // namespace

Identity identity_of(const std::filesystem::path& path, const Hints& hints) {
  const io::Checkpoint checkpoint = read_checkpoint(path);
  const std::filesystem::path place = std::filesystem::absolute(path).lexically_normal();
  Identity identity{place.string() + '\n' + text_of(hints), ""};
  for (const io::MappedFile& file : checkpoint.files) {
    identity.state += text_of(file.version()) + '\n';
  }
  std::uint32_t crc = 0;
  for (const auto& [key, value] : checkpoint.metadata) {
    for (const std::string& text : {key, value}) {
      crc = io::crc32(crc, std::as_bytes(std::span(text.c_str(), text.size() + 1)));
    }
  }
  identity.state += fmt::format("metadata {:08x}", crc);
  return identity;
}

Identity identity_of_embedded_model(const Hints& hints) {
  return {"built-in\n" + text_of(hints), fmt::format("crc {:08x}", io::crc32(0, embedded_model()))};
}

}  // namespace vitviz::checkpoint
