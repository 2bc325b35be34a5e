// SPDX-License-Identifier: Apache-2.0
#include "torch/pytorch.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "io/byte_cursor.h"
#include "io/model_error.h"
#include "io/zip_archive.h"
#include "torch/pickled_checkpoint.h"

namespace vitviz::torch {
namespace {

constexpr std::string_view kPickleName = "/data.pkl";

// The archive as a folder: entries by their names.
class TorchArchive {
 public:
  TorchArchive(std::span<const std::byte> bytes, const std::string& name, UnpackedBytes& unpacked)
      : name_(name), archive_(bytes, name), unpacked_(unpacked) {
    const auto& entries = archive_.entries();
    for (std::size_t i = 0; i < entries.size(); ++i) indices_.emplace(entries[i].name, i);
    root_ = find_root();
  }

  [[nodiscard]] bool has(std::string_view path) const { return indices_.contains(full(path)); }

  // The bytes of an entry below the root: where they lie, or unpacked.
  std::span<const std::byte> bytes(std::string_view path) {
    const auto found = indices_.find(full(path));
    if (found == indices_.end()) {
      io::fail_model(name_,
                     fmt::format("the ZIP archive has no entry {}", io::in_quotes(full(path))));
    }
    if (const auto stored = archive_.stored_bytes(found->second)) return *stored;

    auto [known, is_new] = unpacked_entries_.try_emplace(found->second);
    if (is_new) {
      unpacked_.claim(archive_.entries()[found->second].size);
      known->second = unpacked_.keep(archive_.unpack(found->second));
    }
    return known->second;
  }

 private:
  // The one folder that everything is in, whatever its name.
  std::string find_root() const {
    for (const io::ZipEntry& entry : archive_.entries()) {
      const std::size_t slash = entry.name.find('/');
      if (slash != std::string::npos && entry.name.substr(slash) == kPickleName) {
        return entry.name.substr(0, slash + 1);
      }
    }
    io::fail_model(name_, "is a ZIP archive, but none of PyTorch's: it has no data.pkl",
                   "vitviz reads files that torch.save() or torch.jit.save() wrote");
  }

  [[nodiscard]] std::string full(std::string_view path) const { return root_ + std::string(path); }

  const std::string& name_;
  io::ZipArchive archive_;
  UnpackedBytes& unpacked_;
  std::string root_;                                 // with its '/'
  std::map<std::string_view, std::size_t> indices_;  // the names lie in archive_
  std::map<std::size_t, std::span<const std::byte>> unpacked_entries_;
};

void check_byte_order(TorchArchive& archive, std::string_view name) {
  if (!archive.has("byteorder")) return;  // before PyTorch 2.1
  const auto bytes = archive.bytes("byteorder");
  const std::string_view order(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (order == "little") return;
  if (order == "big") {
    io::fail_model(name, "its numbers are big-endian", "save it on a little-endian machine");
  }
  io::fail_model(name, fmt::format("its byte order is {}, expected 'little'", io::in_quotes(order)),
                 "save it on a little-endian machine");
}

}  // namespace

io::Checkpoint parse_pytorch_zip(std::span<const std::byte> bytes, std::string name) {
  io::Checkpoint checkpoint;
  checkpoint.name = std::move(name);
  UnpackedBytes unpacked(checkpoint.unpacked, max_unpacked_bytes(bytes.size()), checkpoint.name);
  TorchArchive archive(bytes, checkpoint.name, unpacked);
  check_byte_order(archive, checkpoint.name);
  checkpoint.container =
      archive.has("constants.pkl") ? io::Container::kTorchScript : io::Container::kPyTorch;

  const std::string pickle_name = fmt::format("{}: data.pkl", checkpoint.name);
  io::ByteCursor cursor(archive.bytes("data.pkl"), pickle_name);
  const Pickle pickle = parse_pickle(cursor, pickle_name, max_pickle_values(bytes.size()));

  const auto storage_bytes = [&](const PickledStorage& storage) {
    const auto whole = archive.bytes(fmt::format("data/{}", storage.key));
    return view_of(storage, whole, checkpoint.name);
  };
  collect_pickled(*pickle.root, storage_bytes, unpacked, checkpoint);
  return checkpoint;
}

}  // namespace vitviz::torch
