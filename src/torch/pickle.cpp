// SPDX-License-Identifier: Apache-2.0
#include "torch/pickle.h"

namespace vitviz::torch {

std::optional<std::int64_t> PickleValue::integer() const {
  if (const auto* number = std::get_if<std::int64_t>(&content)) return *number;
  return std::nullopt;
}

std::optional<std::string_view> PickleValue::text() const {
  if (kind != PickleKind::kText) return std::nullopt;
  return std::get<std::string_view>(content);
}

const PickleValue::Items& PickleValue::items() const {
  static const Items none;
  const auto* found = std::get_if<Items>(&content);
  return found == nullptr ? none : *found;
}

namespace {

// Before PyTorch 1.6 a model's class went with its source: ('module', CLASS, FILE, SOURCE).
const PickleValue& module_source_removed(const PickleValue& value) {
  if (!value.is(PickleKind::kPersistent)) return value;
  const PickleValue& id = *value.items().front();
  const bool is_class =
      id.is(PickleKind::kTuple) && id.items().size() > 1 && id.items()[0]->text() == "module";
  return is_class ? *id.items()[1] : value;
}

}  // namespace

PickleClass class_of(const PickleValue& value) {
  const PickleValue& callable = value.is(PickleKind::kObject) ? *value.items().front() : value;
  const PickleValue& found = module_source_removed(callable);
  if (!found.is(PickleKind::kClass)) return {};
  return {*found.items()[0]->text(), *found.items()[1]->text()};
}

const PickleValue* find_item(const PickleValue& dict, std::string_view key) {
  if (!dict.is(PickleKind::kDict)) return nullptr;
  const PickleValue::Items& items = dict.items();
  const PickleValue* found = nullptr;
  for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
    if (items[i]->text() == key) found = items[i + 1];
  }
  return found;
}

}  // namespace vitviz::torch
