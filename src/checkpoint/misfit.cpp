// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/misfit.h"

#include <fmt/format.h>

#include "base/argument.h"
#include "checkpoint/name_part.h"

namespace vitviz::checkpoint {
namespace {

// "pytorch_model-00001-of-00002.bin"
bool is_shard(const std::string& file) {
  const std::size_t of = file.rfind("-of-");
  return of != std::string::npos && has_part(file.substr(of), "-of-#");
}

}  // namespace

std::string misfit_hint(const TensorSet& tensors) {
  if (!tensors.other_branch.empty()) {
    return fmt::format("the file's other model may fit: {} {}", base::argument("branch"),
                       tensors.other_branch);
  }
  if (is_shard(tensors.name)) {
    return "the file is one of several: name their folder, or the file that ends in .index.json";
  }
  return "the file is incomplete, or of a family that vitviz does not read";
}

}  // namespace vitviz::checkpoint
