// SPDX-License-Identifier: Apache-2.0
#include "io/file_kind.h"

#include <cstdint>
#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "safetensors_bytes.h"

namespace vitviz::io {
namespace {

using namespace std::string_view_literals;
using test::bytes_of;

std::string kind_of(std::string_view text) {
  const FileKind* kind = known_file_kind(bytes_of(text));
  return kind == nullptr ? "unknown" : std::string(kind->what);
}

TEST_CASE("files that people mistake for a checkpoint are recognised") {
  CHECK(kind_of("PK\3\4rest"sv).find("PyTorch") != std::string::npos);
  CHECK(kind_of("\x80\2\x8a\x0a"sv).find("pickle") != std::string::npos);
  CHECK(kind_of("GGUF\3\0\0\0"sv) == "a GGUF model");
  CHECK(kind_of("version https://git-lfs.github.com/spec/v1\n").find("Git LFS") !=
        std::string::npos);
  CHECK(kind_of("<!DOCTYPE html>") == "a web page");
  CHECK(kind_of("\r\n\t <html>") == "a web page");
  CHECK(kind_of("{\"metadata\": {}}") == "a JSON text");
  CHECK(kind_of("\xFF\xD8\xFF\xE0"sv) == "a JPEG photo");
}

TEST_CASE("other bytes are unknown, and so is half a magic number") {
  CHECK(kind_of("") == "unknown");
  CHECK(kind_of("   ") == "unknown");
  CHECK(kind_of("PK\3") == "unknown");
  CHECK(kind_of("plain words") == "unknown");
}

TEST_CASE("the reader says what it was given instead of a safetensors file") {
  CHECK(test::refusal(bytes_of("<!DOCTYPE html><html></html>")) ==
        "file: is a web page, no safetensors file");
  CHECK(test::refusal(bytes_of("GGUF\3\0\0\0\0\0\0\0"sv)) ==
        "file: is a GGUF model, no safetensors file");
  CHECK(test::refusal(bytes_of("<a>")) == "file: is a web page, no safetensors file");
  constexpr std::uint64_t kPlainWo = 0x6F77'206E'6961'6C70;  // "plain wo", read as a length
  CHECK(test::refusal(bytes_of("plain words")) ==
        fmt::format("file: is no safetensors file: its header has {} bytes, 100000000 are allowed",
                    kPlainWo));
  // These four bytes are a believable header length as well.
  CHECK(test::refusal(bytes_of("PK\3\4\0\0\0\0rest"sv)).find("ZIP archive") != std::string::npos);
}

}  // namespace
}  // namespace vitviz::io
