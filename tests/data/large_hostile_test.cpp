// SPDX-License-Identifier: Apache-2.0
// Files of many megabytes made to fill the memory or the day, which the small ones in broken/
// cannot: none may take more than twice its own size and 100 MB, nor more than 5 s.
#include <filesystem>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "checkpoint/inspect.h"
#include "checkpoint/load.h"
#include "io/name_limits.h"
#include "support/child_process.h"
#include "support/pickle_bytes.h"
#include "support/safetensors_bytes.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kLongestTime{5};
constexpr std::uint64_t kFreeBytes = 100'000'000;
constexpr int kThreads = 4;

// "refused", or "accepted".
std::string verdict_on(const fs::path& model) {
  const auto inspected = error_of([&] { static_cast<void>(checkpoint::inspect_model(model, {})); });
  const auto loaded =
      error_of([&] { static_cast<void>(checkpoint::load_model(model, {}, kThreads)); });
  return inspected && loaded ? "refused" : "accepted";
}

void check_refusal(std::span<const std::byte> bytes, const std::string& name) {
  CAPTURE(name);
  const TemporaryFolder folder;
  write_bytes(folder / name, bytes);
  const auto nothing = in_child([] { return std::string("nothing"); }, kLongestTime);
  const auto child = in_child([&] { return verdict_on(folder / name); }, kLongestTime);
  CHECK(child.ending == "");
  CHECK(child.answer == "refused");
  if (!is_sanitized()) {
    CHECK(child.peak_bytes <= nothing.peak_bytes + 2 * bytes.size() + kFreeBytes);
  }
}

// Tensors without elements, named by `name` and a number.
std::string empty_tensors(std::size_t count, std::string_view name) {
  std::string header;
  for (std::size_t i = 0; i < count; ++i) {
    header += fmt::format(R"("{}{}":{{"dtype":"U8","shape":[0],"data_offsets":[0,0]}},)", name, i);
  }
  return header;
}

// A layer that makes a file look like a ViT.
constexpr std::string_view kNorm =
    R"("module.blocks.0.norm1.weight":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}})";

TEST_CASE("as many tensors as are allowed") {
  const std::string many = empty_tensors(io::kMaxTensors - 1, "module.t");
  check_refusal(safetensors(fmt::format("{{{}{}", many, kNorm), ""), "many.safetensors");
  const std::string blocks = empty_tensors(io::kMaxTensors - 1, "module.blocks.");
  check_refusal(safetensors(fmt::format("{{{}{}", blocks, kNorm), ""), "blocks.safetensors");
}

TEST_CASE("names as long as are allowed") {
  const std::string name = "module." + std::string(io::kMaxTensorNameBytes - 20, 'n');
  const std::size_t count = io::kMaxAllNameBytes / io::kMaxTensorNameBytes;
  check_refusal(safetensors(fmt::format("{{{}{}", empty_tensors(count, name), kNorm), ""),
                "names.safetensors");
}

TEST_CASE("a model of thousands of blocks") {
  std::string header = "{";
  for (int i = 0; i < 60'000; ++i) {
    header += fmt::format(
        R"("blocks.{}.norm1.weight":{{"dtype":"U8","shape":[0],"data_offsets":[0,0]}},)", i);
  }
  header +=
      R"("patch_embed.proj.weight":{"dtype":"F32","shape":[4,3,2,2],"data_offsets":[0,192]}})";
  check_refusal(safetensors(header, std::string(192, '\0')), "blocks.safetensors");
}

TEST_CASE("a header of nothing but spaces, or of lists in lists") {
  check_refusal(safetensors("{" + std::string(8'000'000, ' '), ""), "spaces.safetensors");
  check_refusal(safetensors(R"({"a":{"x":)" + std::string(4'000'000, '['), ""),
                "lists.safetensors");
}

TEST_CASE("pickles of ten million values") {
  const std::string magic = pickle("\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19");
  const std::string preamble = magic + pickle(integer(1001)) + pickle("}");
  for (const char* value : {"N", "]", "(", "2", "ca\nb\n"}) {
    CAPTURE(value);
    std::string object = "\x80\x02N";
    while (object.size() < 10'000'000) object += value;
    check_refusal(bytes_of(preamble + object + "."), "values.pth");
  }
}

}  // namespace
}  // namespace vitviz::test
