// SPDX-License-Identifier: Apache-2.0
// What the opcodes of each protocol give. The bytes are those that Python's pickle.dumps() writes
// for the value beside them.
#include "torch/pickle.h"

#include <cmath>

#include <doctest/doctest.h>

#include "support/pickle_bytes.h"

namespace vitviz::torch {
namespace {

using namespace std::string_literals;
using test::dict;
using test::get;
using test::global;
using test::integer;
using test::list;
using test::parsed;
using test::pickle;
using test::put;
using test::text;
using test::tuple;
using Kind = PickleKind;

// The one integer that a pickle is.
std::int64_t integer_of(const std::string& bytes) {
  const Pickle read = parsed(bytes);
  REQUIRE(read.root->is(Kind::kInteger));
  return *read.root->integer();
}

double real_of(const std::string& bytes) {
  const Pickle read = parsed(bytes);
  REQUIRE(read.root->is(Kind::kReal));
  return std::get<double>(read.root->content);
}

std::string text_of(const std::string& bytes) {
  const Pickle read = parsed(bytes);
  REQUIRE(read.root->text());
  return std::string(*read.root->text());
}

TEST_CASE("integers of all widths") {
  CHECK(integer_of("K\xff.") == 255);
  CHECK(integer_of("M\xff\xff.") == 65535);
  CHECK(integer_of("J\xff\xff\xff\xff.") == -1);
  CHECK(integer_of("J\x00\x00\x00\x80."s) == -2147483648LL);
  CHECK(integer_of("\x8a\x00."s) == 0);
  CHECK(integer_of("\x8a\x01\x80.") == -128);
  CHECK(integer_of("\x8a\x02\x80\x00."s) == 128);
  CHECK(integer_of("\x8b\x01\x00\x00\x00\x07."s) == 7);
  CHECK(integer_of(integer(INT64_MIN) + ".") == INT64_MIN);
  CHECK(integer_of("I-12\n.") == -12);
  CHECK(integer_of("L99L\n.") == 99);
}

TEST_CASE("an integer beyond 64 bits keeps its bytes") {
  const std::string bytes = "\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x00\x01."s;
  const Pickle read = parsed(bytes);
  CHECK(read.root->is(Kind::kBigInteger));
  CHECK_FALSE(read.root->integer());
  const std::string line = "L99999999999999999999L\n.";
  CHECK(parsed(line).root->is(Kind::kBigInteger));
}

TEST_CASE("reals, truth values and None") {
  CHECK(real_of("G\x3f\xe8\x00\x00\x00\x00\x00\x00."s) == 0.75);
  CHECK(real_of("F-2.5\n.") == -2.5);
  CHECK(std::isnan(real_of("Fnan\n.")));
  CHECK(std::get<bool>(parsed("\x88.").root->content));
  CHECK_FALSE(std::get<bool>(parsed("\x89.").root->content));
  CHECK(std::get<bool>(parsed("I01\n.").root->content));
  CHECK(parsed("N.").root->is(Kind::kNone));
}

TEST_CASE("texts and bytes of all protocols") {
  CHECK(text_of("X\x03\x00\x00\x00"
                "abc."s) == "abc");
  CHECK(text_of("\x80\x04\x95\x06\x00\x00\x00\x00\x00\x00\x00\x8c\x03"
                "abc\x94."s) == "abc");
  CHECK(text_of("\x8d\x03\x00\x00\x00\x00\x00\x00\x00"
                "abc."s) == "abc");
  CHECK(text_of("U\x03"
                "abc.") == "abc");
  CHECK(text_of("T\x03\x00\x00\x00"
                "abc."s) == "abc");
  CHECK(text_of("S'abc'\n.") == "abc");
  CHECK(text_of("Vabc\n.") == "abc");
  CHECK(parsed("C\x02"
               "ab.")
            .root->is(Kind::kBytes));
  CHECK(parsed("B\x02\x00\x00\x00"
               "ab."s)
            .root->is(Kind::kBytes));
}

TEST_CASE("tuples, lists, sets and dicts hold what was put into them") {
  const std::string bytes = pickle(list({tuple({integer(1), text("b")}), dict({text("k"), "N"})}));
  const Pickle read = parsed(bytes);
  REQUIRE(read.root->is(Kind::kList));
  REQUIRE(read.root->items().size() == 2);
  const PickleValue& first = *read.root->items()[0];
  CHECK(first.is(Kind::kTuple));
  CHECK(first.items()[0]->integer() == 1);
  CHECK(first.items()[1]->text() == "b");
  const PickleValue* item = find_item(*read.root->items()[1], "k");
  REQUIRE(item != nullptr);
  CHECK(item->is(Kind::kNone));
  CHECK(find_item(*read.root->items()[1], "other") == nullptr);

  CHECK(parsed("K\x01K\x02\x86.").root->items().size() == 2);
  CHECK(parsed("(K\x01K\x02l.").root->items().size() == 2);
  CHECK(parsed("]K\x01"
               "a.")
            .root->items()
            .size() == 1);
  CHECK(parsed("\x8f(K\x01\x90.").root->items().size() == 1);
}

TEST_CASE("the last of two items under one key counts") {
  const std::string bytes = pickle(dict({text("k"), integer(1), text("k"), integer(2)}));
  const Pickle read = parsed(bytes);
  CHECK(find_item(*read.root, "k")->integer() == 2);
}

TEST_CASE("the memo gives the same value again, by number and in order") {
  const std::string numbered = pickle("("s + list({}) + put(300) + get(300) + "t");
  const Pickle read = parsed(numbered);
  CHECK(read.root->items()[0] == read.root->items()[1]);
  const std::string in_order = "(]\x94h\x00t."s;
  const Pickle again = parsed(in_order);
  CHECK(again.root->items()[0] == again.root->items()[1]);
  CHECK(parsed("(]p0\ng0\nt.").root->items().size() == 2);
  CHECK(parsed("(]20t.").root->items().size() == 1);
}

TEST_CASE("a list may contain itself") {
  const std::string bytes = pickle("]"s + put(0) + get(0) + "a");
  const Pickle read = parsed(bytes);
  CHECK(read.root->items()[0] == read.root);
}

TEST_CASE("classes are only named, functions never called") {
  const std::string bytes = pickle(test::call(global("os", "system"), {text("exit 1")}));
  const Pickle read = parsed(bytes);
  REQUIRE(read.root->is(Kind::kObject));
  CHECK(class_of(*read.root).module == "os");
  CHECK(class_of(*read.root).name == "system");
  CHECK(read.root->items()[1]->items()[0]->text() == "exit 1");

  const std::string stacked = text("os") + text("system") + "\x93.";
  CHECK(class_of(*parsed(stacked).root).name == "system");
  CHECK(class_of(*parsed("(ios\nsystem\n.").root).name == "system");
  CHECK(class_of(*parsed("(cos\nsystem\no.").root).name == "system");
  CHECK(class_of(*parsed("cos\nsystem\n)}\x92.").root).name == "system");
}

TEST_CASE("an object keeps its state and what is put into it as into a dict") {
  const std::string bytes =
      pickle(test::object(global("argparse", "Namespace"), dict({text("lr"), integer(3)})) +
             text("key") + integer(4) + "s" + integer(5) + "a");
  const Pickle read = parsed(bytes);
  const auto& items = read.root->items();
  REQUIRE(items.size() == 5);
  CHECK(find_item(*items[2], "lr")->integer() == 3);
  CHECK(items[3]->text() == "key");
  CHECK(items[4]->integer() == 4);
}

TEST_CASE("an OrderedDict is a dict, its attributes are none of its items") {
  const std::string empty = test::call(global("collections", "OrderedDict"), {});
  const std::string filled =
      pickle(empty + text("k") + integer(1) + "s" + dict({text("_metadata"), "N"}) + "b");
  const Pickle read = parsed(filled);
  CHECK(read.root->is(Kind::kDict));
  CHECK(read.root->items().size() == 2);

  const std::string pairs = pickle(
      test::call(global("collections", "OrderedDict"), {list({list({text("k"), integer(1)})})}));
  CHECK(find_item(*parsed(pairs).root, "k")->integer() == 1);
}

TEST_CASE("what lies outside the pickle is listed") {
  const std::string bytes = pickle(test::storage("FloatStorage", "0", 4));
  const Pickle read = parsed(bytes);
  REQUIRE(read.persistent.size() == 1);
  CHECK(read.persistent[0] == read.root);
  CHECK(read.root->items()[0]->items().size() == 5);
}

TEST_CASE("a pickle ends at its STOP") {
  const std::string two = "K\x01.K\x02.";
  io::ByteCursor cursor(std::as_bytes(std::span(two)), "file");
  CHECK(parse_pickle(cursor, "file").root->integer() == 1);
  CHECK(parse_pickle(cursor, "file").root->integer() == 2);
  CHECK(cursor.rest().empty());
}

}  // namespace
}  // namespace vitviz::torch
