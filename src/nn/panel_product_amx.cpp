// SPDX-License-Identifier: Apache-2.0
// A tile is 16 rows of 64 bytes: 16 × 32 elements of a, 16 pairs of rows × 16 columns of a panel,
// or 16 × 16 sums. Two by two tiles of sums take two tiles of each operand, and these are all
// eight.
#include "nn/panel_product_amx.h"

#include <array>
#include <cstdint>

#if defined(__x86_64__) && defined(__linux__)
#include <cpuid.h>
#include <immintrin.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

#include "base/check.h"
#include "nn/panel_product_bf16.h"

namespace vitviz::nn {

#if defined(__x86_64__) && defined(__linux__)

#define VITVIZ_AMX __attribute__((target("amx-tile,amx-bf16,avx512f")))

namespace {

constexpr std::size_t kTileRows = 16;
constexpr std::size_t kTileBytes = 64;  // of a row
constexpr std::size_t kTileDepth = 32;  // elements of a row of a
constexpr std::size_t kTileColumns = 16;

// What ldtilecfg reads: every tile is as large as can be.
struct alignas(64) TileShapes {
  std::uint8_t palette = 1;
  std::uint8_t start_row = 0;
  std::array<std::uint8_t, 14> reserved = {};
  std::array<std::uint16_t, 16> row_bytes = {};
  std::array<std::uint8_t, 16> rows = {};

  constexpr TileShapes() {
    for (std::size_t tile = 0; tile < 8; ++tile) {
      row_bytes[tile] = kTileBytes;
      rows[tile] = kTileRows;
    }
  }
};

// gcc's own function tells the compiler of eight of the bytes that are read.
VITVIZ_AMX void begin() {
  static constexpr TileShapes kShapes;
  asm volatile("ldtilecfg %0" : : "m"(kShapes));
}

// The system need not keep the tiles of a thread that has none.
VITVIZ_AMX void end() { _tile_release(); }

// Sums are tiles 0 to 3, a's rows tiles 4 and 5, the panel's columns tiles 6 and 7.
template <bool two_rows, bool two_columns>
VITVIZ_AMX void multiply_tiles(const PanelRows& a, const Panel& panel, const PanelStart& start,
                               const PanelSums& c) {
  const std::size_t a_bytes = a.stride * sizeof(std::uint16_t);
  const std::size_t panel_bytes = 2 * panel.columns * sizeof(std::uint16_t);
  const std::size_t c_bytes = c.stride * sizeof(float);
  float* const lower = c.values + kTileRows * c.stride;
  if (start.values != nullptr) {
    const std::size_t bytes = start.stride * sizeof(float);
    const float* const lower_start = start.values + kTileRows * start.stride;
    _tile_loadd(0, start.values, bytes);
    if (two_columns) _tile_loadd(1, start.values + kTileColumns, bytes);
    if (two_rows) _tile_loadd(2, lower_start, bytes);
    if (two_rows && two_columns) _tile_loadd(3, lower_start + kTileColumns, bytes);
  } else {
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
  }
  const std::size_t next_step = panel.next_step * kTileDepth;
  const std::byte* next = panel.next;
  const auto* rows = static_cast<const std::byte*>(a.elements);
  const auto* columns = static_cast<const std::byte*>(panel.elements);
  for (std::size_t depth = 0; depth < panel.depth; depth += kTileDepth) {
    _tile_loadd(6, columns, panel_bytes);
    _tile_loadd(4, rows, a_bytes);
    _tile_dpbf16ps(0, 4, 6);
    if (two_columns) {
      _tile_loadd(7, columns + kTileBytes, panel_bytes);
      _tile_dpbf16ps(1, 4, 7);
    }
    if (two_rows) {
      _tile_loadd(5, rows + kTileRows * a_bytes, a_bytes);
      _tile_dpbf16ps(2, 5, 6);
      if (two_columns) _tile_dpbf16ps(3, 5, 7);
    }
    for (std::size_t byte = 0; byte < next_step; byte += kTileBytes) {
      _mm_prefetch(reinterpret_cast<const char*>(next + byte), _MM_HINT_T1);
    }
    next += next_step;
    rows += kTileBytes;
    columns += kTileRows * panel_bytes;
  }
  _tile_stored(0, c.values, c_bytes);
  if (two_columns) _tile_stored(1, c.values + kTileColumns, c_bytes);
  if (two_rows) _tile_stored(2, lower, c_bytes);
  if (two_rows && two_columns) _tile_stored(3, lower + kTileColumns, c_bytes);
}

void multiply(const PanelRows& a, const Panel& panel, const PanelStart& start, const PanelSums& c) {
  const bool two_columns = panel.columns > kTileColumns;
  if (a.count > kTileRows) {
    if (two_columns) return multiply_tiles<true, true>(a, panel, start, c);
    return multiply_tiles<true, false>(a, panel, start, c);
  }
  if (two_columns) return multiply_tiles<false, true>(a, panel, start, c);
  return multiply_tiles<false, false>(a, panel, start, c);
}

bool processor_has_tiles() {
  constexpr unsigned kLeaf = 7;
  constexpr unsigned kBits = 1U << 22U | 1U << 24U;  // of edx: products of bfloat16, tiles
  unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
  return __get_cpuid_count(kLeaf, 0, &eax, &ebx, &ecx, &edx) != 0 && (edx & kBits) == kBits;
}

// Linux gives the tiles' 8 KiB of registers to who asks for them (arch_prctl(2)).
bool system_permits() {
  constexpr long kRequestPermission = 0x1023;  // ARCH_REQ_XCOMP_PERM
  constexpr long kTileData = 18;
  return syscall(SYS_arch_prctl, kRequestPermission, kTileData) == 0;
}

}  // namespace

bool has_amx() {
  static const bool has = processor_has_tiles() && system_permits();
  return has;
}

const PanelProduct& panel_product_amx() {
  VITVIZ_CHECK(has_amx());
  static constexpr PanelProduct kProduct{.rows = 2 * kTileRows,
                                         .row_step = kTileRows,
                                         .lanes = kTileColumns,
                                         .panel_columns = 2 * kTileColumns,
                                         .element_bytes = sizeof(std::uint16_t),
                                         .group = 2,
                                         .depth_step = kTileDepth,
                                         .round = round_to_bf16,
                                         .multiply = multiply,
                                         .begin = begin,
                                         .end = end};
  return kProduct;
}

#else

bool has_amx() { return false; }
const PanelProduct& panel_product_amx() { VITVIZ_CHECK(false); }

#endif

}  // namespace vitviz::nn
