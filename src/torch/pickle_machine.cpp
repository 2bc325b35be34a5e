// SPDX-License-Identifier: Apache-2.0
#include "torch/pickle_machine.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "io/model_error.h"

namespace vitviz::torch {
namespace {

constexpr std::size_t kObjectFields = 3;  // class, arguments, state

// Classes that are dicts whatever their module is called in which version of Python.
constexpr std::array<std::string_view, 4> kDictClasses = {"OrderedDict", "dict", "defaultdict",
                                                          "Counter"};
constexpr std::array<std::string_view, 3> kDictModules = {"collections", "builtins", "__builtin__"};

template <typename Names>
bool is_one_of(std::string_view name, const Names& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_dict_class(const PickleValue& value) {
  const PickleClass found = class_of(value);
  return value.is(PickleKind::kClass) && is_one_of(found.name, kDictClasses) &&
         is_one_of(found.module, kDictModules);
}

}  // namespace

void PickleMachine::fail(std::string_view what) const {
  io::fail_model(file_, fmt::format("its pickle {}", what));
}

void PickleMachine::count() {
  if (++counted_ <= max_values_) return;
  io::fail_model(file_, fmt::format("its pickle has more than {} values", max_values_),
                 "vitviz reads checkpoints; save the model's state_dict() alone");
}

void PickleMachine::push(PickleValue* value) {
  count();
  stack_.push_back(value);
}

PickleValue& PickleMachine::top() {
  if (stack_.size() <= floor()) fail("takes a value that is not there");
  return *stack_.back();
}

PickleValue* PickleMachine::take() {
  PickleValue* value = &top();
  stack_.pop_back();
  return value;
}

PickleMachine::Items PickleMachine::take_marked() {
  if (marks_.empty()) fail("refers to a mark that is not there");
  const auto begin = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
  marks_.pop_back();
  Items items(begin, stack_.end());
  stack_.erase(begin, stack_.end());
  return items;
}

void PickleMachine::mark() {
  count();
  marks_.push_back(stack_.size());
}

void PickleMachine::pop() {
  if (!marks_.empty() && stack_.size() == marks_.back()) {
    marks_.pop_back();
  } else {
    take();
  }
}

void PickleMachine::duplicate() { push(&top()); }

void PickleMachine::push_tuple(std::size_t count) {
  Items items(count);
  for (std::size_t i = count; i-- > 0;) items[i] = take();
  push(PickleKind::kTuple, std::move(items));
}

void PickleMachine::push_marked(PickleKind kind) {
  Items items = take_marked();
  if (kind == PickleKind::kDict && items.size() % 2 != 0) fail("has a key without a value");
  push(kind, std::move(items));
}

void PickleMachine::memoize(std::uint64_t index) {
  // Python numbers from 0, so it never wrote such an index.
  if (index >= max_values_) fail("numbers its values beyond their count");
  if (index >= memo_.size()) memo_.resize(index + 1);
  memo_[index] = &top();
}

void PickleMachine::recall(std::uint64_t index) {
  if (index >= memo_.size() || memo_[index] == nullptr) fail("refers to a value that is not there");
  push(memo_[index]);
}

void PickleMachine::append() {
  PickleValue* value = take();
  if (top().is(PickleKind::kObject)) return;
  if (!top().is(PickleKind::kList)) fail("appends to what is no list");
  std::get<Items>(top().content).push_back(value);
}

void PickleMachine::append_marked() {
  const Items items = take_marked();
  if (top().is(PickleKind::kObject)) return;
  if (!top().is(PickleKind::kList)) fail("appends to what is no list");
  Items& list = std::get<Items>(top().content);
  list.insert(list.end(), items.begin(), items.end());
}

void PickleMachine::extend_dict(PickleValue& target, const Items& items) {
  if (!target.is(PickleKind::kDict) && !target.is(PickleKind::kObject)) {
    fail("sets an item of what is no dict");
  }
  if (items.size() % 2 != 0) fail("has a key without a value");
  Items& dict = std::get<Items>(target.content);
  dict.insert(dict.end(), items.begin(), items.end());
}

void PickleMachine::set_item() {
  const PickleValue* value = take();
  const PickleValue* key = take();
  extend_dict(top(), {key, value});
}

void PickleMachine::set_marked_items() {
  const Items items = take_marked();
  extend_dict(top(), items);
}

void PickleMachine::push_class(std::string_view module, std::string_view name) {
  const PickleValue* first = make(PickleKind::kText, module);
  const PickleValue* second = make(PickleKind::kText, name);
  push(PickleKind::kClass, Items{first, second});
}

void PickleMachine::name_class() {
  const PickleValue* name = take();
  const PickleValue* module = take();
  if (!name->text() || !module->text()) fail("names a class by what is no text");
  push(PickleKind::kClass, Items{module, name});
}

PickleMachine::Items PickleMachine::items_of_pairs(const PickleValue& arguments) {
  Items items;
  if (arguments.items().empty()) return items;
  for (const PickleValue* pair : arguments.items().front()->items()) {
    if (pair == nullptr || pair->items().size() != 2) continue;
    count();
    items.insert(items.end(), pair->items().begin(), pair->items().end());
  }
  return items;
}

void PickleMachine::push_object(PickleValue* callable, PickleValue* arguments) {
  if (is_dict_class(*callable)) return push(PickleKind::kDict, items_of_pairs(*arguments));
  Items fields(kObjectFields);
  fields[0] = callable;
  fields[1] = arguments;
  push(PickleKind::kObject, std::move(fields));
}

void PickleMachine::call() {
  PickleValue* arguments = take();
  push_object(take(), arguments);
}

void PickleMachine::construct_with_keywords() {
  take();
  call();
}

void PickleMachine::construct_marked() {
  Items items = take_marked();
  if (items.empty()) fail("constructs an object without a class");
  const PickleValue* callable = items.front();
  items.erase(items.begin());
  const PickleValue* arguments = make(PickleKind::kTuple, std::move(items));
  push(PickleKind::kObject, Items{callable, arguments, nullptr});
}

void PickleMachine::construct_named() {
  PickleValue* callable = take();
  push_marked(PickleKind::kTuple);
  push_object(callable, take());
}

void PickleMachine::set_state() {
  const PickleValue* state = take();
  // A dict's state is its attributes, such as the _metadata of a state_dict(): no item of it.
  if (top().is(PickleKind::kObject)) std::get<Items>(top().content)[2] = state;
}

void PickleMachine::load_persistent() {
  const PickleValue* id = take();
  push(PickleKind::kPersistent, Items{id});
  pickle_.persistent.push_back(&top());
}

Pickle PickleMachine::finish() {
  pickle_.root = take();
  return std::move(pickle_);
}

}  // namespace vitviz::torch
