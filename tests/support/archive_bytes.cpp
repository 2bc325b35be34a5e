// SPDX-License-Identifier: Apache-2.0
#include "support/archive_bytes.h"

#include <algorithm>
#include <numeric>
#include <set>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <zip.h>

#include "support/temporary_folder.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlock = 512;

void put(std::string& block, std::size_t at, const std::string& text) {
  std::copy(text.begin(), text.end(), block.begin() + static_cast<std::ptrdiff_t>(at));
}

std::string header_of(const TarPart& part) {
  std::string block(kBlock, '\0');
  put(block, 0, part.name.substr(0, 100));
  put(block, 100, "0000644");
  put(block, 124, part.bytes.empty() ? fmt::format("{:011o}", part.content.size()) : part.bytes);
  put(block, 136, "00000000000");
  put(block, 148, "        ");
  block[156] = part.kind;
  put(block, 157, part.link.substr(0, 100));
  put(block, 257, part.magic);
  put(block, 345, part.prefix);
  const unsigned sum = std::accumulate(
      block.begin(), block.end(), 0U,
      [](unsigned sum_so_far, char c) { return sum_so_far + static_cast<unsigned char>(c); });
  put(block, 148, part.sum.empty() ? fmt::format("{:06o}", sum) + std::string("\0 ", 2) : part.sum);
  return block;
}

}  // namespace

std::vector<std::byte> tar(const std::vector<TarPart>& parts, bool ends) {
  std::string text;
  for (const TarPart& part : parts) {
    text += header_of(part) + part.content;
    text.resize((text.size() + kBlock - 1) / kBlock * kBlock);
  }
  if (ends) text.resize(text.size() + 2 * kBlock);
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

std::string pax_record(const std::string& keyword, const std::string& value) {
  const std::string rest = fmt::format(" {}={}\n", keyword, value);
  std::size_t length = rest.size();
  while (length != std::to_string(length).size() + rest.size()) {
    length = std::to_string(length).size() + rest.size();
  }
  return std::to_string(length) + rest;
}

void write_zip(const fs::path& file,
               const std::vector<std::pair<std::string, std::string>>& members, bool deflated) {
  zip_t* const archive = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  REQUIRE(archive != nullptr);
  for (const auto& [name, content] : members) {
    zip_source_t* const source =
        zip_source_buffer(archive, content.data(), content.size(), /*freep=*/0);
    const zip_int64_t entry = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    REQUIRE(entry >= 0);
    REQUIRE(zip_set_file_compression(archive, static_cast<zip_uint64_t>(entry),
                                     deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0) == 0);
  }
  REQUIRE(zip_close(archive) == 0);
}

void write_tar_of(const fs::path& folder, const fs::path& file) {
  std::set<fs::path> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) names.insert(entry.path().lexically_relative(folder));
  }
  std::vector<TarPart> parts;
  for (const fs::path& name : names) {
    const auto bytes = read_bytes(folder / name);
    parts.push_back({name.string(), {reinterpret_cast<const char*>(bytes.data()), bytes.size()}});
  }
  write_bytes(file, tar(parts));
}

}  // namespace vitviz::test
