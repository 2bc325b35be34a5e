// SPDX-License-Identifier: Apache-2.0
// Takes tensors out of a checkpoint by name and shape, and remembers everything that is wrong, so
// that the user hears of all missing and misshaped tensors at once.
//
// A tensor that is missing, misshaped, of no weight type or not finite is noted, and the result is
// empty: call throw_problems() before computing with any. Leading dimensions of 1 do not matter:
// cls_token is [1, 1, D] here and [D] there.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "checkpoint/misfit.h"
#include "checkpoint/tensor_set.h"
#include "nn/layer_norm.h"
#include "nn/linear.h"
#include "tensor/shapes.h"

namespace vitviz::checkpoint {

// One of `count` layers that a tensor holds one below the other.
struct Part {
  int index = 0;
  int count = 1;
};

// What is done with the numbers. Left alone, only names, types and shapes are checked, which
// touches nothing of a large file; checked, they are also looked at, but take no memory. Every
// result is empty then. Read, they are taken to be checked.
enum class Values { kLeftAlone, kChecked, kRead };

enum class Bias { kRequired, kOptional };  // a missing one is zero

class TensorReader {
 public:
  // `tensors` must outlive the reader. Layers are made for `precision`.
  explicit TensorReader(const TensorSet& tensors, Values values = Values::kRead,
                        nn::Precision precision = nn::Precision::kF32)
      : tensors_(tensors), values_(values), precision_(precision) {}

  // A reader of the same tensors, in the same way, that has taken none: for another thread.
  [[nodiscard]] TensorReader beginning_anew() const {
    return TensorReader(tensors_, values_, precision_);
  }
  // What the other took and noted counts as this one's, as if this had taken it now.
  void take_over(TensorReader& other);

  [[nodiscard]] const TensorSet& tensors() const { return tensors_; }
  [[nodiscard]] bool has(const std::string& name) const { return tensors_.has(name); }
  [[nodiscard]] io::Shape shape(const std::string& name) const { return tensors_.shape(name); }

  // The tensor `name` of this `shape` as rows of `cols` numbers.
  [[nodiscard]] tensor::Matrix matrix(const std::string& name, const io::Shape& shape,
                                      Eigen::Index cols);
  [[nodiscard]] tensor::Vector vector(const std::string& name, int size);
  // The same, whatever dimensions the numbers have: [H, 1, K] as H·K of them.
  [[nodiscard]] tensor::Vector flat_vector(const std::string& name, int size);

  // NAME.weight [out, in] and NAME.bias [out], or a part of a taller tensor.
  [[nodiscard]] nn::Linear linear(const std::string& name, int in, int out,
                                  Bias bias = Bias::kRequired, Part part = {});

  // The same times `scale` [out], the LayerScale that follows it; an empty one changes nothing.
  [[nodiscard]] nn::Linear scaled_linear(const std::string& name, int in, int out,
                                         const tensor::Vector& scale, Bias bias = Bias::kRequired);

  // A convolution whose stride is its size: NAME.weight [out, 3, P, P] and maybe NAME.bias. One of
  // grey photos, [out, 1, P, P], is made one of colours by their shares in PIL's grey.
  [[nodiscard]] nn::Linear patch_embedding(const std::string& name, int patch, int out,
                                           Bias bias = Bias::kOptional);

  // NAME.weight and NAME.bias, [width] each.
  [[nodiscard]] nn::LayerNorm layer_norm(const std::string& name, int width, float epsilon);

  // Notes a problem, once.
  void note(std::string problem);
  // Notes a tensor that is missing, and why it should be there.
  void note_missing(const std::string& name, std::string_view why);
  // Notes a tensor that has no place in the family.
  void note_unknown(const std::string& name, std::string_view family);

  // What is wrong, in the order it was found.
  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }
  // The names of tensors that were taken.
  [[nodiscard]] const std::set<std::string, std::less<>>& used() const { return used_; }
  // The names of tensors nobody took, in order.
  [[nodiscard]] std::vector<std::string> unused() const;

  // Throws Error(kModel) that lists all problems, if there are any, or else the tensors that are
  // not finite. `family` is what the checkpoint was taken for.
  void throw_problems(std::string_view family) const;

 private:
  [[nodiscard]] Misfit misfit() const;
  // The checked tensor, or null after noting what is wrong with it.
  const io::StoredTensor* take(const std::string& name, const io::Shape& shape);
  // Elements [first, first + rows·cols) of it.
  tensor::Matrix read(const std::string& name, const io::StoredTensor& stored, std::size_t first,
                      Eigen::Index rows, Eigen::Index cols);
  nn::Linear make(const tensor::Matrix& weights, const std::string& name, int out, Bias bias,
                  Part part);

  const TensorSet& tensors_;
  Values values_;
  nn::Precision precision_;
  std::set<std::string, std::less<>> used_;
  std::vector<std::string> problems_;
  std::set<std::string> known_problems_;
  std::set<std::string> not_finite_;  // names, as in the file
  std::set<std::string> missing_;     // names
  int unknown_ = 0;
};

}  // namespace vitviz::checkpoint
