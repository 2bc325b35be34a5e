// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/identity.h"

#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "checkpoint/embedded_model.h"
#include "checkpoint/fingerprint.h"
#include "checkpoint/read_checkpoint.h"
#include "safetensors/safetensors.h"

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

}  // namespace

Identity identity_of(const std::filesystem::path& path, const Hints& hints) {
  const std::filesystem::path place = std::filesystem::absolute(path).lexically_normal();
  return {place.string() + '\n' + text_of(hints), fingerprint(read_checkpoint(path))};
}

Identity identity_of_embedded_model(const Hints& hints) {
  return {"built-in\n" + text_of(hints),
          fingerprint(safetensors::parse_safetensors(embedded_model(), "the embedded model"))};
}

}  // namespace vitviz::checkpoint
