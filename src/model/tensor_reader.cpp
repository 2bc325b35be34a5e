// SPDX-License-Identifier: Apache-2.0
#include "model/tensor_reader.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"

namespace vitviz::model {
namespace {

// Enough to see a pattern; a file of another family would otherwise fill the screen.
constexpr std::size_t kMostProblemsShown = 12;

// What keeps `stored` from being weights of this shape, if anything does.
std::optional<std::string> problem_with(const io::StoredTensor& stored, const io::Shape& shape) {
  if (!tensor::is_weight_type(stored.type)) {
    return fmt::format("is stored as {}, expected F32, F16 or BF16", name_of(stored.type));
  }
  if (stored.shape != shape) {
    return fmt::format("is {}, expected {}", io::to_string(stored.shape), io::to_string(shape));
  }
  return std::nullopt;
}

}  // namespace

void TensorReader::note(std::string problem) {
  const bool known = std::find(problems_.begin(), problems_.end(), problem) != problems_.end();
  if (!known) problems_.push_back(std::move(problem));
}

tensor::Matrix TensorReader::matrix(const std::string& name, const io::Shape& shape,
                                    Eigen::Index cols) {
  const io::StoredTensor* stored = take(name, shape);
  if (stored == nullptr) return {};
  return read(name, *stored, 0, static_cast<Eigen::Index>(stored->count()) / cols, cols);
}

tensor::Vector TensorReader::vector(const std::string& name, int size) {
  const io::StoredTensor* stored = take(name, {size});
  if (stored == nullptr) return {};
  return read(name, *stored, 0, 1, size);
}

nn::Linear TensorReader::linear(const std::string& name, int in, int out) {
  return linear_part(name, in, out, 0, 1);
}

nn::Linear TensorReader::linear(const std::string& name, int in, int out,
                                const io::Shape& weight_shape) {
  const tensor::Matrix weights = matrix(name + ".weight", weight_shape, in);
  const tensor::Vector bias = vector(name + ".bias", out);
  if (weights.size() == 0 || bias.size() == 0) return {};
  return {weights, bias};
}

nn::Linear TensorReader::linear_part(const std::string& name, int in, int out, int part,
                                     int parts) {
  const io::StoredTensor* weights = take(name + ".weight", {std::int64_t{parts} * out, in});
  const io::StoredTensor* bias = take(name + ".bias", {std::int64_t{parts} * out});
  if (weights == nullptr || bias == nullptr) return {};
  const std::size_t first = static_cast<std::size_t>(part) * static_cast<std::size_t>(out);
  return {read(name + ".weight", *weights, first * static_cast<std::size_t>(in), out, in),
          read(name + ".bias", *bias, first, 1, out)};
}

nn::LayerNorm TensorReader::layer_norm(const std::string& name, int width, float epsilon) {
  return {vector(name + ".weight", width), vector(name + ".bias", width), epsilon};
}

const io::StoredTensor* TensorReader::take(const std::string& name, const io::Shape& shape) {
  const auto found = checkpoint_.tensors.find(name);
  if (found == checkpoint_.tensors.end()) {
    note(fmt::format("'{}' is missing, expected {}", name, io::to_string(shape)));
    return nullptr;
  }
  used_.insert(name);
  if (const auto problem = problem_with(found->second, shape)) {
    note(fmt::format("'{}' {}", name, *problem));
    return nullptr;
  }
  return &found->second;
}

tensor::Matrix TensorReader::read(const std::string& name, const io::StoredTensor& stored,
                                  std::size_t first, Eigen::Index rows, Eigen::Index cols) {
  tensor::Matrix values(rows, cols);
  const std::span<float> floats(values.data(), static_cast<std::size_t>(values.size()));
  const std::size_t bytes = bytes_per_element(stored.type);
  to_floats(stored.type, stored.bytes.subspan(first * bytes, floats.size() * bytes), floats);
  if (!values.allFinite()) note(fmt::format("'{}' holds values that are not finite", name));
  return values;
}

std::vector<std::string> TensorReader::unused() const {
  std::vector<std::string> names;
  for (const auto& [name, stored] : checkpoint_.tensors) {
    if (used_.find(name) == used_.end()) names.push_back(name);
  }
  return names;
}

void TensorReader::throw_problems() const {
  if (problems_.empty()) return;
  std::string message =
      fmt::format("{}: the model does not fit:", base::printable(checkpoint_.name));
  const std::size_t shown = std::min(problems_.size(), kMostProblemsShown);
  for (std::size_t i = 0; i < shown; ++i) {
    message += fmt::format("\n  {}", base::printable(problems_[i]));
  }
  if (shown < problems_.size()) {
    message += fmt::format("\n  and {} more", problems_.size() - shown);
  }
  throw base::Error(base::ErrorCode::kModel, message,
                    "vitviz reads plain Vision Transformers with timm's tensor names");
}

}  // namespace vitviz::model
