// SPDX-License-Identifier: Apache-2.0
#include "inputs/photo_list.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <memory>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"

namespace vitviz::inputs {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

std::string name_of(const std::filesystem::path& list) {
  return list == "-" ? "standard input" : base::printable(list.string());
}

[[noreturn]] void fail(const std::filesystem::path& list, const std::string& message,
                       const std::string& hint) {
  throw base::Error(base::ErrorCode::kInput, fmt::format("{}: {}", name_of(list), message), hint);
}

std::string bytes_of(const std::filesystem::path& list) {
  errno = 0;
  const File file(list == "-" ? stdin : std::fopen(list.c_str(), "rbe"));
  std::string bytes;
  std::array<char, 65536> piece;
  while (file) {
    const std::size_t count = std::fread(piece.data(), 1, piece.size(), file.get());
    bytes.append(piece.data(), count);
    if (count < piece.size()) break;
  }
  if (!file || std::ferror(file.get()) != 0) {
    fail(list, "the list cannot be read: " + std::generic_category().message(errno), "");
  }
  return bytes;
}

// A picture or an archive soon has a control character that no path in a list has.
bool is_binary(std::string_view path) {
  return path.size() > PATH_MAX ||
         path.find_first_of("\x01\x02\x03\x04\x05\x06\x0E\x0F\x10\x11") != std::string_view::npos;
}

std::string_view without_carriage_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

std::vector<std::filesystem::path> read_photo_list(const std::filesystem::path& list,
                                                   ListEnds ends) {
  constexpr std::string_view kMarkOfUtf8 = "\xEF\xBB\xBF";
  const std::string bytes = bytes_of(list);
  std::string_view rest = bytes;
  if (rest.starts_with(kMarkOfUtf8)) rest.remove_prefix(kMarkOfUtf8.size());
  const bool has_nul = ends == ListEnds::kNul || rest.find('\0') != std::string_view::npos;
  std::vector<std::filesystem::path> paths;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(has_nul ? '\0' : '\n'), rest.size());
    const std::string_view path = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (is_binary(path)) {
      fail(list, "this is no list of paths", "give a photo by its name, not as a list");
    }
    const std::string_view name = has_nul ? path : without_carriage_return(path);
    if (!name.empty()) paths.emplace_back(name);
  }
  if (paths.empty()) fail(list, "the list names no photo", "");
  return paths;
}

}  // namespace vitviz::inputs
