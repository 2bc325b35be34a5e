// SPDX-License-Identifier: Apache-2.0
#include "eval/scoreboard.h"

#include <utility>

#include "base/check.h"

namespace vitviz::eval {
namespace {

template <typename Wanted, typename Places>
std::vector<Wanted> all_of(const Places& places) {
  std::vector<Wanted> found;
  for (const auto& place : places) {
    if (const auto* entry = std::get_if<Wanted>(&place)) found.push_back(*entry);
  }
  return found;
}

}  // namespace

Scoreboard::Place& Scoreboard::empty_place(std::size_t index) {
  VITVIZ_CHECK(index < places_.size());
  VITVIZ_CHECK(std::holds_alternative<std::monostate>(places_[index]));
  return places_[index];
}

void Scoreboard::enter(std::size_t index, PhotoScore score) {
  empty_place(index) = std::move(score);
}

void Scoreboard::leave_out(std::size_t index, LeftOut photo) {
  empty_place(index) = std::move(photo);
}

std::vector<PhotoScore> Scoreboard::scores() const { return all_of<PhotoScore>(places_); }

std::vector<LeftOut> Scoreboard::left_out() const { return all_of<LeftOut>(places_); }

}  // namespace vitviz::eval
