// SPDX-License-Identifier: Apache-2.0
// Archives made by hand, right and wrong.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace vitviz::test {

// A header of a TAR archive and what follows it. What is not given is true.
struct TarPart {
  std::string name;
  std::string content = "";
  char kind = '0';
  std::string link = "";
  std::string prefix = "";
  std::string bytes = "";  // the field of 12 characters, as it is
  std::string sum = "";    // the field of 8 characters, as it is
  std::string magic = std::string(
      "ustar\0"
      "00",
      8);
};

// Without `ends`, there are no two blocks of zeros behind them.
[[nodiscard]] std::vector<std::byte> tar(const std::vector<TarPart>& parts, bool ends = true);

// A record of pax: "LENGTH KEYWORD=VALUE\n".
[[nodiscard]] std::string pax_record(const std::string& keyword, const std::string& value);

// A ZIP archive of names and contents as libzip packs them, deflated or stored.
void write_zip(const std::filesystem::path& file,
               const std::vector<std::pair<std::string, std::string>>& members, bool deflated);

// Packs the files of a folder, by name, into a TAR archive.
void write_tar_of(const std::filesystem::path& folder, const std::filesystem::path& file);

}  // namespace vitviz::test
