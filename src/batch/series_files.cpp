// SPDX-License-Identifier: Apache-2.0
#include "batch/series_files.h"

#include "batch/file_plan.h"
#include "batch/resume.h"

namespace vitviz::batch {
namespace {

namespace fs = std::filesystem;

void check_file(const fs::path& file, const DrawJob& job) {
  check_files({file}, job);
  begin_files({}, {file}, job);
}

}  // namespace

SeriesFiles::SeriesFiles(const DrawJob& job) : job_(job) {
  if (job.output.failed)
    check_file(inputs::name_of_shard(*job.output.failed, job.output.shard), job);
  if (!job.output.coco) return;
  const fs::path coco = inputs::name_of_shard(*job.output.coco, job.output.shard);
  check_file(coco, job);
  coco_.emplace(coco, job.overwrite_of(coco));
}

std::string SeriesFiles::kept_of(const DrawnPhoto& drawn) const {
  return coco_ ? Json{{"coco", coco_entry(drawn)}}.dump() : "";
}

void SeriesFiles::add(const fs::path& photo, const std::string& kept) {
  if (kept.empty()) return;
  if (coco_) coco_->add(photo, Json::parse(kept).at("coco"));
}

void SeriesFiles::add_failed(const fs::path& photo) {
  failed_ += photo.native();
  failed_ += job_.output.nul_lists ? '\0' : '\n';
}

void SeriesFiles::finish(bool complete) {
  if (coco_ && complete) coco_->finish();
  if (!job_.output.failed || failed_.empty()) return;
  const fs::path list = inputs::name_of_shard(*job_.output.failed, job_.output.shard);
  base::write_file_atomically(list, std::as_bytes(std::span(failed_)), job_.overwrite_of(list));
}

}  // namespace vitviz::batch
