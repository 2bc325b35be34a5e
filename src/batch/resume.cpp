// SPDX-License-Identifier: Apache-2.0
#include "batch/resume.h"

#include <set>
#include <system_error>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "base/argument.h"
#include "base/error.h"
#include "base/text.h"
#include "batch/file_plan.h"
#include "manifest/result_size.h"
#include "manifest/stamp.h"

namespace vitviz::batch {
namespace {

namespace fs = std::filesystem;

fs::path path_of(const std::variant<PictureFile, ArrayFile>& file) {
  return std::visit([](const auto& of_kind) { return of_kind.path; }, file);
}

// A result of an earlier run, where this one is not to go on with it.
bool is_in_the_way(const fs::path& file, const DrawJob& job) {
  std::error_code ignored;
  return job.manifest != nullptr && job.overwrite_of(file) == base::Overwrite::kNever &&
         job.manifest->owns(file) && fs::exists(fs::symlink_status(file, ignored));
}

}  // namespace

void check_files(const std::vector<fs::path>& files, const DrawJob& job) {
  for (const fs::path& file : files) {
    if (is_in_the_way(file, job)) {
      throw base::Error(
          base::ErrorCode::kOutput,
          fmt::format("{}: already exists, of an earlier run", base::printable(file.string())),
          fmt::format("use {} to go on with that run, or {} to replace its results",
                      base::argument("resume"), base::argument("force")));
    }
    check_name(file, job.overwrite_of(file), job.kept);
  }
}

void begin_files(const fs::path& photo, const std::vector<fs::path>& files, const DrawJob& job) {
  std::set<fs::path> folders;
  for (const fs::path& file : files) {
    if (folders.insert(file.parent_path()).second) create_folder_for(file);
  }
  if (job.manifest == nullptr || files.empty()) return;
  manifest::BegunRecord record{name_in_manifest(photo), {}};
  for (const fs::path& file : files) record.files.push_back(job.manifest->name_of(file));
  job.manifest->add(record);
}

fs::path name_in_manifest(const fs::path& photo) {
  std::error_code ignored;
  return fs::absolute(photo, ignored).lexically_normal();
}

fs::path listed_in_manifest(const fs::path& photo) {
  return photo == name_in_manifest(photo) ? fs::path() : photo;
}

manifest::DoneRecord done_record(const fs::path& photo, std::size_t at, const DrawnPhoto& drawn,
                                 std::string kept, const DrawJob& job) {
  manifest::DoneRecord record{.photo = name_in_manifest(photo),
                              .at = at,
                              .run = id_of(*job.conditions),
                              .stamp = drawn.stamp,
                              .files = {},
                              .kept = std::move(kept),
                              .listed = listed_in_manifest(photo)};
  for (const auto& of_kind : drawn.files) {
    const fs::path file = path_of(of_kind);
    record.files.push_back({job.manifest->name_of(file), manifest::result_size(file).value_or(0)});
  }
  return record;
}

std::optional<manifest::DoneRecord> already_done(const fs::path& photo, const DrawJob& job) {
  if (!job.output.resume || job.manifest == nullptr) return std::nullopt;
  auto record = job.manifest->done(name_in_manifest(photo));
  const bool is_valid = record && record->run == id_of(*job.conditions) && !record->stamp.empty() &&
                        record->stamp == manifest::stamp_of(photo) &&
                        job.manifest->is_whole(*record);
  return is_valid ? record : std::nullopt;
}

}  // namespace vitviz::batch
