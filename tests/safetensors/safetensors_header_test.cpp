// SPDX-License-Identifier: Apache-2.0
#include "safetensors/safetensors_header.h"

#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/error.h"
#include "support/safetensors_bytes.h"

namespace vitviz::safetensors {
namespace {

using namespace std::string_view_literals;

SafetensorsHeader parse(std::string_view json) {
  return parse_safetensors_header(test::bytes_of(json), "file");
}

// What is said against the header, without the file's name.
std::string refusal(std::string_view json) {
  try {
    static_cast<void>(parse(json));
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kModel);
    return std::string(error.what()).substr("file: "sv.size());
  }
  return "accepted";
}

// What is said against a tensor 'a' with these fields.
std::string tensor_refusal(std::string_view fields) {
  return refusal(fmt::format(R"({{"a":{{{}}}}})", fields));
}

TEST_CASE("a header gives the tensors in its order and the metadata") {
  const SafetensorsHeader header =
      parse(R"({"z":{"data_offsets":[4,8],"dtype":"F32","shape":[1]},"__metadata__":{"k":"v"},)"
            R"("a/\"\u00fc":{"dtype":"BF16","shape":[],"data_offsets":[0,2]}})");
  REQUIRE(header.tensors.size() == 2);
  CHECK(header.tensors[0].name == "z");
  CHECK(header.tensors[0].begin == 4);
  CHECK(header.tensors[0].end == 8);
  CHECK(header.tensors[1].name == "a/\"ü");
  CHECK(header.tensors[1].type == tensor::ElementType::kBF16);
  CHECK(header.metadata.at("k") == "v");
}

TEST_CASE("what is no JSON is refused with its place") {
  CHECK(refusal("{") == "its header is no valid JSON at byte 2");
  for (const auto json :
       {""sv, "{\"a\""sv, "{\"a\":}"sv, "{} {}"sv, "{'a':1}"sv, "{,}"sv, "{\"\\x\":1}"sv,
        "{\"a\nb\":1}"sv, "{\"\\ud800\":1}"sv, "{\"__metadata__\":{\"a\":\"b}}"sv}) {
    CAPTURE(json);
    CHECK(refusal(json).find("its header is no valid JSON at byte ") == 0);
  }
}

TEST_CASE("names must be UTF-8") {
  CHECK(refusal("{\"\xFF\":1}").find("no valid JSON") != std::string::npos);
  CHECK(refusal("{\"\xC0\xAF\":1}").find("no valid JSON") != std::string::npos);
  CHECK(refusal("{\"__metadata__\":{\"a\":\"\xED\xA0\x80\"}}").find("no valid JSON") !=
        std::string::npos);
}

TEST_CASE("a zero byte does not hide what follows it") {
  CHECK(refusal("{}\0{"sv) == "its header has a zero byte at 2");
  CHECK(refusal("{\"a\0\":1}"sv) == "its header has a zero byte at 3");
}

TEST_CASE("every level of the header is of its kind") {
  CHECK(refusal("[]") == "its header is a list, expected an object");
  CHECK(refusal("null") == "its header is null, expected an object");
  CHECK(refusal(R"({"a":1})") == "'a' is a number, expected an object");
  CHECK(refusal(R"({"a":null})") == "'a' is null, expected an object");
  CHECK(refusal(R"({"a":["F32",[1],[0,4]]})") == "'a' is a list, expected an object");
  CHECK(refusal(R"({"__metadata__":[]})") == "'__metadata__' is a list, expected an object");
  CHECK(tensor_refusal(R"("dtype":1)") == "tensor 'a': found a number, expected a text for dtype");
  CHECK(tensor_refusal(R"("dtype":{})") ==
        "tensor 'a': found an object, expected a text for dtype");
  CHECK(tensor_refusal(R"("shape":"1")") == "tensor 'a': found a text, expected a list of numbers");
  CHECK(tensor_refusal(R"("data_offsets":true)") ==
        "tensor 'a': found a truth value, expected a list of numbers");
}

TEST_CASE("metadata are texts, each name once") {
  CHECK(refusal(R"({"__metadata__":{"k":1}})") == "metadata 'k' is a number, expected a text");
  CHECK(refusal(R"({"__metadata__":{"k":null}})") == "metadata 'k' is null, expected a text");
  CHECK(refusal(R"({"__metadata__":{"k":{}}})") == "metadata 'k' is an object, expected a text");
  CHECK(refusal(R"({"__metadata__":{"k":"1","k":"1"}})") == "the metadata has 'k' twice");
  CHECK(refusal(R"({"__metadata__":{},"__metadata__":{}})") == "it has '__metadata__' twice");
}

TEST_CASE("a tensor has a known type, a shape and two offsets, each once") {
  CHECK(tensor_refusal(R"("dtype":"F31")") == "tensor 'a': its type 'F31' is unknown");
  CHECK(tensor_refusal("") == "tensor 'a' lacks one of dtype, shape, data_offsets");
  CHECK(tensor_refusal(R"("dtype":"F32","shape":[])") ==
        "tensor 'a' lacks one of dtype, shape, data_offsets");
  CHECK(tensor_refusal(R"("dtype":"F32","dtype":"F32")") == "tensor 'a' has dtype twice");
  CHECK(tensor_refusal(R"("data_offsets":[0])") ==
        "tensor 'a': data_offsets has 1 numbers, expected 2");
  CHECK(tensor_refusal(R"("data_offsets":[0,1,2])") ==
        "tensor 'a': data_offsets has 3 numbers, expected 2");
}

TEST_CASE("shapes and offsets are whole numbers that 63 bits hold") {
  const std::string expected = "expected whole numbers from 0 to 9223372036854775807";
  CHECK(tensor_refusal(R"("shape":[-1])") ==
        "tensor 'a': its shape has a negative number, " + expected);
  CHECK(tensor_refusal(R"("shape":[1.0])") == "tensor 'a': its shape has '1.0', " + expected);
  CHECK(tensor_refusal(R"("shape":[1e2])") == "tensor 'a': its shape has '1e2', " + expected);
  CHECK(tensor_refusal(R"("shape":[[1]])") == "tensor 'a': its shape has a list, " + expected);
  CHECK(tensor_refusal(R"("data_offsets":[0,9223372036854775808])") ==
        "tensor 'a': its data_offsets has '9223372036854775808', " + expected);
  CHECK(tensor_refusal(R"("data_offsets":[0,99999999999999999999])") ==
        "tensor 'a': its data_offsets has '99999999999999999999', " + expected);
}

TEST_CASE("nesting deeper than the format's costs neither stack nor memory") {
  constexpr std::size_t kDepth = 3'000'000;
  CHECK(refusal("{\"a\":" + std::string(kDepth, '[')) == "'a' is a list, expected an object");
  CHECK(tensor_refusal("\"x\":" + std::string(kDepth, '[')).find("no valid JSON") !=
        std::string::npos);
  const std::string nested = std::string(kDepth / 2, '[') + std::string(kDepth / 2, ']');
  CHECK(tensor_refusal("\"x\":" + nested) == "tensor 'a' lacks one of dtype, shape, data_offsets");
}

TEST_CASE("texts, gaps, dimensions and entries have limits, and messages stay short") {
  const std::string long_text(kMaxTokenBytes + 1, 'x');
  CHECK(refusal("{\"" + long_text + "\":1}") == "its header has a text of more than 4194304 bytes");
  CHECK(refusal("{\"a\":" + std::string(kMaxTokenBytes + 1, ' ') + "1}") ==
        "its header has a text of more than 4194304 bytes");
  CHECK(refusal("{\"" + long_text.substr(0, kMaxTokenBytes - 1) + "\":1}") ==
        fmt::format("'{}…' is a number, expected an object", long_text.substr(0, 120)));

  std::string dimensions = "1";
  for (std::size_t i = 1; i <= kMaxDimensions; ++i) dimensions += ",1";
  CHECK(tensor_refusal("\"shape\":[" + dimensions + "]") ==
        "tensor 'a' has more than 32 dimensions");

  CHECK(refusal(fmt::format(R"({{"{}":{{)", long_text.substr(0, io::kMaxTensorNameBytes + 1))) ==
        fmt::format("'{}…' is a longer name than any of a model", long_text.substr(0, 120)));
  std::string names = "{";
  for (std::size_t i = 0; i <= io::kMaxAllNameBytes / io::kMaxTensorNameBytes; ++i) {
    names += fmt::format(R"("{:0{}}":{{"dtype":"U8","shape":[],"data_offsets":[0,1]}},)", i,
                         io::kMaxTensorNameBytes);
  }
  CHECK(refusal(names) == "the names of its tensors take more than 8388608 bytes");

  std::string metadata = R"({"__metadata__":{"":"")";
  for (std::size_t i = 0; i < kMaxHeaderEntries; ++i) metadata += fmt::format(R"(,"{}":"")", i);
  CHECK(refusal(metadata) == "its header has more than 65536 entries");
}

}  // namespace
}  // namespace vitviz::safetensors
