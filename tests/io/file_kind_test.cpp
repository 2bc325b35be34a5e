// SPDX-License-Identifier: Apache-2.0
#include "io/file_kind.h"

#include <cstdint>
#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "support/safetensors_bytes.h"

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
  CHECK(kind_of("\0\0\0\x18"
                "ftypheic"sv) == "a film, or a photo in HEIC or AVIF");
  CHECK(kind_of("BZh91AY&SY"sv) == "a bzip2 archive");
  CHECK(kind_of("\xFD\x37zXZ\0"sv) == "an xz archive");
}

TEST_CASE("only texts may begin with spaces") {
  CHECK(kind_of("\n\n{}") == "a JSON text");
  CHECK(kind_of("\n\nPK\3\4"sv) == "unknown");
  CHECK(kind_of("  GGUF") == "unknown");
}

std::string vague_kind_of(std::string_view text) {
  const FileKind* kind = vague_file_kind(bytes_of(text));
  return kind == nullptr ? "unknown" : std::string(kind->what);
}

TEST_CASE("of other bytes it is said when they are a text, or zeros") {
  CHECK(vague_kind_of("Entry not found\r\n") == "a text");
  CHECK(vague_kind_of("größer") == "a text");
  CHECK(vague_kind_of("gr\xF6\xDF"
                      "er") == "unknown");
  CHECK(vague_kind_of("gr\xC3") == "unknown");
  CHECK(vague_kind_of("words\x01") == "unknown");
  CHECK(vague_kind_of("words\x7F") == "unknown");
  CHECK(vague_kind_of("") == "unknown");
  // A long text is judged by its beginning, which may end within a character.
  CHECK(vague_kind_of(std::string(511, 'a') + "ä" + '\0') == "a text");
  CHECK(vague_kind_of(std::string(1000, '\0') + '\1') == "a file that begins with zeros");
}

TEST_CASE("models of other programs are recognised") {
  CHECK(kind_of("lmgg\1\0\0\0"sv) == "a GGML model, which is older than GGUF");
  CHECK(kind_of("\x08\x07\x12\x07pytorch"sv).find("ONNX") != std::string::npos);
  CHECK(kind_of("\x08\x0A:\x05graph"sv).find("ONNX") != std::string::npos);
  CHECK(kind_of("\x08\x01\x12\xF0\x01"sv) == "a TensorFlow SavedModel");
  CHECK(kind_of("model_checkpoint_path: \"model.ckpt-1\"").find("TensorFlow") != std::string::npos);
  CHECK(kind_of("table\x57\xFB\x80\x8B\x24\x75\x47\xDB"sv).find("TensorFlow") != std::string::npos);
  CHECK(kind_of("\x1c\0\0\0TFL3"sv) == "a TensorFlow Lite model");
  CHECK(kind_of("\x1c\0\0\0PTMF"sv) == "a TorchScript model for mobile devices");
  CHECK(kind_of("\x81\xA6params\x82"sv) == "a Flax model in MessagePack");
  CHECK(kind_of("\x89HDF\r\n\x1a\n"sv).find("Keras") != std::string::npos);
  CHECK(kind_of(std::string(257, '\0') + "ustar") == "a tar archive");
  CHECK(file_kind_by_name("model.ckpt-1.data-00000-of-00001") != nullptr);
  CHECK(file_kind_by_name("model.pth") == nullptr);
}

TEST_CASE("archives, documents and pictures are recognised") {
  CHECK(kind_of("PK\5\6"sv) == "an empty ZIP archive");
  CHECK(kind_of("FUGG\0\0\0\3"sv) == "a GGUF model for big-endian machines");
  CHECK(kind_of("\x93NUMPY\1\0"sv) == "a single NumPy array");
  CHECK(kind_of("\x1F\x8B\x08"sv) == "a gzip archive");
  CHECK(kind_of("\x28\xB5\x2F\xFD"sv) == "a Zstandard archive");
  CHECK(kind_of("7z\xBC\xAF\x27\x1C"sv) == "a 7z archive");
  CHECK(kind_of("Rar!\x1A\7"sv) == "a RAR archive");
  CHECK(kind_of("<?xml version") == "an XML text");
  CHECK(kind_of("\x89PNG\r\n"sv) == "a PNG picture");
  CHECK(kind_of("GIF89a") == "a GIF picture");
  CHECK(kind_of("RIFF\1\2\3\4WEBP"sv) == "a WebP picture, a sound or a film");
  CHECK(kind_of("MM\0*"sv) == "a TIFF picture");
  CHECK(kind_of("%PDF-1.7") == "a PDF document");
}

TEST_CASE("a kind comes with what to do about it") {
  const auto hint_for = [](std::string_view text) {
    const FileKind* kind = known_file_kind(bytes_of(text));
    REQUIRE(kind != nullptr);
    return std::string(kind->hint);
  };
  CHECK(hint_for("version https://git-lfs.github.com") == "fetch the file with 'git lfs pull'");
  CHECK(hint_for("<html>").find("use the link to the file itself") != std::string::npos);
  CHECK(hint_for("\xFF\xD8\xFF\xE0"sv).find("photos are named without an option") !=
        std::string::npos);
  CHECK(hint_for("BZh9").find("unpack it") == 0);
}

TEST_CASE("fields that begin like ONNX's, SavedModel's or Flax's but go on otherwise are unknown") {
  CHECK(kind_of("\x08\x07\x12\x07"sv).find("ONNX") != std::string::npos);
  CHECK(kind_of("\x08\x02\x12\x07"sv) == "unknown");  // no version of ONNX
  CHECK(kind_of("\x08\x20\x12\x07"sv) == "unknown");
  CHECK(kind_of("\x08\x07\x13\x07"sv) == "unknown");  // no field of its model
  CHECK(kind_of("\x08\x01\x13\x07"sv) == "unknown");
  CHECK(kind_of("\x81\xA2"
                "ab\x82"sv) == "a Flax model in MessagePack");
  CHECK(kind_of("\xDE\0\x20\xA2"
                "ab"sv) == "a Flax model in MessagePack");
  CHECK(kind_of("\x80\xA2"
                "ab\x82"sv) == "unknown");  // a map without entries
  CHECK(kind_of("\x81\xA0"
                "ab"sv) == "unknown");  // a key without letters
  CHECK(kind_of("\x81\xA2"
                "a "sv) == "unknown");  // a key with a space
}

TEST_CASE("other bytes are unknown, and so is half a magic number") {
  CHECK(kind_of("") == "unknown");
  CHECK(kind_of("   ") == "unknown");
  CHECK(kind_of("PK\3") == "unknown");
  CHECK(kind_of("plain words") == "unknown");
  CHECK(kind_of("\x08\x07"sv) == "unknown");
  CHECK(kind_of("\x81"sv) == "unknown");
  CHECK(kind_of("\x81\xA6par"sv) == "unknown");
  CHECK(kind_of("\xDE\0"sv) == "unknown");
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
