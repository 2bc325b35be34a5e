// SPDX-License-Identifier: Apache-2.0
// torch.save() as it was before PyTorch 1.6:
//
//   pickle             0x1950a86a20f9469cfc6c
//   pickle             1001, the version
//   pickle             {"little_endian": True, …}
//   pickle             what was saved
//   pickle             [KEY, …] of the storages
//   for each key       8 bytes: elements, little-endian; then the elements
#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "io/byte_cursor.h"
#include "io/model_error.h"
#include "torch/pickled_checkpoint.h"
#include "torch/pytorch.h"

namespace vitviz::torch {
namespace {

constexpr std::string_view kMagic = "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";
constexpr std::int64_t kVersion = 1001;

// For files that may be whole.
constexpr const char* kSaveAgain = "load it with PyTorch and save the model's state_dict() again";

constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

// The pickles beside the one of the object are small: one is as long as there are storages.
constexpr std::size_t kMaxOtherValues = 1 << 18;

void read_preamble(io::ByteCursor& cursor, std::string_view name) {
  const Pickle magic = parse_pickle(cursor, name, kMaxOtherValues);
  const auto* digits = std::get_if<std::string_view>(&magic.root->content);
  if (digits == nullptr || *digits != kMagic) {
    io::fail_model(name, "is a pickle, but none of PyTorch's",
                   "vitviz reads files that torch.save() wrote");
  }
  const Pickle version = parse_pickle(cursor, name, kMaxOtherValues);
  if (version.root->integer() != kVersion) {
    io::fail_model(name, fmt::format("its version is not {}", kVersion), kSaveAgain);
  }
  const Pickle system = parse_pickle(cursor, name, kMaxOtherValues);
  const PickleValue* order = find_item(*system.root, "little_endian");
  if (order != nullptr && order->is(PickleKind::kBool) && !std::get<bool>(order->content)) {
    io::fail_model(name, "its numbers are big-endian", "save it on a little-endian machine");
  }
}

using StorageTable = std::map<std::string_view, std::span<const std::byte>>;
using TypeTable = std::map<std::string_view, PickledStorage>;

// What the object says of its storages.
TypeTable storage_types(const Pickle& object, std::string_view name) {
  TypeTable types;
  for (const PickleValue* persistent : object.persistent) {
    if (!class_of(*persistent).name.empty()) continue;
    if (const auto storage = pickled_storage(*persistent, name)) {
      types.emplace(storage->key, *storage);
    }
  }
  return types;
}

StorageTable read_storages(const PickleValue& keys, const TypeTable& types, io::ByteCursor& cursor,
                           std::string_view name) {
  StorageTable storages;
  for (const PickleValue* key : keys.items()) {
    const auto found = types.find(key == nullptr ? "" : key->text().value_or(""));
    if (found == types.end())
      io::fail_model(name, "it has a storage of a type that no weights have", kSaveAgain);
    const PickledStorage& storage = found->second;
    const auto count = cursor.take<std::uint64_t>();
    if (count != storage.count) {
      io::fail_model(name, fmt::format("storage {} has {} elements, expected {}",
                                       io::in_quotes(storage.key), count, storage.count));
    }
    // The product saturates: the cursor refuses what is beyond the end.
    const std::uint64_t size = bytes_per_element(storage.type);
    storages.emplace(storage.key, cursor.take(std::min(count, kMost / size) * size));
  }
  return storages;
}

}  // namespace

io::Checkpoint parse_pytorch_legacy(std::span<const std::byte> bytes, std::string name) {
  io::Checkpoint checkpoint;
  checkpoint.name = std::move(name);
  checkpoint.container = io::Container::kPyTorch;

  io::ByteCursor cursor(bytes, checkpoint.name);
  read_preamble(cursor, checkpoint.name);
  const Pickle object = parse_pickle(cursor, checkpoint.name, max_pickle_values(bytes.size()));
  const Pickle keys = parse_pickle(cursor, checkpoint.name, kMaxOtherValues);
  const StorageTable storages =
      read_storages(*keys.root, storage_types(object, checkpoint.name), cursor, checkpoint.name);

  UnpackedBytes unpacked(checkpoint.unpacked, max_unpacked_bytes(bytes.size()), checkpoint.name);
  const auto storage_bytes = [&](const PickledStorage& storage) {
    const auto found = storages.find(storage.key);
    if (found == storages.end()) {
      io::fail_model(checkpoint.name,
                     fmt::format("storage {} is missing", io::in_quotes(storage.key)));
    }
    return view_of(storage, found->second, checkpoint.name);
  };
  collect_pickled(*object.root, storage_bytes, unpacked, checkpoint);
  return checkpoint;
}

}  // namespace vitviz::torch
