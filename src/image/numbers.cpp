// SPDX-License-Identifier: Apache-2.0
#include "image/numbers.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <Eigen/Core>
#include <fmt/format.h>

#include "base/check.h"

namespace vitviz::image {
namespace {

struct Places {
  std::span<const std::byte> bytes;
  std::size_t step;
  bool is_swapped;
  std::span<double> to;
  std::size_t to_step;
};

template <typename Number>
void read_as(const Places& places) {
  std::array<std::byte, sizeof(Number)> raw;
  const std::byte* from = places.bytes.data();
  for (std::size_t i = 0; i < places.to.size(); i += places.to_step, from += places.step) {
    std::copy_n(from, raw.size(), raw.begin());
    if (places.is_swapped) std::reverse(raw.begin(), raw.end());
    places.to[i] = static_cast<double>(std::bit_cast<Number>(raw));
  }
}

using Read = void (*)(const Places&);

Read reader_of(NumberType type) {
  struct Known {
    NumberType type;
    Read read;
  };
  using enum NumberKind;
  constexpr Known kKnown[] = {
      {{kWhole, 8}, read_as<std::uint8_t>},   {{kWhole, 16}, read_as<std::uint16_t>},
      {{kWhole, 32}, read_as<std::uint32_t>}, {{kWhole, 64}, read_as<std::uint64_t>},
      {{kSigned, 8}, read_as<std::int8_t>},   {{kSigned, 16}, read_as<std::int16_t>},
      {{kSigned, 32}, read_as<std::int32_t>}, {{kSigned, 64}, read_as<std::int64_t>},
      {{kFloat, 16}, read_as<Eigen::half>},   {{kFloat, 32}, read_as<float>},
      {{kFloat, 64}, read_as<double>},
  };
  for (const Known& known : kKnown) {
    if (known.type == type) return known.read;
  }
  return nullptr;
}

}  // namespace

std::string name_of(NumberType type) {
  const char* kind = type.kind == NumberKind::kWhole    ? "whole"
                     : type.kind == NumberKind::kSigned ? "signed"
                                                        : "floating-point";
  return fmt::format("{} numbers of {} bits", kind, type.bits);
}

bool is_readable(NumberType type) { return reader_of(type) != nullptr; }

void read_numbers(NumberType type, std::endian order, std::span<const std::byte> bytes,
                  std::size_t step, std::span<double> to, std::size_t to_step) {
  const Read read = reader_of(type);
  VITVIZ_CHECK(read != nullptr && to_step > 0);
  if (to.empty()) return;
  const std::size_t count = (to.size() - 1) / to_step + 1;
  VITVIZ_CHECK((count - 1) * step + type.bytes() <= bytes.size());
  read({bytes, step, order != std::endian::native, to, to_step});
}

}  // namespace vitviz::image
