// SPDX-License-Identifier: Apache-2.0
#include "batch/series_files.h"

#include "base/bytes_of.h"
#include "batch/file_plan.h"
#include "batch/resume.h"
#include "batch/table_rows.h"

namespace vitviz::batch {
namespace {

namespace fs = std::filesystem;

// The name of a file of the shard, once it may be written.
fs::path begin_file(const fs::path& file, const DrawJob& job) {
  const fs::path name = inputs::name_of_shard(file, job.output.shard);
  check_files({name}, job);
  begin_files({}, {name}, job);
  return name;
}

// A file of all photos, where it is wanted.
template <typename File>
void open_file(const std::optional<fs::path>& wanted, const DrawJob& job,
               std::optional<File>& file) {
  if (!wanted) return;
  const fs::path name = begin_file(*wanted, job);
  file.emplace(name, job.overwrite_of(name));
}

}  // namespace

SeriesFiles::SeriesFiles(const DrawJob& job) : job_(job) {
  if (job.output.failed) static_cast<void>(begin_file(*job.output.failed, job));
  open_file(job.output.coco, job, coco_);
  open_file(job.output.table, job, table_);
}

std::string SeriesFiles::kept_of(const DrawnPhoto& drawn) const {
  Json kept = Json::object();
  if (coco_) kept["coco"] = coco_entry(drawn);
  if (table_) kept["table"] = table_entry(drawn, job_.model.blueprint(), job_.selection);
  return kept.empty() ? "" : text_of(kept);
}

void SeriesFiles::add(const fs::path& photo, const std::string& kept) {
  if (kept.empty()) return;
  const Json entries = Json::parse(kept);
  if (coco_) coco_->add(photo, entries.at("coco"));
  if (table_) table_->add(photo, entries.at("table"));
}

void SeriesFiles::add_failed(const fs::path& photo) {
  failed_ += photo.native();
  failed_ += job_.output.nul_lists ? '\0' : '\n';
}

void SeriesFiles::finish(bool complete) {
  if (coco_ && complete) coco_->finish();
  if (table_ && complete) table_->finish();
  if (!job_.output.failed || failed_.empty()) return;
  const fs::path list = inputs::name_of_shard(*job_.output.failed, job_.output.shard);
  base::write_file_atomically(list, base::bytes_of(failed_), job_.overwrite_of(list));
}

}  // namespace vitviz::batch
