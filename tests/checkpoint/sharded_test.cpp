// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/sharded.h"

#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "safetensors/safetensors.h"
#include "support/safetensors_bytes.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::checkpoint {
namespace {

using test::contains;

// A file with one tensor of one byte.
void write_shard(const std::filesystem::path& path, const std::string& tensor) {
  test::write_bytes(
      path, test::safetensors(fmt::format(R"({{"__metadata__":{{"format":"pt"}},"{}":)"
                                          R"({{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}}})",
                                          tensor),
                              "x"));
}

std::filesystem::path write_index(const test::TemporaryFolder& folder, const std::string& text) {
  test::write_bytes(folder / "model.safetensors.index.json", test::bytes_of(text));
  return folder / "model.safetensors.index.json";
}

std::string refusal(const std::filesystem::path& index) {
  const auto error = test::error_of(
      [&] { static_cast<void>(read_sharded(index, safetensors::read_safetensors_file)); });
  if (!error) return "accepted";
  CHECK(error->code() == base::ErrorCode::kModel);
  CHECK_FALSE(error->hint().empty());
  return error->what();
}

TEST_CASE("shards are joined, with the metadata of index and shards") {
  const test::TemporaryFolder folder;
  write_shard(folder / "1.safetensors", "a.weight");
  write_shard(folder / "2.safetensors", "b.weight");
  const auto index = write_index(folder, R"({"metadata":{"total_size":2},
                  "weight_map":{"a.weight":"1.safetensors","b.weight":"2.safetensors"}})");
  const io::Checkpoint checkpoint = read_sharded(index, safetensors::read_safetensors_file);
  CHECK(checkpoint.name == index.string());
  CHECK(checkpoint.container == io::Container::kSafetensors);
  CHECK(checkpoint.tensors.size() == 2);
  CHECK(checkpoint.tensors.at("b.weight").bytes.read().front() == std::byte{'x'});
  CHECK(checkpoint.files.size() == 2);
  CHECK(checkpoint.metadata ==
        decltype(checkpoint.metadata){{"format", "pt"}, {"total_size", "2"}});
}

TEST_CASE("shards that are missing are all named") {
  const test::TemporaryFolder folder;
  write_shard(folder / "2", "b");
  const auto index = write_index(folder, R"({"weight_map":{"a":"1","b":"2","c":"3"}})");
  CHECK(contains(refusal(index), "2 of 3 shards missing beside it: '1', '3'"));
}

TEST_CASE("a shard in another folder is never read") {
  const test::TemporaryFolder folder;
  for (const char* shard : {"../1", "/etc/passwd", "..", ".", "", "a\\\\b", "a/b"}) {
    CAPTURE(shard);
    const auto index = write_index(folder, fmt::format(R"({{"weight_map":{{"a":"{}"}}}})", shard));
    CHECK(contains(refusal(index), "which is not in its folder"));
  }
}

TEST_CASE("an index that contradicts its shards is refused") {
  const test::TemporaryFolder folder;
  write_shard(folder / "1", "a");
  write_shard(folder / "2", "a");
  CHECK(
      contains(refusal(write_index(folder, R"({"weight_map":{"b":"1"}})")), "names tensor 'b' in"));
  CHECK(contains(refusal(write_index(folder, R"({"weight_map":{"a":"1","a":"2"}})")), "accepted"));
  const auto twice = write_index(folder, R"({"weight_map":{"a":"1","c":"2"}})");
  CHECK(contains(refusal(twice), "names tensor 'c' in"));
  CHECK(contains(refusal(write_index(folder, R"({"a": 1})")), "without a weight_map"));
}

}  // namespace
}  // namespace vitviz::checkpoint
