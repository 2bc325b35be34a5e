// SPDX-License-Identifier: Apache-2.0
#include "model/observers.h"

#include <algorithm>

namespace vitviz::model {
namespace {

std::size_t index(int block) { return static_cast<std::size_t>(block); }

void add(const Wishes& some, Wishes& all) {
  all.attention.insert(all.attention.end(), some.attention.begin(), some.attention.end());
  all.attention_of_all |= some.attention_of_all;
  all.tokens_before |= some.tokens_before;
  all.queries |= some.queries;
  all.keys |= some.keys;
  all.values |= some.values;
  all.tokens_between |= some.tokens_between;
  all.tokens_after |= some.tokens_after;
}

tensor::ConstMatrixRef shown(tensor::ConstMatrixRef matrix, bool wished) {
  return matrix.topRows(wished ? matrix.rows() : 0);
}

}  // namespace

Observers::Observers(const std::vector<BlockObserver*>& observers, int blocks, int heads)
    : together_(index(blocks)), heads_(heads) {
  for (BlockObserver* const who : observers) {
    Observer& observer = observers_.emplace_back(Observer{who, {}});
    for (int block = 0; block < blocks; ++block) {
      observer.wishes.push_back(who->wishes(block));
      add(observer.wishes.back(), together_[index(block)]);
    }
  }
}

bool Observers::any_wishes(bool Wishes::*what) const {
  return std::any_of(together_.begin(), together_.end(),
                     [what](const Wishes& wishes) { return wishes.*what; });
}

int Observers::most_attention() const {
  std::size_t most = 0;
  for (const Wishes& wishes : together_) most = std::max(most, wishes.attention.size());
  return static_cast<int>(most);
}

int Observers::blocks_to_see() const {
  auto blocks = static_cast<int>(together_.size());
  while (blocks > 0 && !wishes(blocks - 1).any()) --blocks;
  return blocks;
}

void Observers::show(const BlockView& all) const {
  Eigen::Index first_row = 0;
  for (const Observer& observer : observers_) {
    const Wishes& wishes = observer.wishes[index(all.block)];
    const auto rows = static_cast<Eigen::Index>(wishes.attention.size()) * heads_;
    observer.who->see({all.block, shown(all.tokens_before, wishes.tokens_before),
                       shown(all.queries, wishes.queries), shown(all.keys, wishes.keys),
                       shown(all.values, wishes.values),
                       all.attention.middleRows(first_row, rows)});
    first_row += rows;
  }
}

template <typename Show>
void Observers::show_those_with(bool Wishes::*wish, int block, const Show& show) const {
  for (const Observer& observer : observers_) {
    if (observer.wishes[index(block)].*wish) show(*observer.who);
  }
}

void Observers::show_attention(const AttentionPart& part) const {
  show_those_with(&Wishes::attention_of_all, part.block,
                  [&](BlockObserver& who) { who.see_attention(part); });
}

void Observers::show_tokens_between(int block, tensor::ConstMatrixRef tokens) const {
  show_those_with(&Wishes::tokens_between, block,
                  [&](BlockObserver& who) { who.see_tokens_between(block, tokens); });
}

void Observers::show_tokens_after(int block, tensor::ConstMatrixRef tokens) const {
  show_those_with(&Wishes::tokens_after, block,
                  [&](BlockObserver& who) { who.see_tokens_after(block, tokens); });
}

}  // namespace vitviz::model
