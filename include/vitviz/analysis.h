// SPDX-License-Identifier: Apache-2.0
// What a model saw in a photo.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "vitviz/array.h"
#include "vitviz/export.h"
#include "vitviz/geometry.h"
#include "vitviz/mask.h"
#include "vitviz/picture.h"

namespace vitviz {

namespace library {
struct ModelData;
class Answers;
}  // namespace library

struct LookOptions {
  std::optional<InputSize> size = {};  // the model's default_size when empty
  std::optional<Box> crop = {};        // the part that is looked at; all when empty
  std::vector<Pixel> queries = {};     // of the photo: whose patches stand in the place of CLS
  // Whether the network runs to its end: to the final tokens and the classes. Otherwise it stops
  // at the last block's attention, and costs about one block less.
  bool to_the_end = true;
  int threads = 0;  // 0: one for each processor
  std::stop_token stop = {};
};

struct RankedClass {
  int index = 0;
  std::string label;  // empty where nobody names the classes
  double probability = 0;
};

// Cheap to copy; any number of threads may use one. What one forward pass has left is kept; what
// needs more of the network (rollout, tokens of a block, features of another block than the last)
// runs it once more, and the last such answer is kept, too.
//
// All functions throw Error: kArgument for a name that nobody knows (it lists those there are) and
// for what does not suit the model; kModel; kStopped.
class VITVIZ_EXPORT Analysis {
 public:
  // Of the part that is looked at.
  [[nodiscard]] int width() const;
  [[nodiscard]] int height() const;
  [[nodiscard]] Box part() const;  // of the upright photo
  [[nodiscard]] Grid grid() const;

  // The softmax weights from CLS to the patches: [blocks, heads, rows, cols]. Of a model without
  // CLS the mean over all patches, what each patch receives. Not renormalised: a map sums to less
  // than 1, because CLS and the registers keep the rest. With LookOptions::queries the weights from
  // the patch of that query, counted from 0.
  [[nodiscard]] Array attention(int query = 0) const;

  // After the final norm: [tokens, width], prefix tokens first. With LookOptions::to_the_end.
  [[nodiscard]] Array tokens() const;

  // As a block, counted from 0 or from the end, leaves them: [tokens, width]. Runs the network.
  [[nodiscard]] Array tokens_of(int block, bool normed = false) const;

  // Of the classifier: [classes], [0] where there is none. With LookOptions::to_the_end.
  [[nodiscard]] Array logits() const;

  // The likeliest classes, with the softmax of their logits; none without a classifier.
  [[nodiscard]] std::vector<RankedClass> classes(int most = 5) const;

  // A number per patch: [rows, cols].
  [[nodiscard]] Array map(const MapChoice& choice = {}) const;

  // The object by a map, as one mask; or each object by itself, `most` of them.
  [[nodiscard]] Mask mask(const MaskOptions& options = {}, const MapChoice& map = {}) const;
  [[nodiscard]] std::vector<Mask> masks(int most, const MaskOptions& options = {},
                                        const MapChoice& map = {}) const;

  // A view, as view_names() lists them. What is transparent lies on black.
  [[nodiscard]] Image picture(const std::string& view, const PictureOptions& options = {}) const;
  // The same as a PNG file, with the transparency and the notes that the program writes.
  [[nodiscard]] std::vector<std::byte> png(const std::string& view,
                                           const PictureOptions& options = {}) const;

  // What nobody would expect of the photo, the model or its usual map, each a line.
  [[nodiscard]] const std::vector<std::string>& notes() const;

  // For this library itself.
  explicit Analysis(std::shared_ptr<library::Answers> answers) : answers_(std::move(answers)) {}

 private:
  std::shared_ptr<library::Answers> answers_;
};

}  // namespace vitviz
