// SPDX-License-Identifier: Apache-2.0
#include "cli/queries.h"

#include <doctest/doctest.h>

#include "cli/prefix_share.h"
#include "support/thrown_error.h"

namespace vitviz::cli {
namespace {

using test::contains;
using test::error_of;

const image::Geometry kGeometry{{60, 40}, {96, 64}, 16, {4, 6}};

TEST_CASE("a query is the patch at its place") {
  Options options;
  options.queries = {{0, 0}, {59, 39}, {35, 15}};
  CHECK(query_patches(options, kGeometry, "cat.jpg") == std::vector<int>{0, 23, 9});
}

TEST_CASE("a query outside of the photo is refused with the photo's size") {
  for (const image::Pixel query : {image::Pixel{60, 0}, {0, 40}, {2147483647, 0}}) {
    Options options;
    options.queries = {query};
    const auto error = error_of([&] { (void)query_patches(options, kGeometry, "cat.jpg"); });
    REQUIRE(error);
    CHECK(error->code() == base::ErrorCode::kUsage);
    CHECK(contains(error->what(), "outside of cat.jpg, 60 pixels wide and 40 high"));
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
}  // namespace vitviz::cli
