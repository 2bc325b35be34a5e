// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/tensor_reader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "checkpoint/misfit.h"
#include "io/model_error.h"

namespace vitviz::checkpoint {
namespace {

// Enough to see a pattern; a file of another family would otherwise fill the screen.
constexpr std::size_t kMostProblemsShown = 12;

io::Shape without_leading_ones(const io::Shape& shape) {
  const auto first = std::find_if(shape.begin(), shape.end(), [](auto size) { return size != 1; });
  return {first, shape.end()};
}

// What keeps `stored` from being weights of this shape, if anything does.
std::optional<std::string> problem_with(const io::StoredTensor& stored, const io::Shape& shape) {
  if (!tensor::is_weight_type(stored.type)) {
    return fmt::format("is stored as {}, expected F32, F16, BF16 or F64", name_of(stored.type));
  }
  if (without_leading_ones(stored.shape) != without_leading_ones(shape)) {
    return fmt::format("is {}, expected {}", io::to_string(stored.shape), io::to_string(shape));
  }
  return std::nullopt;
}

// [out, P·P] → [out, 3·P·P] that make of red, green and blue what the layer made of their grey,
// PIL's "L": each colour is subtracted the same mean and divided by the same deviation.
tensor::Matrix of_colors(const tensor::Matrix& weights) {
  constexpr tensor::PerChannel kShares = {0.299F, 0.587F, 0.114F};
  const Eigen::Index pixels = weights.cols();
  tensor::Matrix colors(weights.rows(), 3 * pixels);
  for (Eigen::Index c = 0; c < 3; ++c) {
    colors.middleCols(c * pixels, pixels) = weights * kShares[static_cast<std::size_t>(c)];
  }
  return colors;
}

// A tensor that could not be read is an empty matrix; its vector is empty too.
tensor::Vector as_vector(const tensor::Matrix& row) {
  if (row.size() == 0) return {};
  return row;
}

// Each on a line of its own, as far as there is room.
template <typename Texts>
std::string list_of(const Texts& texts) {
  std::string list;
  std::size_t shown = 0;
  for (const std::string& text : texts) {
    if (shown++ < kMostProblemsShown) list += fmt::format("\n  {}", base::printable(text));
  }
  if (shown > kMostProblemsShown) {
    list += fmt::format("\n  and {} more", shown - kMostProblemsShown);
  }
  return list;
}

}  // namespace

tensor::Matrix TensorReader::matrix(const std::string& name, const io::Shape& shape,
                                    Eigen::Index cols) {
  const io::StoredTensor* stored = take(name, shape);
  if (stored == nullptr) return {};
  return read(name, *stored, 0, static_cast<Eigen::Index>(stored->count()) / cols, cols);
}

tensor::Vector TensorReader::vector(const std::string& name, int size) {
  return as_vector(matrix(name, {size}, size));
}

tensor::Vector TensorReader::flat_vector(const std::string& name, int size) {
  const io::Shape shape = tensors_.shape(name);
  const auto found = tensors_.tensors.find(name);
  const bool fits =
      found != tensors_.tensors.end() && found->second.count() == static_cast<std::size_t>(size);
  return as_vector(matrix(name, fits ? shape : io::Shape{size}, size));
}

nn::Linear TensorReader::linear(const std::string& name, int in, int out, Bias bias, Part part) {
  const io::StoredTensor* stored = take(name + ".weight", {std::int64_t{part.count} * out, in});
  tensor::Matrix weights;
  if (stored != nullptr) {
    const auto first = static_cast<std::size_t>(part.index) * static_cast<std::size_t>(out);
    weights = read(name + ".weight", *stored, first * static_cast<std::size_t>(in), out, in);
  }
  return make(weights, name, out, bias, part);
}

nn::Linear TensorReader::scaled_linear(const std::string& name, int in, int out,
                                       const tensor::Vector& scale, Bias bias) {
  tensor::Matrix weights = matrix(name + ".weight", {out, in}, in);
  const bool has_bias = bias == Bias::kRequired || has(name + ".bias");
  tensor::Vector biases = has_bias ? vector(name + ".bias", out) : tensor::Vector::Zero(out);
  if (weights.size() == 0 || biases.size() == 0) return {};
  if (scale.size() > 0) {
    weights.array().colwise() *= scale.transpose().array();
    biases.array() *= scale.array();
  }
  return {weights, biases, precision_};
}

nn::Linear TensorReader::patch_embedding(const std::string& name, int patch, int out, Bias bias) {
  const io::Shape shape = tensors_.shape(name + ".weight");
  const bool grey = shape.size() == 4 && shape[1] == 1;
  const int channels = grey ? 1 : 3;
  const tensor::Matrix weights =
      matrix(name + ".weight", {out, channels, patch, patch}, channels * patch * patch);
  return make(grey && weights.size() > 0 ? of_colors(weights) : weights, name, out, bias, {});
}

nn::LayerNorm TensorReader::layer_norm(const std::string& name, int width, float epsilon) {
  return {vector(name + ".weight", width), vector(name + ".bias", width), epsilon};
}

nn::Linear TensorReader::make(const tensor::Matrix& weights, const std::string& name, int out,
                              Bias bias, Part part) {
  const bool has_bias = bias == Bias::kRequired || has(name + ".bias");
  // Taken even where the weights are missing: it is checked, and has its place.
  const io::StoredTensor* stored =
      has_bias ? take(name + ".bias", {std::int64_t{part.count} * out}) : nullptr;
  if (weights.size() == 0 || (has_bias && stored == nullptr)) return {};
  if (!has_bias) return {weights, tensor::Vector::Zero(out), precision_};
  const auto first = static_cast<std::size_t>(part.index) * static_cast<std::size_t>(out);
  return {weights, read(name + ".bias", *stored, first, 1, out), precision_};
}

void TensorReader::take_over(TensorReader& other) {
  used_.merge(other.used_);
  not_finite_.merge(other.not_finite_);
  missing_.merge(other.missing_);
  unknown_ += other.unknown_;
  for (std::string& problem : other.problems_) note(std::move(problem));
}

void TensorReader::note_missing(const std::string& name, std::string_view why) {
  if (missing_.insert(name).second) note(fmt::format("'{}' is missing, {}", name, why));
}

void TensorReader::note_unknown(const std::string& name, std::string_view family) {
  ++unknown_;
  note(fmt::format("{} has no place in {}", io::in_quotes(tensors_.full_name(name)), family));
}

void TensorReader::note(std::string problem) {
  if (known_problems_.insert(problem).second) problems_.push_back(std::move(problem));
}

const io::StoredTensor* TensorReader::take(const std::string& name, const io::Shape& shape) {
  const auto found = tensors_.tensors.find(name);
  if (found == tensors_.tensors.end()) {
    note_missing(name, "expected " + io::to_string(shape));
    return nullptr;
  }
  used_.insert(name);
  if (const auto problem = problem_with(found->second, shape)) {
    note(fmt::format("'{}' {}", tensors_.full_name(name), *problem));
    return nullptr;
  }
  return &found->second;
}

tensor::Matrix TensorReader::read(const std::string& name, const io::StoredTensor& stored,
                                  std::size_t first, Eigen::Index rows, Eigen::Index cols) {
  if (values_ == Values::kLeftAlone) return {};
  const io::ReadBytes all = stored.bytes.read();
  const std::size_t element = bytes_per_element(stored.type);
  const auto count = static_cast<std::size_t>(rows * cols);
  const std::span<const std::byte> bytes = all.subspan(first * element, count * element);
  if (values_ == Values::kChecked) {
    if (!all_finite(stored.type, bytes)) {
      not_finite_.insert(fmt::format("'{}'", tensors_.full_name(name)));
    }
    return {};
  }
  tensor::Matrix values(rows, cols);
  to_floats(stored.type, bytes, {values.data(), count});
  return values;
}

std::vector<std::string> TensorReader::unused() const {
  std::vector<std::string> names;
  for (const auto& [name, stored] : tensors_.tensors) {
    if (used_.find(name) == used_.end()) names.push_back(name);
  }
  return names;
}

Misfit TensorReader::misfit() const {
  if (!missing_.empty()) return Misfit::kMissing;
  return unknown_ == static_cast<int>(problems_.size()) ? Misfit::kUnknown : Misfit::kOther;
}

void TensorReader::throw_problems(std::string_view family) const {
  if (!problems_.empty()) {
    io::fail_model(tensors_.name,
                   fmt::format("looks like {}, but does not fit:{}", family, list_of(problems_)),
                   misfit_hint(tensors_, misfit()));
  }
  if (!not_finite_.empty()) {
    io::fail_model(tensors_.name,
                   fmt::format("holds numbers that are not finite, in:{}", list_of(not_finite_)),
                   "its training went wrong, or the file is damaged: try another checkpoint");
  }
}

}  // namespace vitviz::checkpoint
