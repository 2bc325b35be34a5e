// SPDX-License-Identifier: Apache-2.0
#include "features/readout.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/argument.h"
#include "base/check.h"
#include "base/error.h"

namespace vitviz::features {
namespace {

int register_count(const model::Blueprint& blueprint) {
  return static_cast<int>(
      std::count(blueprint.prefix.begin(), blueprint.prefix.end(), model::PrefixToken::kRegister));
}

// The tokens that are registers, side by side in one row: they are neighbours.
tensor::Matrix registers_of(tensor::ConstMatrixRef tokens, const model::Blueprint& blueprint) {
  const auto first =
      std::find(blueprint.prefix.begin(), blueprint.prefix.end(), model::PrefixToken::kRegister);
  const tensor::Matrix rows =
      tokens.middleRows(first - blueprint.prefix.begin(), register_count(blueprint));
  return rows.reshaped<Eigen::RowMajor>(1, rows.size());
}

// In double: a million patches have a mean, too.
tensor::Matrix mean_of(tensor::ConstMatrixRef patches) {
  Eigen::RowVectorXd sum = Eigen::RowVectorXd::Zero(patches.cols());
  for (Eigen::Index row = 0; row < patches.rows(); ++row) sum += patches.row(row).cast<double>();
  return (sum / static_cast<double>(patches.rows())).cast<float>();
}

std::string_view name_of(Readout readout) { return base::name_of(kReadouts, readout); }

[[noreturn]] void fail(const FeatureChoice& choice, const std::string& reason) {
  base::fail_argument("readout", std::string(name_of(choice.readout)), reason,
                      "choose another, such as mean");
}

// Whether the final tokens are read.
bool is_final(const FeatureChoice& choice, const model::Blueprint& blueprint) {
  return block_of(choice, blueprint) + 1 == blueprint.blocks &&
         choice.state == model::TokenState::kNormed;
}

// A head of which something is missing is not passed over: other numbers would come instead.
void check_pooling(const FeatureChoice& choice, const model::Blueprint& blueprint) {
  const bool is_own = choice.readout == Readout::kOwn;
  if (choice.readout != Readout::kPool && !(is_own && blueprint.classes == 0)) return;
  if (!blueprint.pooling_problem.empty()) fail(choice, blueprint.pooling_problem);
  if (!is_own && !blueprint.has_pooling_head) fail(choice, "the model has no pooling head");
}

void check_projection(const FeatureChoice& choice, const model::Blueprint& blueprint) {
  if (blueprint.projection_width == 0) {
    base::fail_argument("project", "",
                        "the model has no projection of CLS, as CLIP's has into the space of texts",
                        "leave it out, or take a model of CLIP with all its tensors");
  }
  const Readout read = choice.readout == Readout::kOwn
                           ? own_readout(blueprint).value_or(Readout::kOwn)
                           : choice.readout;
  if (read == Readout::kCls && is_final(choice, blueprint)) return;
  base::fail_argument("project", "",
                      "the projection is of CLS of the last block after the final norm",
                      fmt::format("take {} cls, without {} and {}", base::argument("readout"),
                                  base::argument("block"), base::argument("tokens")));
}

// In words, before any projection.
std::string describe_readout(const FeatureChoice& choice, const model::Blueprint& blueprint) {
  if (choice.readout == Readout::kOwn && !own_readout(blueprint)) {
    return "what the model's classifier reads";
  }
  const bool is_own = choice.readout == Readout::kOwn;
  const Readout readout = is_own ? *own_readout(blueprint) : choice.readout;
  if (readout == Readout::kPool) return "what the model's pooling head makes of the patches";
  if (is_own) {
    return readout == Readout::kCls ? "CLS after the final norm"
                                    : "the mean of the patches after the final norm";
  }
  const bool normed = choice.state == model::TokenState::kNormed;
  return fmt::format("{} of block {}, {} the final norm", name_of(choice.readout),
                     block_of(choice, blueprint), normed ? "after" : "before");
}

}  // namespace

void check_choice(const FeatureChoice& choice, const model::Blueprint& blueprint) {
  if (choice.block < -1 || choice.block >= blueprint.blocks) {
    base::fail_argument(
        "block", std::to_string(choice.block), "the model has no such block",
        fmt::format("blocks run from 0 to {}, -1 is the last", blueprint.blocks - 1));
  }
  const bool reads_cls = choice.readout == Readout::kCls || choice.readout == Readout::kClsAndMean;
  if (reads_cls && !blueprint.has_cls()) fail(choice, "the model has no CLS token");
  if (choice.readout == Readout::kRegisters && register_count(blueprint) == 0) {
    fail(choice, "the model has no registers");
  }
  check_pooling(choice, blueprint);
  if (choice.project) check_projection(choice, blueprint);
  const bool of_model = choice.readout == Readout::kOwn || choice.readout == Readout::kPool;
  if (of_model && !is_final(choice, blueprint)) {
    fail(choice, "the model itself reads the last block after the final norm");
  }
}

std::optional<Readout> own_readout(const model::Blueprint& blueprint) {
  if (blueprint.classes > 0) return std::nullopt;
  if (blueprint.has_pooling_head) return Readout::kPool;
  return blueprint.has_cls() ? Readout::kCls : Readout::kMean;
}

int block_of(const FeatureChoice& choice, const model::Blueprint& blueprint) {
  return choice.block < 0 ? blueprint.blocks - 1 : choice.block;
}

tensor::Matrix read_out(tensor::ConstMatrixRef tokens, Readout readout,
                        const model::Blueprint& blueprint) {
  const auto patches = tokens.bottomRows(tokens.rows() - blueprint.prefix_count());
  switch (readout) {
    case Readout::kCls:
      return tokens.row(0);
    case Readout::kMean:
      return mean_of(patches);
    case Readout::kRegisters:
      return registers_of(tokens, blueprint);
    case Readout::kPatches:
      return patches;
    case Readout::kClsAndMean:
      break;
    case Readout::kOwn:
    case Readout::kPool:
      VITVIZ_CHECK(!"tokens alone do not tell");
  }
  tensor::Matrix both(1, 2 * tokens.cols());
  both << tokens.row(0), mean_of(patches);
  return both;
}

tensor::ConstMatrixRef columns_of(tensor::ConstMatrixRef rows, Readout readout, int width) {
  if (readout == Readout::kCls) return rows.leftCols(width);
  return readout == Readout::kMean ? rows.rightCols(width) : rows.leftCols(rows.cols());
}

void normalize_rows(tensor::MatrixRef rows) {
  for (Eigen::Index row = 0; row < rows.rows(); ++row) {
    const double length = rows.row(row).cast<double>().norm();
    if (length > 0) rows.row(row) *= static_cast<float>(1 / length);
  }
}

std::string describe(const FeatureChoice& choice, const model::VisionTransformer& model) {
  const std::string readout = describe_readout(choice, model.blueprint());
  if (!choice.project) return readout;
  return fmt::format("{}, projected to the {} numbers of the space that it shares with texts",
                     readout, model.blueprint().projection_width);
}

}  // namespace vitviz::features
