// SPDX-License-Identifier: Apache-2.0
// Takes tensors out of a checkpoint by name and shape, and remembers everything that is wrong, so
// that the user hears of all missing and misshaped tensors at once.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "io/checkpoint.h"
#include "nn/layer_norm.h"
#include "nn/linear.h"
#include "tensor/shapes.h"

namespace vitviz::model {

class TensorReader {
 public:
  // `checkpoint` must outlive the reader.
  explicit TensorReader(const io::Checkpoint& checkpoint) : checkpoint_(checkpoint) {}

  // A tensor that is missing, misshaped, of no weight type or not finite is noted, and the result
  // is empty: call throw_problems() before computing with any.

  // The tensor `name` of this `shape` as rows of `cols` numbers.
  [[nodiscard]] tensor::Matrix matrix(const std::string& name, const io::Shape& shape,
                                      Eigen::Index cols);
  [[nodiscard]] tensor::Vector vector(const std::string& name, int size);

  // NAME.weight [out, in] and NAME.bias [out]; `weight_shape` where the file stores other
  // dimensions, such as [D, 3, P, P] of a patch embedding.
  [[nodiscard]] nn::Linear linear(const std::string& name, int in, int out);
  [[nodiscard]] nn::Linear linear(const std::string& name, int in, int out,
                                  const io::Shape& weight_shape);

  // One of `parts` layers that NAME.weight [parts·out, in] and NAME.bias hold one below the other.
  [[nodiscard]] nn::Linear linear_part(const std::string& name, int in, int out, int part,
                                       int parts);

  // NAME.weight and NAME.bias, [width] each.
  [[nodiscard]] nn::LayerNorm layer_norm(const std::string& name, int width, float epsilon);

  // Notes a problem, once.
  void note(std::string problem);

  // The names of tensors nobody took, in order.
  [[nodiscard]] std::vector<std::string> unused() const;

  // Throws Error(kModel) that lists all problems, if there are any.
  void throw_problems() const;

 private:
  // The checked tensor, or null after noting what is wrong with it.
  const io::StoredTensor* take(const std::string& name, const io::Shape& shape);
  // Elements [first, first + rows·cols) of it.
  tensor::Matrix read(const std::string& name, const io::StoredTensor& stored, std::size_t first,
                      Eigen::Index rows, Eigen::Index cols);

  const io::Checkpoint& checkpoint_;
  std::set<std::string, std::less<>> used_;
  std::vector<std::string> problems_;
};

}  // namespace vitviz::model
