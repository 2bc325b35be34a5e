// SPDX-License-Identifier: Apache-2.0
#include "io/file_kind.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "base/utf8.h"

namespace vitviz::io {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes;
  FileKind kind;
  std::size_t position = 0;  // of the magic bytes in the file; kText for those of texts
};

constexpr std::size_t kText = ~std::size_t{0};  // after blank lines and spaces, if there are any

constexpr std::string_view kReadable = "vitviz reads such a file when it is named itself";
constexpr std::string_view kPhoto = "-m takes the model; photos are named without an option";
constexpr std::string_view kDownload =
    "the download brought a page about the file: use the link to the file itself";
constexpr std::string_view kSave =
    "save the weights in their own framework as .safetensors, .pth or .npz";
constexpr std::string_view kUnpack = "unpack it and name the model that is in it";
constexpr std::string_view kTorch = "name the .pth, .pt or .safetensors file that it was made from";

constexpr FileKind kOnnx = {"an ONNX model, whose weights have lost their names", kTorch};
constexpr FileKind kSavedModel = {"a TensorFlow SavedModel", kSave};
constexpr FileKind kTensorFlow = {"a part of a TensorFlow checkpoint", kSave};
constexpr FileKind kFlax = {"a Flax model in MessagePack", kSave};

constexpr std::array kMagics = {
    Magic{"PK\3\4"sv, {"a ZIP archive, as PyTorch (.pth) and NumPy (.npz) write them", kReadable}},
    Magic{"PK\5\6"sv, {"an empty ZIP archive", "the file is damaged: get it again"}},
    Magic{"\x80\2"sv, {"a Python pickle, as old PyTorch (.pth) writes them", kReadable}},
    Magic{"GGUF"sv, {"a GGUF model", kReadable}},
    Magic{"FUGG"sv, {"a GGUF model for big-endian machines", kTorch}},
    Magic{"lmgg"sv, {"a GGML model, which is older than GGUF", kTorch}},
    Magic{"fmgg"sv, {"a GGML model, which is older than GGUF", kTorch}},
    Magic{"tjgg"sv, {"a GGML model, which is older than GGUF", kTorch}},
    Magic{"\x89HDF\r\n"sv, {"an HDF5 file, as Keras (.h5) writes them", kSave}},
    Magic{"\x93NUMPY"sv, {"a single NumPy array", "name an .npz file with all arrays of a model"}},
    Magic{"PTMF"sv, {"a TorchScript model for mobile devices", kTorch}, 4},
    Magic{"TFL3"sv, {"a TensorFlow Lite model", kSave}, 4},
    Magic{"ustar"sv, {"a tar archive", kUnpack}, 257},
    Magic{"\x1F\x8B"sv, {"a gzip archive", kUnpack}},
    Magic{"\x28\xB5\x2F\xFD"sv, {"a Zstandard archive", kUnpack}},
    Magic{"BZh"sv, {"a bzip2 archive", kUnpack}},
    Magic{"\xFD\x37zXZ"sv, {"an xz archive", kUnpack}},
    Magic{"7z\xBC\xAF"sv, {"a 7z archive", kUnpack}},
    Magic{"Rar!"sv, {"a RAR archive", kUnpack}},
    Magic{"version https://git-lfs"sv,
          {"a Git LFS pointer, not the file itself", "fetch the file with 'git lfs pull'"},
          kText},
    Magic{"model_checkpoint_path:"sv, kTensorFlow, kText},
    Magic{"<?xml"sv, {"an XML text", kDownload}, kText},
    Magic{"<"sv, {"a web page", kDownload}, kText},
    Magic{"{"sv, {"a JSON text", "name the file with the weights that lies beside it"}, kText},
    Magic{"\xFF\xD8\xFF"sv, {"a JPEG photo", kPhoto}},
    Magic{"\x89PNG"sv, {"a PNG picture", kPhoto}},
    Magic{"GIF8"sv, {"a GIF picture", kPhoto}},
    Magic{"RIFF"sv, {"a WebP picture, a sound or a film", kPhoto}},
    Magic{"II*\0"sv, {"a TIFF picture", kPhoto}},
    Magic{"MM\0*"sv, {"a TIFF picture", kPhoto}},
    Magic{"ftyp"sv, {"a film, or a photo in HEIC or AVIF", kPhoto}, 4},
    Magic{"%PDF"sv, {"a PDF document", kDownload}},
};

constexpr std::size_t kLookedAt = 512;  // bytes that tell a text

// The end of the tables that TensorFlow's .index files are.
constexpr std::string_view kTableEnd = "\x57\xFB\x80\x8B\x24\x75\x47\xDB"sv;

bool is_space(std::byte byte) {
  return byte == std::byte{' '} || (byte >= std::byte{'\t'} && byte <= std::byte{'\r'});
}

bool has_at(std::span<const std::byte> bytes, std::size_t position, std::string_view magic) {
  return bytes.size() >= position && bytes.size() - position >= magic.size() &&
         std::equal(magic.begin(), magic.end(),
                    bytes.begin() + static_cast<std::ptrdiff_t>(position),
                    [](char c, std::byte byte) { return static_cast<std::byte>(c) == byte; });
}

// Protocol buffers have no magic, but begin with these two fields: ONNX with ir_version (field 1)
// and a producer's name, operator sets or the graph; a SavedModel with its version 1 and a length.
const FileKind* protocol_buffer_kind(std::span<const std::byte> bytes) {
  if (bytes.size() < 4 || bytes[0] != std::byte{0x08}) return nullptr;
  const auto version = std::to_integer<unsigned>(bytes[1]);
  const auto field = std::to_integer<unsigned>(bytes[2]);
  if (version == 1 && field == 0x12) return &kSavedModel;
  const bool is_onnx_field = field == 0x12 || field == 0x1A || field == 0x3A || field == 0x42;
  return version >= 3 && version <= 31 && is_onnx_field ? &kOnnx : nullptr;
}

// Flax writes a map of few entries whose first key is a short text: "params".
bool is_flax(std::span<const std::byte> bytes) {
  if (bytes.size() < 3) return false;
  const auto map = std::to_integer<unsigned>(bytes[0]);
  const std::size_t key = map == 0xDE ? 3 : 1;
  if (key == 1 && (map < 0x81 || map > 0x8F)) return false;
  if (bytes.size() <= key) return false;
  const auto text = std::to_integer<unsigned>(bytes[key]);
  if (text < 0xA1 || text > 0xBF || bytes.size() - key - 1 < text - 0xA0) return false;
  const auto letters = bytes.subspan(key + 1, text - 0xA0);
  return std::all_of(letters.begin(), letters.end(), [](std::byte letter) {
    return letter > std::byte{' '} && letter < std::byte{0x7F};
  });
}

// The start of a file for people: no controls but spaces. Its last character may be cut off.
bool is_text(std::span<const std::byte> start) {
  constexpr std::ptrdiff_t kLongestRest = 3;
  const std::string_view text(reinterpret_cast<const char*>(start.data()), start.size());
  std::string_view rest = text;
  while (const std::size_t size = base::utf8_character_size(rest)) {
    const auto first = static_cast<std::byte>(rest.front());
    if ((first < std::byte{' '} && !is_space(first)) || first == std::byte{0x7F}) return false;
    rest.remove_prefix(size);
  }
  return rest.empty() || (start.size() == kLookedAt && std::ssize(rest) <= kLongestRest);
}

}  // namespace

const FileKind* known_file_kind(std::span<const std::byte> bytes) {
  // Web pages and texts may begin with blank lines.
  const auto text = bytes.subspan(static_cast<std::size_t>(
      std::find_if_not(bytes.begin(), bytes.end(), is_space) - bytes.begin()));
  const auto* found = std::find_if(kMagics.begin(), kMagics.end(), [&](const Magic& magic) {
    return magic.position == kText ? has_at(text, 0, magic.bytes)
                                   : has_at(bytes, magic.position, magic.bytes);
  });
  if (found != kMagics.end()) return &found->kind;
  if (const FileKind* kind = protocol_buffer_kind(bytes)) return kind;
  if (is_flax(bytes)) return &kFlax;
  if (bytes.size() > kTableEnd.size() &&
      has_at(bytes, bytes.size() - kTableEnd.size(), kTableEnd)) {
    return &kTensorFlow;
  }
  return nullptr;
}

const FileKind* file_kind_by_name(std::string_view file_name) {
  return file_name.find(".data-000") != std::string_view::npos ? &kTensorFlow : nullptr;
}

const FileKind* vague_file_kind(std::span<const std::byte> bytes) {
  static constexpr FileKind kWords = {"a text", "open it: it may say why it is not the model"};
  static constexpr FileKind kZeros = {"a file that begins with zeros",
                                      "it may not be fully downloaded: get it again"};
  const auto start = bytes.first(std::min(bytes.size(), kLookedAt));
  if (start.empty()) return nullptr;
  if (std::all_of(start.begin(), start.end(),
                  [](std::byte byte) { return byte == std::byte{0}; })) {
    return &kZeros;
  }
  return is_text(start) ? &kWords : nullptr;
}

}  // namespace vitviz::io
