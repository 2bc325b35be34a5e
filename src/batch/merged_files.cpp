// SPDX-License-Identifier: Apache-2.0
#include "batch/merged_files.h"

#include <utility>
#include <variant>

#include <fmt/format.h>
#include <unistd.h>

#include "base/argument.h"
#include "base/bytes_of.h"
#include "base/error.h"
#include "base/stopped.h"
#include "base/text.h"
#include "batch/file_plan.h"
#include "batch/kept_files.h"
#include "manifest/manifest.h"
#include "manifest/record_reader.h"

namespace vitviz::batch {
namespace {

namespace fs = std::filesystem;

manifest::RunRecord run_of_all(const manifest::MergedRun& run) {
  return {.conditions = run.conditions(),
          .process = getpid(),
          .photos = run.all_photos(),
          .all_photos = run.all_photos(),
          .shard = {}};
}

// Whether the manifest is there as it would be written.
bool is_joined(const manifest::MergedRun& run, const fs::path& out) {
  return run.accounts().size() == 1 && run.manifests().front() == manifest::manifest_file(out, {});
}

std::vector<fs::path> files_of_all(const MergeWish& wish) {
  std::vector<fs::path> files;
  for (const auto& file : {wish.table, wish.coco, wish.failed}) {
    if (file) files.push_back(*file);
  }
  return files;
}

}  // namespace

MergedFiles::MergedFiles(const manifest::MergedRun& run, const MergeWish& wish)
    : run_(run), wish_(wish) {
  check_names();
  if (!is_joined(run, wish.out)) manifest_.emplace(wish.out, run_of_all(run), wish.overwrite);
  if (wish.table) table_.emplace(*wish.table, wish.overwrite);
  if (wish.coco) coco_.emplace(*wish.coco, wish.overwrite);
  if (wish.failed && !run.is_complete()) undone_.emplace(*wish.failed);
  if (manifest_) manifest_->add_own(files_of_all(wish));
}

void MergedFiles::check_names() const {
  const fs::path joined = manifest::manifest_file(wish_.out, {});
  KeptFiles kept;
  for (const fs::path& shard : run_.manifests()) {
    if (shard != joined) kept.keep(shard);
  }
  if (!is_joined(run_, wish_.out)) check_name(joined, wish_.overwrite, kept);
  for (const fs::path& file : files_of_all(wish_)) {
    check_name(file, wish_.overwrite, kept);
    create_folder_for(file);
  }
}

std::vector<fs::path> MergedFiles::write(const std::stop_token& stop) {
  const std::vector<fs::path> manifests = run_.manifests();
  manifest::RecordReader records(manifests);
  const auto take = [&](const manifest::RecordPlace& place) {
    base::stop_if_requested(stop);
    add(records.read(place), manifests[place.manifest].parent_path());
  };
  for (const manifest::RecordPlace& place : run_.of_all()) take(place);
  for (const manifest::PhotoEntry& photo : run_.photos()) take(photo.record);
  for (const manifest::UnplacedPhoto& photo : run_.unplaced()) take(photo.record);

  std::vector<fs::path> written;
  const auto finish = [&](auto& file, const fs::path& path) {
    if (!file) return;
    file->finish();
    written.push_back(path);
  };
  if (undone_) undone_->finish(wish_.overwrite);
  finish(table_, wish_.table.value_or(""));
  finish(coco_, wish_.coco.value_or(""));
  finish(manifest_, manifest::manifest_file(wish_.out, {}));
  if (undone_) written.push_back(*wish_.failed);
  return written;
}

void MergedFiles::add(const manifest::Record& record, const fs::path& from) {
  if (const auto* done = std::get_if<manifest::DoneRecord>(&record)) {
    if (table_ || coco_) add_done(*done);
  } else if (const auto* failed = std::get_if<manifest::FailedRecord>(&record)) {
    add_undone(failed->photo);
  } else if (const auto* begun = std::get_if<manifest::BegunRecord>(&record)) {
    add_undone(begun->photo);
  }
  if (manifest_) manifest_->add(record, from);
}

void MergedFiles::add_done(const manifest::DoneRecord& done) {
  const fs::path& photo = done.listed.empty() ? done.photo : done.listed;
  try {
    const Json kept = Json::parse(done.kept);
    if (table_) table_->add(photo, kept.at("table"));
    if (coco_) coco_->add(photo, kept.at("coco"));
  } catch (const Json::exception&) {
    throw base::Error(base::ErrorCode::kInput,
                      fmt::format("{}: its shard's account does not hold what tables need",
                                  base::printable(photo.string())),
                      fmt::format("draw it anew with {}", base::argument("force")));
  }
}

void MergedFiles::add_undone(const fs::path& photo) {
  if (!undone_ || photo.empty()) return;
  const std::string line = photo.string() + (wish_.nul_lists ? '\0' : '\n');
  undone_->append(base::bytes_of(line));
}

}  // namespace vitviz::batch
