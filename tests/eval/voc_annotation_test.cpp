// SPDX-License-Identifier: Apache-2.0
#include "eval/voc_annotation.h"

#include <doctest/doctest.h>

#include "support/bytes_of.h"
#include "support/thrown_error.h"

namespace vitviz::eval {
namespace {

std::vector<TrueBox> parse(const std::string& xml) {
  return parse_voc_boxes(test::bytes_of(xml), "a.xml");
}

std::string refusal(const std::string& xml) {
  const auto error = test::error_of([&] { static_cast<void>(parse(xml)); });
  return error ? error->what() : "accepted";
}

std::string object(const std::string& xmin, const std::string& xmax, const std::string& more = "") {
  return "<object><name>cat</name>" + more + "<bndbox><xmax>" + xmax + "</xmax><xmin>" + xmin +
         "</xmin><ymin>20</ymin><ymax>40</ymax></bndbox></object>";
}

std::string annotation(const std::string& objects) {
  return "<annotation><filename>a.jpg</filename>" + objects + "</annotation>";
}

TEST_CASE("annotations: pixels count from 1, and the last is inside") {
  CHECK(parse(annotation(object("1", "500"))) == std::vector<TrueBox>{{{0, 19, 500, 40}}});
  CHECK(parse(annotation(object("45.7", "99.5")))[0].box.left == doctest::Approx(44.7));
  CHECK(parse(annotation("")).empty());
}

TEST_CASE("annotations: difficult or truncated objects are hard") {
  const auto boxes = parse(annotation(object("1", "2", "<difficult>1</difficult>") +
                                      object("1", "2", "<truncated>1</truncated>") +
                                      object("1", "2", "<difficult>0</difficult>")));
  REQUIRE(boxes.size() == 3);
  CHECK(boxes[0].is_hard);
  CHECK(boxes[1].is_hard);
  CHECK_FALSE(boxes[2].is_hard);
}

TEST_CASE("annotations: parts of an object have boxes that are not the object's") {
  const std::string part =
      "<part><name>head</name><bndbox><xmin>7</xmin><ymin>7</ymin>"
      "<xmax>8</xmax><ymax>8</ymax></bndbox></part>";
  CHECK(parse(annotation(object("1", "500", part))) == std::vector<TrueBox>{{{0, 19, 500, 40}}});
}

TEST_CASE("annotations: what is wrong is refused, and told where") {
  CHECK(test::contains(refusal(""), "a.xml: is no valid XML at byte 0"));
  CHECK(test::contains(refusal("<annotation><object>"), "a.xml: is no valid XML at byte"));
  CHECK(test::contains(refusal("<html></html>"), "a.xml: has no element <annotation>"));
  CHECK(
      test::contains(refusal(annotation("<object></object>")), "object 1 has no number in <xmin>"));
  CHECK(test::contains(refusal(annotation(object("1", "2") + object("1", "x"))),
                       "object 2 has no number in <xmax>"));
  CHECK(test::contains(refusal(annotation(object("nan", "2"))), "no number in <xmin>"));
  CHECK(test::contains(refusal(annotation(object("1e999", "2"))), "no number in <xmin>"));
  CHECK(test::contains(refusal(annotation(object("9", "8"))),
                       "the box of object 1 is empty: x 9 to 8, y 20 to 40"));
  CHECK(test::contains(refusal(annotation(object("1", "2", "<difficult>yes</difficult>"))),
                       "object 1 has no number in <difficult>"));
}

TEST_CASE("annotations: nesting and entities cannot exhaust the program") {
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "<a>";
  CHECK(test::contains(refusal(deep), "is no valid XML"));
  const std::string bomb = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]>";
  CHECK(test::contains(refusal(bomb + annotation(object("&c;", "2"))), "no number in <xmin>"));
}

}  // namespace
}  // namespace vitviz::eval
