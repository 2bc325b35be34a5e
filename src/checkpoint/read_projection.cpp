// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/read_projection.h"

#include <algorithm>
#include <string>

#include "io/dimensions.h"

namespace vitviz::checkpoint {
namespace {

constexpr std::int64_t kWidest = 65536;

// A layer [P, D], or a tensor [D, P].
struct Place {
  std::string layer;
  std::string transposed;

  [[nodiscard]] bool is_transposed() const { return !transposed.empty(); }
  [[nodiscard]] std::string tensor() const {
    return is_transposed() ? transposed : layer + ".weight";
  }
};

Place place_of(const TensorSet& tensors, const families::Names& names) {
  const bool is_head = head_is_projection(tensors);
  return {std::string(is_head ? names.head : names.projection),
          std::string(names.transposed_projection)};
}

bool is_weight(const TensorSet& tensors, const std::string& name) {
  const auto found = tensors.tensors.find(name);
  return found != tensors.tensors.end() && tensor::is_weight_type(found->second.type);
}

// Or else the mean of the patches, through a norm of its own, or what a pooling head makes of them.
bool reads_cls(const TensorSet& tensors, const families::Names& names, const Facts& facts,
               const model::Blueprint& blueprint) {
  const bool has_pooling_head = blueprint.has_pooling_head || !blueprint.pooling_problem.empty();
  const bool has_norm = tensors.has(std::string(names.head_norm) + ".weight");
  return blueprint.has_cls() && !has_pooling_head && !has_norm && !facts.projects_other_than_cls;
}

}  // namespace

bool head_is_projection(const TensorSet& tensors) {
  const bool is_tower =
      tensors.wrapper.ends_with("visual.trunk.") || tensors.wrapper.ends_with("visual.");
  return is_tower &&
         std::any_of(tensors.ignored.begin(), tensors.ignored.end(), [](const std::string& name) {
           return name.ends_with("logit_scale");  // beside a text tower
         });
}

int projection_width(const TensorSet& tensors, const families::Names& names, const Facts& facts,
                     const model::Blueprint& blueprint) {
  const Place place = place_of(tensors, names);
  const std::string name = place.tensor();
  if (!is_weight(tensors, name) || !reads_cls(tensors, names, facts, blueprint)) return 0;
  const auto shape = io::dimensions<2>(tensors.shape(name));
  if (!shape) return 0;
  const auto [rows, cols] = *shape;
  const std::int64_t in = place.is_transposed() ? rows : cols;
  const std::int64_t out = place.is_transposed() ? cols : rows;
  return in == blueprint.width && out >= 1 && out <= kWidest ? static_cast<int>(out) : 0;
}

std::optional<model::Projection> read_projection(TensorReader& reader, const families::Names& names,
                                                 const model::Blueprint& blueprint) {
  const int in = blueprint.width;
  const int out = blueprint.projection_width;
  if (out == 0) return std::nullopt;
  const Place place = place_of(reader.tensors(), names);
  if (!place.is_transposed()) {
    return model::Projection{reader.linear(place.layer, in, out, Bias::kOptional), out};
  }
  const tensor::Matrix columns = reader.matrix(place.transposed, {in, out}, out);
  if (columns.size() == 0) return model::Projection{{}, out};
  const tensor::Matrix weights = columns.transpose();
  return model::Projection{{weights, tensor::Vector::Zero(out), blueprint.precision}, out};
}

}  // namespace vitviz::checkpoint
