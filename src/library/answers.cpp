// SPDX-License-Identifier: Apache-2.0
#include "library/answers.h"

#include <optional>
#include <tuple>
#include <utility>

#include "analysis/select_maps.h"
#include "base/argument.h"
#include "library/choices.h"
#include "library/earlier_pass.h"
#include "library/photo_input.h"

namespace vitviz::library {
namespace {

analysis::MaskRule rule_of(const analysis::Question& question,
                           const model::VisionTransformer& model, bool needs_objects) {
  return needs_objects ? analysis::mask_rule_for(question, model) : analysis::MaskRule();
}

// What is kept of the first pass: the last block's, of which most questions are.
analysis::Question first_question(const LookOptions& look) {
  analysis::Question question = question_about(look);
  question.block = -1;
  question.mask.compare = true;  // with what every method of masks needs
  return question;
}

// Whether two questions about one photo are the same.
bool is_same(const analysis::Question& a, const analysis::Question& b) {
  const auto parts = [](const analysis::Question& question) {
    const analysis::MaskChoice& mask = question.mask;
    return std::tuple(question.map, question.block, question.head, question.tokens,
                      question.rollout_start, mask.method, mask.keep, mask.features, mask.threshold,
                      mask.objects, mask.compare);
  };
  return parts(a) == parts(b);
}

// Whether all that the inquiry asks for is in the answer.
bool is_answered(const analysis::Inquiry& inquiry, const Answer& answer) {
  return is_same(answer.question, inquiry.question) &&
         (answer.inquiry.rule != nullptr || inquiry.rule == nullptr) &&
         (answer.inquiry.extras.block_tokens || !inquiry.extras.block_tokens);
}

}  // namespace

Answer::Answer(analysis::Question asked, const model::VisionTransformer& model, bool needs_objects,
               analysis::Extras extras, const std::stop_token& stop)
    : question(std::move(asked)),
      selection(analysis::select_maps(question, model)),
      rule(rule_of(question, model, needs_objects)),
      inquiry{question, model, selection, extras, stop, needs_objects ? &rule : nullptr} {
  analysis::check_map(question, selection);
}

Answers::Answers(std::shared_ptr<const ModelData> model, const PhotoData& photo, LookOptions look)
    : model_(std::move(model)),
      look_(std::move(look)),
      threads_(threads_of(look_.threads)),
      notes_(photo.notes) {
  const auto first =
      std::make_shared<Answer>(first_question(look_), this->model(), look_.to_the_end,
                               analysis::Extras{.final_tokens = look_.to_the_end}, look_.stop);
  base::ThreadPool threads(threads_, look_.stop);
  first->seen = analysis::analyse(photo_input(photo, first->question, this->model().blueprint()),
                                  first->inquiry, threads);
  const auto usual = analysis::select_maps(question_about(look_), this->model());
  for (const std::string& note : analysis::notes_about(this->model(), usual)) {
    notes_.push_back(base::in_words(note));
  }
  first_ = first;
}

std::shared_ptr<const Answer> Answers::to(const MapChoice& map, const Beside& beside) {
  analysis::Question question = question_about(look_);
  set_map(map, question);
  if (beside.objects != nullptr) set_mask(*beside.objects, question);
  question.mask.compare = beside.every_method;
  const auto answer =
      std::make_shared<Answer>(std::move(question), model(), beside.objects != nullptr,
                               analysis::Extras{.block_tokens = beside.block_tokens}, look_.stop);
  if (auto told = told_by(*first_, answer->inquiry)) {
    answer->seen = analysis::interpret(photo(), *std::move(told), answer->inquiry);
    return answer;
  }
  const std::lock_guard lock(mutex_);
  if (last_ && is_answered(answer->inquiry, *last_)) return last_;
  base::ThreadPool threads(threads_, look_.stop);
  answer->seen = analysis::analyse(photo(), answer->inquiry, threads);
  last_ = answer;
  return answer;
}

}  // namespace vitviz::library
