// SPDX-License-Identifier: Apache-2.0
#include "commands/compared_photos.h"

#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/argument.h"
#include "base/text.h"
#include "commands/found_photos.h"
#include "features/photo_stamp.h"
#include "inputs/find_photos.h"

namespace vitviz::commands {
namespace {

namespace fs = std::filesystem;

// The photos of the command line, each file once.
class FileList {
 public:
  explicit FileList(const fs::path& query) {
    const auto look = features::look_at(query);
    if (look) query_ = look->file;
    add(query, look);
  }

  void add_other(const fs::path& photo) {
    const auto look = features::look_at(photo);
    if (look && look->file == query_) return;
    if (look && seen_.contains(look->file)) {
      ++repeated_;
    } else {
      add(photo, look);
    }
  }

  // How often a file was given once more, but for the query's.
  [[nodiscard]] int repeated() const { return repeated_; }
  [[nodiscard]] std::vector<features::StampedPhoto>& photos() { return photos_; }

 private:
  using File = decltype(features::PhotoLook::file);

  void add(const fs::path& photo, const std::optional<features::PhotoLook>& look) {
    if (look) seen_.insert(look->file);
    photos_.push_back({photo, look ? std::optional(look->stamp) : std::nullopt});
  }

  std::optional<File> query_;
  std::set<File> seen_;
  std::vector<features::StampedPhoto> photos_;
  int repeated_ = 0;
};

[[noreturn]] void fail_because_alone(const SimilarOptions& similar) {
  const bool is_recursive = similar.inputs.search.depth == inputs::Depth::kEverythingBelow;
  throw base::Error(base::ErrorCode::kInput,
                    fmt::format("{}: there is no other photo to compare it with",
                                base::printable(similar.query.string())),
                    is_recursive ? ""
                                 : base::argument("recursive") +
                                       " also looks into the folders below the given ones");
}

}  // namespace

ComparedPhotos find_compared_photos(const SimilarOptions& similar, const Context& context) {
  if (const auto failures =
          inputs::failures_of_all({{similar.query, {}, std::nullopt}}, similar.question)) {
    context.messages.error(failures->front());
    return {{}, failures->front().code};
  }
  const FoundPhotos found = find_photos(similar.inputs, similar.question, context);
  if (found.paths.empty()) return {{}, found.worst};
  FileList list(similar.query);
  for (const fs::path& path : found.paths) list.add_other(path);
  if (list.photos().size() == 1) fail_because_alone(similar);
  if (list.repeated() > 0 && !similar.quiet) {
    context.messages.note(
        fmt::format("{} of the photos are files that are among them already: each is compared once",
                    list.repeated()));
  }
  return {std::move(list.photos()), found.worst};
}

}  // namespace vitviz::commands
