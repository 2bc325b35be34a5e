// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/read_projection.h"

#include <string>

#include "io/dimensions.h"

namespace vitviz::checkpoint {
namespace {

constexpr std::int64_t kWidest = 65536;

// The tensor, and which of its two dimensions is the network's width.
struct Place {
  std::string name;
  bool is_transposed = false;
};

Place place_of(const families::Names& names) {
  if (!names.transposed_projection.empty()) return {std::string(names.transposed_projection), true};
  return {names.projection.empty() ? "" : std::string(names.projection) + ".weight", false};
}

bool is_weight(const TensorSet& tensors, const std::string& name) {
  const auto found = tensors.tensors.find(name);
  return found != tensors.tensors.end() && tensor::is_weight_type(found->second.type);
}

}  // namespace

int projection_width(const TensorSet& tensors, const families::Names& names, const Facts& facts,
                     const model::Blueprint& blueprint) {
  const auto [name, is_transposed] = place_of(names);
  if (!is_weight(tensors, name) || !blueprint.has_cls() || facts.projects_other_than_cls) return 0;
  const auto shape = io::dimensions<2>(tensors.shape(name));
  if (!shape) return 0;
  const auto [rows, cols] = *shape;
  const std::int64_t in = is_transposed ? rows : cols;
  const std::int64_t out = is_transposed ? cols : rows;
  return in == blueprint.width && out >= 1 && out <= kWidest ? static_cast<int>(out) : 0;
}

std::optional<model::Projection> read_projection(TensorReader& reader, const families::Names& names,
                                                 const model::Blueprint& blueprint) {
  const int in = blueprint.width;
  const int out = blueprint.projection_width;
  if (out == 0) return std::nullopt;
  const auto [name, is_transposed] = place_of(names);
  if (!is_transposed) {
    return model::Projection{reader.linear(std::string(names.projection), in, out, Bias::kOptional),
                             out};
  }
  const tensor::Matrix columns = reader.matrix(name, {in, out}, out);
  if (columns.size() == 0) return model::Projection{{}, out};
  const tensor::Matrix weights = columns.transpose();
  return model::Projection{{weights, tensor::Vector::Zero(out), blueprint.precision}, out};
}

}  // namespace vitviz::checkpoint
