// SPDX-License-Identifier: Apache-2.0
#include "io/flat_json.h"

#include <string>

#include <doctest/doctest.h>

#include "support/safetensors_bytes.h"
#include "support/thrown_error.h"

namespace vitviz::io {
namespace {

using test::bytes_of;
using test::contains;

FlatJson flat(std::string_view text) { return parse_flat_json(bytes_of(text), "file"); }

std::string refusal(std::string_view text) {
  const auto error = test::error_of([&] { static_cast<void>(flat(text)); });
  if (!error) return "accepted";
  CHECK(error->code() == base::ErrorCode::kModel);
  return error->what();
}

TEST_CASE("nested keys are joined by dots, and numbers keep their digits") {
  CHECK(flat(R"({"a": {"b": {"c": "text"}, "d": 1e-12}, "e": 0.48145466, "f": -7, "g": true})") ==
        FlatJson{
            {"a.b.c", "text"}, {"a.d", "1e-12"}, {"e", "0.48145466"}, {"f", "-7"}, {"g", "true"}});
  CHECK(flat(R"({"id2label": {"0": "tench", "1": "goldfish"}})") ==
        FlatJson{{"id2label.0", "tench"}, {"id2label.1", "goldfish"}});
}

TEST_CASE("lists of numbers are one value, other lists are numbered") {
  CHECK(flat(R"({"mean": [0.5, 0.25, 1], "a": ["x", "y"]})") ==
        FlatJson{{"mean", "0.5,0.25,1"}, {"a.0", "x"}, {"a.1", "y"}});
  CHECK(flat(R"({"a": [1, 2, false, {"b": 3}, [4, 5], null, 6], "z": 0})") ==
        FlatJson{{"a.0", "1"},
                 {"a.1", "2"},
                 {"a.2", "false"},
                 {"a.3.b", "3"},
                 {"a.4", "4,5"},
                 {"a.6", "6"},
                 {"z", "0"}});
}

TEST_CASE("nulls and what is empty leave no trace, and the last of equal keys counts") {
  CHECK(flat(R"({"a": null, "b": [], "c": {}, "d": [null]})").empty());
  CHECK(flat(R"({"a": 1, "a": 2})") == FlatJson{{"a", "2"}});
}

TEST_CASE("long keys and values are passed over, and what follows them is not") {
  const std::string key(kMaxJsonPathBytes + 1, 'k');
  const std::string value(kMaxJsonValueBytes + 1, 'v');
  CHECK(flat("{\"" + key + "\": {\"a\": 1}, \"b\": \"" + value + "\", \"c\": 2}") ==
        FlatJson{{"c", "2"}});
  std::string numbers = "0";
  for (std::size_t i = 0; i < kMaxJsonValueBytes; ++i) numbers += ",0";
  CHECK(flat("{\"a\": [" + numbers + "], \"b\": 1}") == FlatJson{{"b", "1"}});
}

TEST_CASE("texts that are no JSON object are refused") {
  CHECK(refusal("[1]") == "file: is a list, expected an object");
  CHECK(refusal("1") == "file: is a number, expected an object");
  CHECK(refusal("\"a\"") == "file: is no JSON object");
  for (const char* text : {"", "{", "{\"a\"", "{\"a\":}", "{} {}", "{\"a\":1e999}", "{'a': 1}"}) {
    CAPTURE(text);
    CHECK(contains(refusal(text), "is no valid JSON at byte"));
  }
  CHECK(contains(refusal(std::string_view("{\"a\":1}\0", 8)), "has a zero byte at 7"));
}

TEST_CASE("other files are named for what they are") {
  const auto error = test::error_of([] { static_cast<void>(flat("<!DOCTYPE html>")); });
  REQUIRE(error.has_value());
  CHECK(error->what() == std::string("file: is a web page"));
  CHECK(contains(error->hint(), "use the link to the file itself"));
  CHECK(refusal("GGUF\3") == "file: is a GGUF model");
}

TEST_CASE("a text of just the limits is read") {
  CHECK(flat("{}" + std::string(kMaxJsonBytes - 2, ' ')).empty());
  const std::string deepest =
      "{\"a\":" + std::string(kMaxJsonDepth - 1, '[') + "1" + std::string(kMaxJsonDepth - 1, ']');
  CHECK(flat(deepest + "}").size() == 1);
  CHECK(contains(refusal("{\"a\":[" + deepest.substr(5) + "]}"), "is nested more than 32 deep"));
  const std::string key(kMaxJsonPathBytes, 'k');
  const std::string value(kMaxJsonValueBytes, 'v');
  CHECK(flat("{\"" + key + "\": \"" + value + "\"}") == FlatJson{{key, value}});
}

TEST_CASE("texts beyond the limits are refused") {
  CHECK(contains(refusal("{\"a\":" + std::string(1 << 20, '[')), "is nested more than 32 deep"));
  std::string many = "{\"a\":[{}";
  for (std::size_t i = 0; i <= kMaxJsonEntries; ++i) many += ",true";
  CHECK(contains(refusal(many + "]}"), "has more than 65536 entries"));
  CHECK(contains(refusal(std::string(kMaxJsonBytes + 1, ' ')), "are allowed"));
}

}  // namespace
}  // namespace vitviz::io
