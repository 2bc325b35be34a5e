// SPDX-License-Identifier: Apache-2.0
#include "analysis/photo_input.h"

#include <doctest/doctest.h>

#include "analysis/prefix_share.h"
#include "support/thrown_error.h"

namespace vitviz::analysis {
namespace {

using test::contains;
using test::error_of;

const image::Geometry kGeometry{{60, 40}, {96, 64}, 16, {4, 6}};

constexpr image::Rectangle kWhole{{0, 0}, {60, 40}};

std::vector<int> patches_of(const std::vector<Query>& queries) {
  std::vector<int> patches;
  for (const Query& query : queries) patches.push_back(query.patch);
  return patches;
}

TEST_CASE("a query is the patch at its place") {
  const auto queries = find_queries({{0, 0}, {59, 39}, {35, 15}}, kWhole, kGeometry, "cat.jpg");
  CHECK(patches_of(queries) == std::vector<int>{0, 23, 9});
}

TEST_CASE("a query points at the whole photo where only a part is looked at") {
  const image::Rectangle part{{100, 7}, {60, 40}};
  const auto queries = find_queries({{100, 7}, {159, 46}, {135, 22}}, part, kGeometry, "cat.jpg");
  CHECK(patches_of(queries) == std::vector<int>{0, 23, 9});
  CHECK(queries[2] == Query{{135, 22}, {35, 15}, 9});
  const auto error = error_of([&] { (void)find_queries({{99, 7}}, part, kGeometry, "cat.jpg"); });
  REQUIRE(error);
  CHECK(contains(error->hint(), "x runs from 100 to 159, y from 7 to 46"));
}

TEST_CASE("a query outside of the photo is refused, and what is possible is said") {
  for (const image::Pixel query : {image::Pixel{60, 0}, {0, 40}, {2147483647, 0}}) {
    const auto error = error_of([&] { (void)find_queries({query}, kWhole, kGeometry, "cat.jpg"); });
    REQUIRE(error);
    CHECK(error->code() == base::ErrorCode::kArgument);
    CHECK(contains(error->what(), "outside of what is looked at of cat.jpg"));
    CHECK(contains(error->hint(), "x runs from 0 to 59, y from 0 to 39"));
  }
}

TEST_CASE("prefix tokens' shares are summed by kind, and the mean of all heads") {
  using model::PrefixToken;
  const tensor::Matrix rows = (tensor::Matrix(2, 5) << 0.5F, 0.125F, 0.25F, 0.0625F, 0.0625F, 0.25F,
                               0.125F, 0.25F, 0.125F, 0.25F)
                                  .finished();
  const std::vector<PrefixToken> prefix = {PrefixToken::kCls, PrefixToken::kRegister,
                                           PrefixToken::kRegister};
  const PrefixShare share = prefix_share(rows, prefix);
  CHECK(share.cls == 0.375);
  CHECK(share.registers == 0.375);
  CHECK_FALSE(share.distillation);
  CHECK(prefix_share(rows, {}) == PrefixShare{});
}

}  // namespace
}  // namespace vitviz::analysis
