// SPDX-License-Identifier: Apache-2.0
// The stack, the memo and the values of the machine that a pickle is a program for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "torch/pickle.h"

namespace vitviz::torch {

class PickleMachine {
 public:
  PickleMachine(std::string_view file, std::size_t max_values)
      : file_(file), max_values_(max_values) {}

  // New values, pushed.
  template <typename Content>
  void push(PickleKind kind, Content content) {
    push(make(kind, std::move(content)));
  }
  void push_none() { push(PickleKind::kNone, std::monostate{}); }
  void push_tuple(std::size_t count);  // of the last `count` values
  void push_marked(PickleKind kind);   // a tuple, list or dict of all values above the mark
  void push_class(std::string_view module, std::string_view name);

  // The stack.
  void mark();
  void pop();  // a value, or the mark when there is none above it
  void pop_to_mark() { take_marked(); }
  void duplicate();

  // The memo: values to be used again.
  void memoize(std::uint64_t index);
  void memoize_next() { memoize(memo_.size()); }
  void recall(std::uint64_t index);

  // What goes into a list or dict below it on the stack.
  void append();
  void append_marked();
  void set_item();
  void set_marked_items();

  // What Python would import, call, construct or load from elsewhere: what is taken from the
  // stack, its top last, → what is pushed.
  void name_class();               // module, name → class
  void call();                     // class or function, arguments → object
  void construct_with_keywords();  // class, arguments, keywords → object
  void construct_marked();         // mark, class, argument, … → object
  void construct_named();          // mark, argument, …, class → object
  void set_state();                // object, state → object
  void load_persistent();          // id → what it stands for

  // The end: what the one value left on the stack is made of.
  [[nodiscard]] Pickle finish();

  [[noreturn]] void fail(std::string_view what) const;

 private:
  using Items = PickleValue::Items;

  template <typename Content>
  PickleValue* make(PickleKind kind, Content content) {
    count();
    pickle_.values.push_back({kind, std::move(content)});
    return &pickle_.values.back();
  }
  void push(PickleValue* value);
  PickleValue* take();
  PickleValue& top();
  Items take_marked();
  void extend_dict(PickleValue& target, const Items& items);
  // The items of OrderedDict([(key, value), …]), as Python 2 wrote it, in a row.
  Items items_of_pairs(const PickleValue& arguments);
  void push_object(PickleValue* callable, PickleValue* arguments);
  void count();  // limits values and references together
  [[nodiscard]] std::size_t floor() const { return marks_.empty() ? 0 : marks_.back(); }

  std::string_view file_;
  std::size_t max_values_;
  std::size_t counted_ = 0;
  Pickle pickle_;
  std::vector<PickleValue*> stack_;
  std::vector<std::size_t> marks_;  // heights of the stack, ascending
  std::vector<PickleValue*> memo_;  // null where nothing was put
};

}  // namespace vitviz::torch
