// SPDX-License-Identifier: Apache-2.0
// PNG files of pictures that are drawn while they are encoded.
#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "image/png_file.h"
#include "support/child_process.h"

namespace vitviz::image {
namespace {

using Bytes = std::vector<std::byte>;

// Noise in which every byte depends on its place alone.
template <int Channels>
LazyPicture<Channels> noise(Size size) {
  return {size, [](const Band<Channels>& band) {
            for (int y = band.top(); y < band.bottom(); ++y) {
              auto state = static_cast<std::uint32_t>(y) * 2654435761U + 1;
              for (std::uint8_t& byte : band.row(y)) {
                state = state * 1664525U + 1013904223U;
                byte = static_cast<std::uint8_t>(state >> 27);
              }
            }
          }};
}

template <int Channels>
Bytes file_of(const LazyPicture<Channels>& picture, base::ThreadPool& threads) {
  Bytes file;
  encode_png(picture, threads, {{"Software", "vitviz"}}, [&](std::span<const std::byte> bytes) {
    file.insert(file.end(), bytes.begin(), bytes.end());
  });
  return file;
}

template <int Channels>
void check_against_raster(Size size) {
  CAPTURE(size.width);
  base::ThreadPool one(1);
  base::ThreadPool three(3);
  const LazyPicture<Channels> picture = noise<Channels>(size);
  const Raster<Channels> whole = draw_whole(picture, one);
  const Bytes expected = encode_png(whole, one, {{"Software", "vitviz"}});
  CHECK(file_of(picture, one) == expected);
  CHECK(file_of(picture, three) == expected);
}

TEST_CASE("a picture that is drawn in pieces gives the bytes of one that is there") {
  // One row to a strip; some strips to a task; one; a picture less than one.
  for (const Size size : {Size{200'000, 5}, {30'000, 90}, {700, 1500}, {3, 5}}) {
    check_against_raster<1>(size);
    check_against_raster<3>(size);
    check_against_raster<4>(size);
  }
}

TEST_CASE("few rows are drawn twice") {
  constexpr Size kSize{6000, 2000};
  std::atomic<int> rows = 0;
  const LazyGray plain = {kSize, [&](const Band<1>& band) {
                            rows += band.bottom() - band.top();
                            for (int y = band.top(); y < band.bottom(); ++y) {
                              std::ranges::fill(band.row(y), std::uint8_t{9});
                            }
                          }};
  base::ThreadPool threads(2);
  CHECK(file_of(plain, threads).size() < 100'000);
  CHECK(rows >= kSize.height);
  CHECK(rows <= kSize.height * 11 / 10);
}

TEST_CASE("neither a large picture nor its file is in memory as a whole") {
  constexpr Size kSize{6000, 6000};  // 108 MB, of which most remain in the file
  constexpr std::uint64_t kMegabyte = 1U << 20;
  const auto peak_of = [](Size size) {
    const test::ChildResult child = test::in_child(
        [size] {
          base::ThreadPool threads(2);
          std::size_t written = 0;
          encode_png(noise<3>(size), threads, {}, [&](auto bytes) { written += bytes.size(); });
          return std::to_string(written);
        },
        std::chrono::seconds(60));
    CHECK(child.ending.empty());
    return std::pair(std::stoull(child.answer), child.peak_bytes);
  };
  const auto [small_file, least] = peak_of({1, 1});
  const auto [large_file, most] = peak_of(kSize);
  CHECK(large_file > 50 * kMegabyte);
  if (!test::is_sanitized()) CHECK(most < least + 16 * kMegabyte);
  CHECK(bytes_to_encode_png(kSize, 3, 2) < 16 * kMegabyte);
}

TEST_CASE("what the file or the picture throws ends the encoding") {
  base::ThreadPool threads(2);
  int pieces = 0;
  const auto refuse_third = [&](auto) {
    if (++pieces == 3) throw std::runtime_error("full");
  };
  CHECK_THROWS_AS(encode_png(noise<3>({3000, 2000}), threads, {}, refuse_third),
                  std::runtime_error);
  CHECK(pieces == 3);
  const LazyGray broken = {{5, 5}, [](const Band<1>&) { throw std::runtime_error("broken"); }};
  CHECK_THROWS_AS((void)file_of(broken, threads), std::runtime_error);
}

}  // namespace
}  // namespace vitviz::image
