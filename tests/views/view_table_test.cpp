// SPDX-License-Identifier: Apache-2.0
#include "views/view_table.h"

#include <set>

#include <doctest/doctest.h>

#include "analysis/map_kind.h"
#include "support/thrown_error.h"
#include "views/picture_options.h"

namespace vitviz::views {
namespace {

using test::contains;
using test::error_of;

const View* view(std::string_view name) { return base::value_named(all_views(), name).value(); }

model::Blueprint model_of(int blocks, int heads) {
  model::Blueprint blueprint;
  blueprint.blocks = blocks;
  blueprint.heads = heads;
  return blueprint;
}

TEST_CASE("every row of the table is a whole view") {
  std::set<std::string_view> names;
  for (const auto& [name, row] : all_views()) {
    CAPTURE(name);
    CHECK(row->name == name);
    CHECK(names.insert(name).second);
    CHECK_FALSE(row->help.empty());
    CHECK(row->help.back() != '.');
    // A picture, or text for the terminal.
    CHECK((row->draw == nullptr) == (row->extent == Extent::kScreen));
    CHECK((row->show != nullptr) == (row->extent == Extent::kScreen));
  }
}

// A photo's results would take each other's place.
TEST_CASE("no view has the name of a map, and one at most is named after the map alone") {
  int named_after_map = 0;
  for (const auto& [name, row] : all_views()) {
    CHECK_FALSE(base::value_named(analysis::map_kinds(), name));
    if (row->has_map_name) ++named_after_map;
  }
  CHECK(named_after_map == 1);
}

TEST_CASE("methods of masks are compared by one view alone, and not for who asks for nothing") {
  CHECK_FALSE(compare_masks(usual_views()));
  for (const auto& [name, row] : all_views()) {
    CHECK(compare_masks({view("mask"), row}) == (name == "masks"));
  }
}

TEST_CASE("who asks for nothing gets an overlay and a mask") {
  CHECK(usual_views() == ViewList{view("overlay"), view("mask")});
}

TEST_CASE("views of the heads' attention are refused beside another map") {
  const auto mean = tensor::HeadFusion::kMean;
  const analysis::MapSelection attention(-1, mean, model_of(12, 2));
  CHECK_NOTHROW(check_views({view("heads"), view("blocks"), view("colors")}, attention));

  const auto& norm = *base::value_named(analysis::map_kinds(), "norm").value();
  const analysis::MapSelection norms(-1, mean, model_of(12, 2), norm);
  CHECK_NOTHROW(check_views({view("overlay"), view("mask"), view("pca")}, norms));
  for (const char* name : {"heads", "blocks", "colors"}) {
    CAPTURE(name);
    const auto error = error_of([&] { check_views({view("heat"), view(name)}, norms); });
    REQUIRE(error);
    CHECK(error->code() == base::ErrorCode::kArgument);
    CHECK(contains(error->what(), std::string("view ") + name + ": shows the attention"));
  }
}

}  // namespace
}  // namespace vitviz::views
