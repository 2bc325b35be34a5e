// SPDX-License-Identifier: Apache-2.0
#include "torch/pickled_tensor.h"

#include <fmt/format.h>

#include "io/model_error.h"
#include "torch/torch_type.h"

namespace vitviz::torch {
namespace {

using Items = PickleValue::Items;

constexpr int kMaxWrappers = 8;  // a parameter around a subclass's tensor makes two

// The arguments of every function that builds a tensor; more of them concern gradients.
enum Argument : std::size_t { kStorage, kOffset, kShape, kStrides, kFewest };
constexpr std::size_t kTypeArgument = 6;  // of _rebuild_tensor_v3 alone

std::optional<std::uint64_t> count_of(const PickleValue& value) {
  const auto number = value.integer();
  if (!number || *number < 0) return std::nullopt;
  return static_cast<std::uint64_t>(*number);
}

// (VIEW'S KEY, OFFSET, COUNT), or None for the whole storage.
void read_view(const PickleValue& view, PickledStorage& storage, std::string_view file) {
  if (view.is(PickleKind::kNone)) return;
  const Items& items = view.items();
  const bool is_triple = view.is(PickleKind::kTuple) && items.size() == 3;
  const auto begin = is_triple ? count_of(*items[1]) : std::nullopt;
  const auto count = is_triple ? count_of(*items[2]) : std::nullopt;
  if (!begin || !count || *begin > storage.count || *count > storage.count - *begin) {
    io::fail_model(
        file, fmt::format("storage {}: a view does not lie within it", io::in_quotes(storage.key)));
  }
  storage.view_begin = *begin;
  storage.view_count = *count;
}

// The numbers of a shape or of strides.
std::vector<std::int64_t> extents(const PickleValue& row, std::string_view where) {
  const bool is_row = row.is(PickleKind::kTuple) || row.is(PickleKind::kList);
  if (!is_row || row.items().size() > kMaxTensorDimensions) {
    io::fail_model(where, fmt::format("its shape or strides are no row of at most {} numbers",
                                      kMaxTensorDimensions));
  }
  std::vector<std::int64_t> numbers;
  for (const PickleValue* item : row.items()) {
    const auto number = item->integer();
    if (!number || *number < 0) {
      io::fail_model(where, "its shape or strides hold what is no whole number from 0 on");
    }
    numbers.push_back(*number);
  }
  return numbers;
}

// Of _rebuild_tensor, _rebuild_tensor_v2 or _rebuild_tensor_v3.
std::optional<PickledTensor> built_tensor(const Items& arguments, bool has_type,
                                          std::string_view where) {
  if (arguments.size() < kFewest || (has_type && arguments.size() <= kTypeArgument)) {
    io::fail_model(where, "it is built from too few arguments");
  }
  auto storage = pickled_storage(*arguments[kStorage], where);
  if (!storage) return std::nullopt;
  const auto type = has_type ? torch_element_type(class_of(*arguments[kTypeArgument]))
                             : std::optional(storage->type);
  if (!type) return std::nullopt;

  PickledTensor tensor;
  tensor.storage = *storage;
  tensor.type = *type;
  const auto offset = count_of(*arguments[kOffset]);
  if (!offset) {
    io::fail_model(where, "its offset in its storage is no whole number from 0 on");
  }
  tensor.offset = *offset;
  tensor.shape = extents(*arguments[kShape], where);
  tensor.strides = extents(*arguments[kStrides], where);
  if (tensor.shape.size() != tensor.strides.size()) {
    io::fail_model(where, fmt::format("it has {} dimensions and {} strides", tensor.shape.size(),
                                      tensor.strides.size()));
  }
  return tensor;
}

// A function called with its arguments.
struct Call {
  PickleClass function;
  const Items* arguments;
};

std::optional<Call> call_of(const PickleValue& value) {
  if (!value.is(PickleKind::kObject) || !value.items()[1]->is(PickleKind::kTuple)) return {};
  return Call{class_of(value), &value.items()[1]->items()};
}

// A tensor of a subclass is built by another function: (FUNCTION, CLASS, ITS ARGUMENTS, STATE).
std::optional<Call> unwrapped_subclass(const Items& arguments) {
  if (arguments.size() < 3 || !arguments[2]->is(PickleKind::kTuple)) return {};
  return Call{class_of(*arguments[0]), &arguments[2]->items()};
}

}  // namespace

std::optional<PickledStorage> pickled_storage(const PickleValue& persistent,
                                              std::string_view file) {
  const PickleValue* id = persistent.is(PickleKind::kPersistent) ? persistent.items()[0] : nullptr;
  if (id == nullptr || !id->is(PickleKind::kTuple) || id->items().size() < 5 ||
      id->items()[0]->text() != "storage") {
    io::fail_model(file, "a tensor has no storage");
  }
  const Items& items = id->items();
  const auto key = items[2]->text();
  const auto count = count_of(*items[4]);
  if (!key || !count) io::fail_model(file, "a storage has no key or no size");
  const auto type = torch_element_type(class_of(*items[1]));
  if (!type) return std::nullopt;

  PickledStorage storage{*type, *key, *count, 0, *count};
  if (items.size() > 5) read_view(*items[5], storage, file);
  return storage;
}

std::span<const std::byte> view_of(const PickledStorage& storage, std::span<const std::byte> whole,
                                   std::string_view file) {
  const std::uint64_t size = bytes_per_element(storage.type);
  if (storage.count > whole.size() / size) {
    io::fail_model(file, fmt::format("storage {} has {} bytes, expected {} elements of {}",
                                     io::in_quotes(storage.key), whole.size(), storage.count,
                                     name_of(storage.type)));
  }
  return whole.subspan(storage.view_begin * size, storage.view_count * size);
}

std::optional<PickledTensor> pickled_tensor(const PickleValue& value, std::string_view where) {
  std::optional<Call> call = call_of(value);
  for (int i = 0; call && i < kMaxWrappers; ++i) {
    const auto& [module, name] = call->function;
    const Items& arguments = *call->arguments;
    if (module == "torch._tensor" && name == "_rebuild_from_type_v2") {
      call = unwrapped_subclass(arguments);
      continue;
    }
    if (module != "torch._utils") return std::nullopt;
    if (name == "_rebuild_tensor" || name == "_rebuild_tensor_v2") {
      return built_tensor(arguments, false, where);
    }
    if (name == "_rebuild_tensor_v3") return built_tensor(arguments, true, where);
    const bool is_parameter =
        name == "_rebuild_parameter" || name == "_rebuild_parameter_with_state";
    if (!is_parameter || arguments.empty()) return std::nullopt;
    call = call_of(*arguments[0]);
  }
  return std::nullopt;
}

}  // namespace vitviz::torch
