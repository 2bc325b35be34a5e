// SPDX-License-Identifier: Apache-2.0
// The numbers of an Analysis; its pictures are in analysis_pictures.cpp.
#include "vitviz/analysis.h"

#include <utility>

#include "analysis/likeliest_classes.h"
#include "base/error.h"
#include "library/answers.h"
#include "library/query.h"
#include "library/translated.h"
#include "tensor/row_span.h"

namespace vitviz {
namespace {

using library::Answer;
using library::Answers;

std::size_t side(Eigen::Index length) { return static_cast<std::size_t>(length); }

// A matrix or vector of an answer, which the array keeps.
template <typename Numbers>
Array array_of(std::vector<std::size_t> shape, const Numbers& numbers,
               std::shared_ptr<const Answer> answer) {
  return {std::move(shape), {numbers.data(), side(numbers.size())}, std::move(answer)};
}

void check_end(const Answers& answers, const std::string& what) {
  if (answers.look().to_the_end) return;
  base::fail_argument(what, "", "the network did not run to its end", "look with to_the_end");
}

}  // namespace

int Analysis::width() const { return answers_->photo().part.size.width; }
int Analysis::height() const { return answers_->photo().part.size.height; }

Box Analysis::part() const {
  const image::Rectangle& part = answers_->photo().part;
  return {part.corner.x, part.corner.y, part.size.width, part.size.height};
}

Grid Analysis::grid() const {
  const tensor::PatchGrid grid = answers_->photo().geometry.grid;
  return {grid.rows, grid.cols};
}

Array Analysis::attention(int query) const {
  return library::translated([&] {
    const std::shared_ptr<const Answer> first = answers_->first();
    const auto& maps = first->seen.output.attention[library::checked_query(query, *answers_)];
    return Array{
        {side(maps.blocks()), side(maps.heads()), side(maps.grid().rows), side(maps.grid().cols)},
        maps.values(),
        first};
  });
}

Array Analysis::tokens() const {
  return library::translated([&] {
    check_end(*answers_, "tokens");
    const tensor::Matrix& tokens = answers_->first()->seen.output.tokens;
    return array_of({side(tokens.rows()), side(tokens.cols())}, tokens, answers_->first());
  });
}

Array Analysis::tokens_of(int block, bool normed) const {
  return library::translated([&] {
    // Of maps of tokens, norm is the simplest; a pass for it keeps them.
    const auto answer =
        answers_->to({.name = "norm", .block = block, .normed = normed}, {.block_tokens = true});
    const tensor::Matrix& tokens = answer->seen.output.block_tokens.front();
    return array_of({side(tokens.rows()), side(tokens.cols())}, tokens, answer);
  });
}

Array Analysis::logits() const {
  return library::translated([&] {
    check_end(*answers_, "logits");
    const tensor::Vector& logits = answers_->first()->seen.output.logits;
    return array_of({side(logits.size())}, logits, answers_->first());
  });
}

std::vector<RankedClass> Analysis::classes(int most) const {
  return library::translated([&] {
    check_end(*answers_, "classes");
    if (most < 1) base::fail_argument("most", std::to_string(most), "must be at least 1");
    const tensor::Vector& logits = answers_->first()->seen.output.logits;
    std::vector<RankedClass> classes;
    for (const auto& [index, label, probability] : analysis::likeliest_classes(
             {logits.data(), side(logits.size())}, answers_->model().blueprint().labels, most)) {
      classes.push_back({index, label, probability});
    }
    return classes;
  });
}

Array Analysis::map(const MapChoice& choice) const {
  return library::translated([&] {
    const std::size_t query = library::checked_query(choice.query, *answers_);
    const std::shared_ptr<const Answer> answer = answers_->to(choice);
    const tensor::PatchGrid grid = answer->seen.photo.geometry.grid;
    return Array{
        {side(grid.rows), side(grid.cols)}, tensor::row_span(answer->seen.maps[query], 0), answer};
  });
}

const std::vector<std::string>& Analysis::notes() const { return answers_->notes(); }

}  // namespace vitviz
