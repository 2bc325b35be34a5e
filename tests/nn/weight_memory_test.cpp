// SPDX-License-Identifier: Apache-2.0
#include "nn/weight_memory.h"

#include <cstdint>
#include <cstring>
#include <vector>

#include <doctest/doctest.h>

namespace vitviz::nn {
namespace {

TEST_CASE("weights of any size have a place of their own, aligned to a line of the cache") {
  std::vector<std::size_t> sizes = {0,       1,         63,         64,         65,
                                    100'000, 5'000'000, 31'000'000, 70'000'000, 1};
  std::vector<std::shared_ptr<std::byte>> places;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    places.push_back(weight_memory(sizes[i]));
    CHECK(reinterpret_cast<std::uintptr_t>(places.back().get()) % 64 == 0);
    std::memset(places.back().get(), static_cast<int>(i), sizes[i]);
  }
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (sizes[i] == 0) continue;
    CHECK(places[i].get()[0] == static_cast<std::byte>(i));
    CHECK(places[i].get()[sizes[i] - 1] == static_cast<std::byte>(i));
  }
}

TEST_CASE("weights stay while their neighbours go") {
  std::shared_ptr<std::byte> stays = weight_memory(8);
  {
    const auto goes = weight_memory(8);
    *goes = std::byte{1};
  }
  *stays = std::byte{2};
  const auto later = weight_memory(8);
  CHECK(later != stays);
  CHECK(*stays == std::byte{2});
}

}  // namespace
}  // namespace vitviz::nn
