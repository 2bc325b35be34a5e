// SPDX-License-Identifier: Apache-2.0
#include "gguf/gguf_header.h"

#include <array>
#include <bit>
#include <cstring>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "io/byte_cursor.h"
#include "io/model_error.h"

namespace vitviz::gguf {
namespace {

// For files that may be whole.
constexpr const char* kLargerHint = "no model needs as many: convert the model again";
constexpr const char* kNewerHint = "convert the model again, for version 2 or 3 of GGUF";

constexpr std::string_view kMagic = "GGUF";
constexpr std::uint32_t kSwappedVersionMask = 0xFFFF;  // a big-endian version has zeros here

// The kinds of values, as the format numbers them.
enum class Kind : std::uint32_t {
  kU8,
  kI8,
  kU16,
  kI16,
  kU32,
  kI32,
  kF32,
  kBool,
  kText,
  kList,
  kU64,
  kI64,
  kF64,
};

// Bytes of a number; 0 for texts and lists. Counts every kind.
constexpr std::array<std::uint8_t, 13> kKindBytes = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
constexpr std::uint64_t kLeastPairBytes = 13;    // an empty key, a kind, one byte
constexpr std::uint64_t kLeastTensorBytes = 24;  // an empty name without dimensions

template <typename Number>
std::string number_text(std::span<const std::byte> bytes) {
  Number number{};
  std::memcpy(&number, bytes.data(), sizeof number);
  return fmt::format("{}", number);
}

std::string number_text(Kind kind, std::span<const std::byte> bytes) {
  switch (kind) {
    case Kind::kU8:
      return number_text<std::uint8_t>(bytes);
    case Kind::kI8:
      return fmt::format("{}", static_cast<int>(static_cast<std::int8_t>(bytes[0])));
    case Kind::kU16:
      return number_text<std::uint16_t>(bytes);
    case Kind::kI16:
      return number_text<std::int16_t>(bytes);
    case Kind::kU32:
      return number_text<std::uint32_t>(bytes);
    case Kind::kI32:
      return number_text<std::int32_t>(bytes);
    case Kind::kF32:
      return number_text<float>(bytes);
    case Kind::kU64:
      return number_text<std::uint64_t>(bytes);
    case Kind::kI64:
      return number_text<std::int64_t>(bytes);
    case Kind::kF64:
      return number_text<double>(bytes);
    default:
      return bytes[0] == std::byte{0} ? "false" : "true";
  }
}

class HeaderReader {
 public:
  HeaderReader(std::span<const std::byte> bytes, std::string_view file)
      : cursor_(bytes, file), file_(file) {}

  GgufHeader read() {
    read_preamble();
    for (std::uint64_t i = 0; i < pairs_; ++i) read_pair();
    header_.tensors.reserve(tensors_);
    for (std::uint64_t i = 0; i < tensors_; ++i) read_tensor();
    const std::uint64_t used = cursor_.position();
    header_.data_begin = used + (header_.alignment - used % header_.alignment) % header_.alignment;
    return std::move(header_);
  }

 private:
  void read_preamble() {
    const auto magic = cursor_.take(kMagic.size());
    if (std::memcmp(magic.data(), kMagic.data(), kMagic.size()) != 0) {
      io::fail_model(file_, "is no GGUF model");
    }
    const auto version = cursor_.take<std::uint32_t>();
    if (version != 2 && version != 3) {
      const bool is_big_endian = version != 0 && (version & kSwappedVersionMask) == 0;
      io::fail_model(file_,
                     is_big_endian
                         ? "is a GGUF model for big-endian machines"
                         : fmt::format("has version {} of GGUF, known are 2 and 3", version),
                     "convert the model again with current tools");
    }
    tensors_ = take_count(kLeastTensorBytes, io::kMaxTensors, "tensors");
    pairs_ = take_count(kLeastPairBytes, kMaxGgufPairs, "key-value pairs");
  }

  std::uint64_t take_count(std::uint64_t least_bytes, std::uint64_t limit, std::string_view what) {
    const auto count = cursor_.take<std::uint64_t>();
    if (count > limit || count > cursor_.rest().size() / least_bytes) {
      io::fail_model(file_,
                     fmt::format("claims {} {} in {} bytes", count, what, cursor_.rest().size()));
    }
    return count;
  }

  void read_pair() {
    const std::string key = take_name("key");
    const Kind kind = take_kind(key);
    std::optional<std::string> value;
    if (kind == Kind::kList) {
      value = take_list(key);
    } else if (kind == Kind::kText) {
      value = take_text();
    } else {
      value = number_text(kind, cursor_.take(bytes_of(kind)));
    }
    if (key == "general.alignment") set_alignment(kind, value.value_or("a list"));
    if (value && !header_.metadata.emplace(key, std::move(*value)).second) {
      io::fail_model(file_, fmt::format("has the key {} twice", io::in_quotes(key)));
    }
  }

  void read_tensor() {
    GgufTensor& tensor = header_.tensors.emplace_back();
    tensor.name = take_name("tensor's name");
    const auto dimensions = cursor_.take<std::uint32_t>();
    if (dimensions > kMaxGgufDimensions) {
      io::fail_model(file_,
                     fmt::format("tensor {} has {} dimensions, {} are allowed",
                                 io::in_quotes(tensor.name), dimensions, kMaxGgufDimensions),
                     kLargerHint);
    }
    for (std::uint32_t i = 0; i < dimensions; ++i) {
      tensor.dimensions.push_back(cursor_.take<std::uint64_t>());
    }
    tensor.type = cursor_.take<std::uint32_t>();
    tensor.offset = cursor_.take<std::uint64_t>();
  }

  std::string take_name(std::string_view what) {
    const auto length = cursor_.take<std::uint64_t>();
    if (length > io::kMaxTensorNameBytes) {
      io::fail_model(
          file_,
          fmt::format("a {} has {} bytes, {} are allowed", what, length, io::kMaxTensorNameBytes),
          kLargerHint);
    }
    name_bytes_ += length;
    if (name_bytes_ > io::kMaxAllNameBytes) {
      io::fail_model(
          file_, fmt::format("its keys and names take more than {} bytes", io::kMaxAllNameBytes),
          kLargerHint);
    }
    return text_of(cursor_.take(length));
  }

  Kind take_kind(std::string_view key) {
    const auto kind = cursor_.take<std::uint32_t>();
    if (kind >= kKindBytes.size()) {
      io::fail_model(file_,
                     fmt::format("{} has a value of the unknown kind {}", io::in_quotes(key), kind),
                     kNewerHint);
    }
    return static_cast<Kind>(kind);
  }

  std::optional<std::string> take_text() {
    const auto bytes = cursor_.take(cursor_.take<std::uint64_t>());
    if (bytes.size() > kMaxGgufValueBytes) return std::nullopt;
    return text_of(bytes);
  }

  // Numbers with commas between them.
  std::optional<std::string> take_list(std::string_view key) {
    const Kind kind = take_kind(key);
    const auto count = cursor_.take<std::uint64_t>();
    if (kind == Kind::kList)
      io::fail_model(file_, fmt::format("{} has lists in a list", io::in_quotes(key)), kNewerHint);
    if (kind == Kind::kText) {
      for (std::uint64_t i = 0; i < count; ++i) cursor_.take(cursor_.take<std::uint64_t>());
      return std::nullopt;
    }
    std::uint64_t size = 0;
    if (__builtin_mul_overflow(count, bytes_of(kind), &size)) {
      io::fail_model(file_, fmt::format("{} claims {} numbers", io::in_quotes(key), count));
    }
    const auto bytes = cursor_.take(size);
    if (count > kMaxGgufListLength) return std::nullopt;
    std::string text;
    for (std::uint64_t i = 0; i < count; ++i) {
      if (i > 0) text += ',';
      text += number_text(kind, bytes.subspan(i * bytes_of(kind)));
    }
    return text;
  }

  void set_alignment(Kind kind, const std::string& value) {
    if (kind != Kind::kU32)
      io::fail_model(file_, "its general.alignment is no 32-bit whole number");
    header_.alignment = value.size() <= 6 ? std::stoul(value) : 0;
    if (std::has_single_bit(header_.alignment)) return;
    io::fail_model(file_, fmt::format("its general.alignment is {}, no small power of 2", value));
  }

  static std::uint64_t bytes_of(Kind kind) { return kKindBytes[static_cast<std::size_t>(kind)]; }

  static std::string text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }

  io::ByteCursor cursor_;
  std::string_view file_;
  GgufHeader header_;
  std::uint64_t tensors_ = 0;
  std::uint64_t pairs_ = 0;
  std::uint64_t name_bytes_ = 0;  // of all keys and tensors
};

}  // namespace

GgufHeader parse_gguf_header(std::span<const std::byte> bytes, std::string_view name) {
  return HeaderReader(bytes, name).read();
}

}  // namespace vitviz::gguf
