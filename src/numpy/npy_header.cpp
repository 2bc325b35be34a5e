// SPDX-License-Identifier: Apache-2.0
#include "numpy/npy_header.h"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "io/byte_cursor.h"
#include "io/model_error.h"

namespace vitviz::numpy {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kMagic = "\x93NUMPY"sv;

NpyHeader header_of(std::string_view text, std::string_view array, std::string_view file) {
  std::string problem;
  std::optional<NpyFields> fields = parse_npy_fields(text, problem);
  if (!fields) {
    io::fail_model(file, fmt::format("array {}: its header cannot be read: {}",
                                     io::in_quotes(array), problem));
  }
  if (fields->is_big_endian) {
    io::fail_model(file, fmt::format("array {} is big-endian", io::in_quotes(array)),
                   "save it again with array.astype('<f4')");
  }
  if (!fields->type) return {};
  return {fields->type, fields->fortran_order, std::move(fields->shape)};
}

}  // namespace

NpyHeader parse_npy_header(std::span<const std::byte> bytes, std::string_view array,
                           std::string_view file) {
  const std::string name = fmt::format("{}, array {}", file, io::in_quotes(array));
  io::ByteCursor cursor(bytes, name);
  const auto magic = cursor.take(kMagic.size());
  if (std::string_view(reinterpret_cast<const char*>(magic.data()), magic.size()) != kMagic) {
    io::fail_model(name, "is no NumPy array");
  }
  const auto version = cursor.take<std::uint8_t>();
  cursor.take<std::uint8_t>();
  if (version < 1 || version > 3) {
    io::fail_model(name, fmt::format("has version {} of NumPy's format, known are 1 to 3", version),
                   "save it again with a current NumPy");
  }
  const std::uint64_t length =
      version == 1 ? cursor.take<std::uint16_t>() : cursor.take<std::uint32_t>();
  if (length > kMaxNpyHeaderBytes) {
    io::fail_model(
        name, fmt::format("has a header of {} bytes, {} are allowed", length, kMaxNpyHeaderBytes),
        "save it again as a plain array of numbers");
  }
  const auto text = cursor.take(length);
  NpyHeader header =
      header_of({reinterpret_cast<const char*>(text.data()), text.size()}, array, file);
  header.data_begin = cursor.position();
  return header;
}

}  // namespace vitviz::numpy
