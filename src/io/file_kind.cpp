// SPDX-License-Identifier: Apache-2.0
#include "io/file_kind.h"

#include <algorithm>
#include <array>

namespace vitviz::io {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kConvert =
    "vitviz reads safetensors; convert the weights with safetensors.torch.save_file()";
constexpr std::string_view kPhoto = "-m takes the model; photos are named without an option";
constexpr std::string_view kDownload =
    "the download brought a page about the file: use the link to the file itself";

constexpr std::array kKinds = {
    FileKind{"PK\3\4"sv, "a ZIP archive, as PyTorch (.pth) and NumPy (.npz) write them", kConvert},
    FileKind{"\x80\2"sv, "a Python pickle, as old PyTorch (.pth) writes them", kConvert},
    FileKind{"GGUF"sv, "a GGUF model", kConvert},
    FileKind{"lmgg"sv, "a GGML model", kConvert},
    FileKind{"\x89HDF\r\n"sv, "an HDF5 file", kConvert},
    FileKind{"\x93NUMPY"sv, "a single NumPy array", kConvert},
    FileKind{"version https://git-lfs"sv, "a Git LFS pointer, not the model itself",
             "fetch the model with 'git lfs pull'"},
    FileKind{"<"sv, "a web page", kDownload},
    FileKind{"{"sv, "a JSON text", "name the .safetensors file that lies beside it"},
    FileKind{"\xFF\xD8\xFF"sv, "a JPEG photo", kPhoto},
    FileKind{"\x89PNG"sv, "a PNG picture", kPhoto},
};

bool is_space(std::byte byte) {
  return byte == std::byte{' '} || (byte >= std::byte{'\t'} && byte <= std::byte{'\r'});
}

bool begins_with(std::span<const std::byte> bytes, std::string_view magic) {
  return bytes.size() >= magic.size() &&
         std::equal(magic.begin(), magic.end(), bytes.begin(),
                    [](char c, std::byte byte) { return static_cast<std::byte>(c) == byte; });
}

}  // namespace

const FileKind* known_file_kind(std::span<const std::byte> bytes) {
  // Web pages and texts may begin with blank lines.
  const auto text = bytes.subspan(static_cast<std::size_t>(
      std::find_if_not(bytes.begin(), bytes.end(), is_space) - bytes.begin()));
  const auto* found = std::find_if(kKinds.begin(), kKinds.end(), [&](const FileKind& kind) {
    return begins_with(text, kind.magic);
  });
  return found == kKinds.end() ? nullptr : found;
}

}  // namespace vitviz::io
