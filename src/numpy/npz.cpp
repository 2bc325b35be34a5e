// SPDX-License-Identifier: Apache-2.0
#include "numpy/npz.h"

#include <cstring>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "io/model_error.h"
#include "io/zip_archive.h"
#include "numpy/npy_header.h"

namespace vitviz::numpy {
namespace {

constexpr std::string_view kSuffix = ".npy";

bool is_array(std::string_view entry) {
  return entry.size() > kSuffix.size() && entry.substr(entry.size() - kSuffix.size()) == kSuffix;
}

// Whether the two orders of the elements are one, as in a vector.
bool order_matters(const io::Shape& shape) {
  int longer_than_one = 0;
  for (const std::int64_t dimension : shape) longer_than_one += dimension > 1 ? 1 : 0;
  return longer_than_one > 1;
}

// Row-major from an array whose first index varies fastest. Requires: no dimension is 0.
std::vector<std::byte> from_fortran_order(std::span<const std::byte> bytes, const io::Shape& shape,
                                          std::size_t element) {
  std::vector<std::size_t> step(shape.size());  // bytes from one element to the next
  std::size_t next = element;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    step[i] = next;
    next *= static_cast<std::size_t>(shape[i]);
  }
  std::vector<std::byte> result(bytes.size());
  std::vector<std::int64_t> index(shape.size(), 0);
  std::size_t from = 0;
  for (std::size_t to = 0; to < result.size(); to += element) {
    std::memcpy(&result[to], &bytes[from], element);
    // Count one up, the last index first.
    for (std::size_t i = shape.size(); i-- > 0;) {
      from += step[i];
      if (++index[i] < shape[i]) break;
      from -= step[i] * static_cast<std::size_t>(shape[i]);
      index[i] = 0;
    }
  }
  return result;
}

void check_size(const NpyHeader& header, std::uint64_t found, std::string_view array,
                std::string_view file) {
  const auto size = io::stored_bytes(header.shape, *header.type);
  if (size == found) return;
  io::fail_model(
      file, fmt::format("array {} of shape {} in {} takes {} bytes, found {}", io::in_quotes(array),
                        io::to_string(header.shape), name_of(*header.type),
                        size ? std::to_string(*size) : "more than 2^64", found));
}

// The bytes of an array that does not lie in the archive as it is used.
io::TensorBytes deferred_bytes(std::shared_ptr<const io::ZipArchive> archive, std::size_t entry,
                               const NpyHeader& header, bool transposed, std::size_t size) {
  const auto make = [archive = std::move(archive), entry, begin = header.data_begin, transposed,
                     shape = header.shape, element = bytes_per_element(*header.type)] {
    std::vector<std::byte> unpacked;
    auto file = archive->stored_bytes(entry);
    if (file) {
      archive->check_stored(entry, *file);
    } else {
      unpacked = archive->unpack(entry);
      file = unpacked;
    }
    const auto data = file->subspan(begin);
    return transposed ? from_fortran_order(data, shape, element)
                      : std::vector<std::byte>(data.begin(), data.end());
  };
  return {size, make};
}

// The tensor of one .npy file, of which only the header is read if the rest is not used as it lies.
std::optional<io::StoredTensor> read_array(const std::shared_ptr<const io::ZipArchive>& archive,
                                           std::size_t entry, std::string_view array,
                                           std::string_view file) {
  const auto stored = archive->stored_bytes(entry);
  std::vector<std::byte> start;
  if (!stored) start = archive->unpack_start(entry, kMaxNpyHeaderBytes);
  NpyHeader header = parse_npy_header(stored ? *stored : start, array, file);
  if (!header.type) return std::nullopt;
  const std::uint64_t size = archive->entries()[entry].size - header.data_begin;
  check_size(header, size, array, file);

  const bool transposed = header.fortran_order && order_matters(header.shape) && size > 0;
  io::TensorBytes bytes;
  if (stored && !transposed) {
    bytes = {stored->subspan(header.data_begin),
             [archive, entry, all = *stored] { archive->check_stored(entry, all); }};
  } else {
    bytes = deferred_bytes(archive, entry, header, transposed, size);
  }
  return io::StoredTensor{*header.type, std::move(header.shape), std::move(bytes)};
}

}  // namespace

io::Checkpoint parse_npz(std::span<const std::byte> bytes, std::string name) {
  const auto archive = std::make_shared<const io::ZipArchive>(bytes, name);
  io::Checkpoint checkpoint;
  checkpoint.name = std::move(name);
  checkpoint.container = io::Container::kNpz;
  bool has_arrays = false;
  for (std::size_t i = 0; i < archive->entries().size(); ++i) {
    const std::string_view entry = archive->entries()[i].name;
    if (!is_array(entry)) continue;
    has_arrays = true;
    const std::string_view array = entry.substr(0, entry.size() - kSuffix.size());
    if (auto tensor = read_array(archive, i, array, checkpoint.name)) {
      checkpoint.tensors.emplace(array, std::move(*tensor));
    }
  }
  if (!has_arrays) {
    io::fail_model(checkpoint.name, "is a ZIP archive without NumPy arrays",
                   "if it holds a model, unpack it and name the file in it");
  }
  return checkpoint;
}

}  // namespace vitviz::numpy
