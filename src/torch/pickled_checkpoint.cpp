// SPDX-License-Identifier: Apache-2.0
#include "torch/pickled_checkpoint.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/utf8.h"
#include "io/model_error.h"

namespace vitviz::torch {
namespace {

using Items = PickleValue::Items;
using Kind = PickleKind;

constexpr std::size_t kBytesPerVisit = 64;  // of a key, which cost as much as a visit does

enum class Within { kDict, kModule };  // where a value was found

constexpr std::size_t kState = 2;       // of an object's items
constexpr std::size_t kFirstAdded = 3;  // the items after it: what was put in as into a dict

// How a number or short text is written as metadata; nothing for anything else.
std::optional<std::string> written(const PickleValue& value) {
  switch (value.kind) {
    case Kind::kBool:
      return std::get<bool>(value.content) ? "true" : "false";
    case Kind::kInteger:
      return std::to_string(std::get<std::int64_t>(value.content));
    case Kind::kReal:
      return fmt::format("{}", std::get<double>(value.content));
    case Kind::kText:
      if (value.text()->size() > kMaxMetadataBytes || !base::is_utf8(*value.text()))
        return std::nullopt;
      return std::string(*value.text());
    default:
      return std::nullopt;
  }
}

bool may_hold_tensors(const PickleValue& value) {
  return value.is(Kind::kDict) || value.is(Kind::kList) || value.is(Kind::kTuple) ||
         value.is(Kind::kObject);
}

class Collector {
 public:
  Collector(const StorageBytes& storage_bytes, UnpackedBytes& unpacked, io::Checkpoint& checkpoint)
      : storage_bytes_(storage_bytes), unpacked_(unpacked), checkpoint_(checkpoint) {}

  // `value` is what name_ names.
  void visit(const PickleValue& value, Within within) {
    spend(1);
    if (!may_hold_tensors(value)) return add_metadata(value, within);
    if (const auto tensor = pickled_tensor(value, where())) return add_tensor(*tensor);
    // What contains itself has no name there that it did not have before.
    if (std::find(path_.begin(), path_.end(), &value) != path_.end()) return;
    if (path_.size() == kMaxPickleDepth) {
      fail(fmt::format("its dicts are nested more than {} deep", kMaxPickleDepth));
    }
    path_.push_back(&value);
    if (value.is(Kind::kDict)) {
      visit_items(value.items(), 0, '/', Within::kDict);
    } else if (value.is(Kind::kObject)) {
      visit_object(value, within);
    } else {
      visit_elements(value.items());
    }
    path_.pop_back();
  }

 private:
  void visit_object(const PickleValue& object, Within within);
  void visit_items(const Items& items, std::size_t first, char separator, Within within);
  void visit_elements(const Items& items);
  void visit_named(const PickleValue& value, std::string_view key, char separator, Within within);
  void add_attributes(const PickleValue& state);
  void add_tensor(const PickledTensor& tensor);
  void add_metadata(const PickleValue& value, Within within);
  void spend(std::size_t count);
  // What is being visited, for messages.
  [[nodiscard]] std::string where() const {
    return fmt::format("{}: tensor {}", checkpoint_.name, io::in_quotes(name_));
  }
  // Of a file that is whole, but larger or deeper than any model.
  [[noreturn]] void fail(std::string_view what) const {
    io::fail_model(checkpoint_.name, what, "save the model's state_dict() alone");
  }

  const StorageBytes& storage_bytes_;
  UnpackedBytes& unpacked_;
  io::Checkpoint& checkpoint_;
  std::string name_;
  std::vector<const PickleValue*> path_;  // from the root to the value being visited
  std::size_t visits_ = 0;
  std::size_t tensors_ = 0;
  std::size_t name_bytes_ = 0;  // of all tensors
};

void Collector::spend(std::size_t count) {
  visits_ += count;
  if (visits_ > kMaxPickleVisits) fail("its dicts contain one another too often");
}

void Collector::visit_object(const PickleValue& object, Within within) {
  const Items& fields = object.items();
  visit_items(fields, kFirstAdded, '/', Within::kDict);
  if (fields[kState] == nullptr || !fields[kState]->is(Kind::kDict)) return;
  const PickleValue& state = *fields[kState];
  spend(state.items().size());

  const char separator = within == Within::kModule ? '.' : '/';
  if (class_of(object).module.starts_with("__torch__")) {
    return visit_items(state.items(), 0, separator, Within::kModule);
  }
  if (find_item(state, "_modules") == nullptr) return add_attributes(state);
  for (const char* part : {"_parameters", "_buffers", "_modules"}) {
    const PickleValue* items = find_item(state, part);
    if (items != nullptr && items->is(Kind::kDict)) {
      visit_items(items->items(), 0, separator, Within::kModule);
    }
  }
}

void Collector::visit_items(const Items& items, std::size_t first, char separator, Within within) {
  for (std::size_t i = first; i + 1 < items.size(); i += 2) {
    if (const auto text = items[i]->text()) {
      visit_named(*items[i + 1], *text, separator, within);
    } else if (const auto number = items[i]->integer()) {
      visit_named(*items[i + 1], std::to_string(*number), separator, within);
    } else {
      spend(1);
    }
  }
}

// Rows of mere numbers, such as a course of losses, are no metadata.
void Collector::visit_elements(const Items& items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    spend(1);
    if (may_hold_tensors(*items[i])) visit_named(*items[i], std::to_string(i), '/', Within::kDict);
  }
}

void Collector::visit_named(const PickleValue& value, std::string_view key, char separator,
                            Within within) {
  const std::size_t length = name_.size();
  if (length + key.size() >= io::kMaxTensorNameBytes) {
    spend(1);
    if (!may_hold_tensors(value)) return;
    fail(fmt::format("{} is a longer name than any of a model", io::in_quotes(key)));
  }
  spend(key.size() / kBytesPerVisit);
  if (length > 0) name_ += separator;
  name_ += key;
  visit(value, within);
  name_.resize(length);
}

void Collector::add_attributes(const PickleValue& state) {
  const Items& items = state.items();
  for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
    const auto key = items[i]->text();
    if (key && !may_hold_tensors(*items[i + 1])) {
      visit_named(*items[i + 1], *key, '.', Within::kDict);
    }
  }
}

void Collector::add_tensor(const PickledTensor& tensor) {
  // Counted, not those of different names: each is work.
  if (++tensors_ > kMaxPickledTensors) {
    fail(fmt::format("it holds more than {} tensors", kMaxPickledTensors));
  }
  name_bytes_ += name_.size();
  if (name_bytes_ > io::kMaxAllNameBytes) {
    fail(fmt::format("the names of its tensors take more than {} bytes", io::kMaxAllNameBytes));
  }
  if (!base::is_utf8(name_))
    fail(fmt::format("the name of tensor {} is no UTF-8", io::in_quotes(name_)));
  const auto bytes = storage_bytes_(tensor.storage);
  checkpoint_.tensors.insert_or_assign(
      name_, row_major(tensor, bytes, unpacked_, name_, checkpoint_.name));
}

void Collector::add_metadata(const PickleValue& value, Within within) {
  // Every module has flags of its own, such as whether it is being trained.
  if (within == Within::kModule && value.is(Kind::kBool)) return;
  if (checkpoint_.metadata.size() == kMaxMetadata || name_.size() > kMaxMetadataBytes) return;
  auto text = written(value);
  if (text && base::is_utf8(name_)) checkpoint_.metadata.insert_or_assign(name_, std::move(*text));
}

}  // namespace

void collect_pickled(const PickleValue& root, const StorageBytes& storage_bytes,
                     UnpackedBytes& unpacked, io::Checkpoint& checkpoint) {
  Collector(storage_bytes, unpacked, checkpoint).visit(root, Within::kModule);
}

}  // namespace vitviz::torch
