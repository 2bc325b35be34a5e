// SPDX-License-Identifier: Apache-2.0
#include "scoring/truth.h"

#include <doctest/doctest.h>

#include "eval/drawn.h"

namespace vitviz::scoring {
namespace {

using eval::HardBoxes;

const eval::Example kExample{"cat", "cat.jpg", "", {}};

std::string reason(const Truth& truth, const eval::Task& task,
                   HardBoxes hard_boxes = HardBoxes::kCount) {
  const auto left_out = reason_to_leave_out(kExample, truth, task, hard_boxes);
  if (!left_out) return "";
  CHECK(left_out->photo == "cat");
  return left_out->reason;
}

TEST_CASE("a truth without what its task scores leaves the photo out") {
  CHECK(reason({test::drawn({"??"}), {}}, eval::kSaliency) == eval::kAllVoid);
  CHECK(reason({test::drawn({"??"}), {}}, eval::kSegments) == eval::kAllVoid);
  CHECK(reason({test::drawn({".?"}), {}}, eval::kSaliency).empty());
  CHECK(reason({test::drawn({".?"}), {}}, eval::kJaccard) == eval::kNoObject);
  CHECK(reason({test::drawn({"1?"}), {}}, eval::kJaccard).empty());
}

TEST_CASE("boxes may be none, or none that count") {
  const Truth hard{{}, {{{0, 0, 2, 2}, /*is_hard=*/true}}};
  CHECK(reason({}, eval::kCorloc) == eval::kNoBox);
  CHECK(reason(hard, eval::kCorloc).empty());
  CHECK(reason(hard, eval::kCorloc, HardBoxes::kDrop) == eval::kNoBox);
}

TEST_CASE("corloc has the boxes of the data set") {
  const eval::DataSet data_set{"x", "boxes", "", {}};
  const eval::Example example{"a", "a.jpg", "", {{{1, 2, 3, 4}}}};
  CHECK(read_truth(example, data_set, eval::kCorloc, {9, 9}).boxes == example.boxes);
}

}  // namespace
}  // namespace vitviz::scoring
