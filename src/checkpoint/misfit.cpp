// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/misfit.h"

#include <fmt/format.h>

#include "base/argument.h"
#include "io/model_error.h"
#include "io/name_part.h"

namespace vitviz::checkpoint {
namespace {

// "pytorch_model-00001-of-00002.bin"
bool is_shard(const std::string& file) {
  const std::size_t of = file.rfind("-of-");
  return of != std::string::npos && io::has_part(file.substr(of), "-of-#");
}

}  // namespace

std::string misfit_hint(const TensorSet& tensors, Misfit misfit) {
  if (!tensors.other_branch.empty()) {
    return fmt::format("the file's other model may fit: {} {}", base::argument("branch"),
                       tensors.other_branch);
  }
  if (is_shard(tensors.name)) {
    return "the file is one of several: name their folder, or the file that ends in .index.json";
  }
  if (!tensors.unread_architecture.empty()) {
    return fmt::format("its config.json calls it {}, an architecture that vitviz does not read",
                       io::in_quotes(tensors.unread_architecture));
  }
  switch (misfit) {
    case Misfit::kMissing:
      return "the file is incomplete, or of a family that vitviz does not read";
    case Misfit::kUnknown:
      return fmt::format("{} PATTERN leaves out tensors that have no part in the network",
                         base::argument("ignore"));
    case Misfit::kOther:
      break;
  }
  return "it is a variant of the family, or of another, that vitviz does not read";
}

void refuse_as(std::string_view family, const TensorSet& tensors, const std::string& problem,
               const std::string& hint) {
  io::fail_model(tensors.name, fmt::format("looks like {}, but {}", family, problem), hint);
}

}  // namespace vitviz::checkpoint
