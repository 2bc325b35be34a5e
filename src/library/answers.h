// SPDX-License-Identifier: Apache-2.0
// What an Analysis holds: a photo, what one forward pass has left of it, and the answers to later
// questions, for which the network runs once more where that pass does not tell.
#pragma once

#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "analysis/analyse.h"
#include "base/thread_pool.h"
#include "library/model_data.h"
#include "library/photo_data.h"
#include "vitviz/analysis.h"

namespace vitviz::library {

// A question and its answer. It does not move: the inquiry refers to its other members.
struct Answer {
  // Requires: `needs_objects` only of a question whose mask suits the model.
  Answer(analysis::Question asked, const model::VisionTransformer& model, bool needs_objects,
         analysis::Extras extras, const std::stop_token& stop);
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;

  const analysis::Question question;
  const analysis::MapSelection selection;
  const analysis::MaskRule rule;
  const analysis::Inquiry inquiry;
  analysis::Analysis seen;
};

// What is asked for beside a map.
struct Beside {
  const MaskOptions* objects = nullptr;  // its objects; null: none
  bool every_method = false;             // the objects by all methods of masks
  bool block_tokens = false;             // the tokens of its block
};

// Any number of threads may ask; one forward pass runs at a time.
class Answers {
 public:
  // Runs the network. Throws base::Error, and Stopped.
  Answers(std::shared_ptr<const ModelData> model, const PhotoData& photo, LookOptions look);

  // Of that first pass: attention of all blocks; with LookOptions::to_the_end also the final tokens
  // and logits.
  [[nodiscard]] std::shared_ptr<const Answer> first() const { return first_; }
  [[nodiscard]] const analysis::PhotoInput& photo() const { return first_->seen.photo; }
  [[nodiscard]] const model::VisionTransformer& model() const { return model_->model; }
  [[nodiscard]] const LookOptions& look() const { return look_; }
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
  [[nodiscard]] int threads() const { return threads_; }

  // To a map. Throws base::Error(kArgument) where it does not suit the model, and what a forward
  // pass throws.
  [[nodiscard]] std::shared_ptr<const Answer> to(const MapChoice& map, const Beside& beside = {});

 private:
  std::shared_ptr<const ModelData> model_;
  LookOptions look_;
  int threads_;
  std::vector<std::string> notes_;
  std::shared_ptr<const Answer> first_;
  std::mutex mutex_;                    // of the member below, and of forward passes
  std::shared_ptr<const Answer> last_;  // of those for which the network ran once more
};

}  // namespace vitviz::library
