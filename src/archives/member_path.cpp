// SPDX-License-Identifier: Apache-2.0
#include "archives/member_path.h"

#include <cerrno>

#include <fmt/format.h>
#include <sys/stat.h>

#include "archives/member_name.h"
#include "archives/open_archive.h"
#include "base/text.h"

namespace vitviz::archives {
namespace {

namespace fs = std::filesystem;

// Whether something on the way to it is a file, where there should be a folder.
bool leads_through_a_file(const fs::path& path) {
  struct stat found {};
  return stat(path.c_str(), &found) != 0 && errno == ENOTDIR;
}

// "a/b.tar/c/d.jpg" → "a/b.tar", if that is a file.
std::optional<fs::path> file_on_the_way(const fs::path& path) {
  if (!leads_through_a_file(path)) return std::nullopt;
  for (fs::path part = path.parent_path(); part.has_relative_path(); part = part.parent_path()) {
    struct stat found {};
    if (stat(part.c_str(), &found) == 0) {
      return S_ISREG(found.st_mode) ? std::optional(part) : std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<FoundMember> find_member(const fs::path& path) {
  const auto file = file_on_the_way(path);
  if (!file) return std::nullopt;
  auto archive = open_archive(*file);
  if (!archive) return std::nullopt;
  const auto name = plain_name(path.native().substr(file->native().size()));
  const Member* const member = name ? archive->find(*name) : nullptr;
  if (member != nullptr) return FoundMember{*file, std::move(archive), member};
  throw base::Error(base::ErrorCode::kInput, fmt::format("{}: the archive has no such member",
                                                         base::printable(path.string())));
}

fs::path file_of(const fs::path& path) { return file_on_the_way(path).value_or(path); }

}  // namespace vitviz::archives
