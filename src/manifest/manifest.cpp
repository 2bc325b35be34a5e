// SPDX-License-Identifier: Apache-2.0
#include "manifest/manifest.h"

#include <fmt/format.h>
#include <unistd.h>

#include "base/atomic_file.h"
#include "manifest/path_text.h"
#include "manifest/result_size.h"

namespace vitviz::manifest {

namespace fs = std::filesystem;

fs::path manifest_file(const fs::path& out, const std::optional<inputs::Shard>& shard) {
  const std::string part = shard ? fmt::format(".{}-of-{}", shard->number, shard->count) : "";
  return out / fmt::format(".vitviz-manifest{}.jsonl", part);
}

Manifest::Manifest(const fs::path& file)
    : folder_(file.parent_path()),
      file_(file, "the account of what is done cannot be kept"),
      is_alone_(file_.is_alone()) {
  LineReader lines = file_.lines();
  while (const auto line = lines.next()) {
    if (const auto record = record_of(line->text)) take_in(*record, line->offset);
  }
  if (lines.error() != 0) file_.fail(lines.error());
  // A line that was cut off must not run into the next.
  if (!lines.ends_whole()) file_.add("\n");
}

void Manifest::take_in(const Record& record, std::int64_t offset) {
  if (const auto* run = std::get_if<RunRecord>(&record)) {
    last_run_ = run->conditions;
    processes_.insert(run->process);
  } else if (const auto* begun = std::get_if<BegunRecord>(&record)) {
    for (const fs::path& name : begun->files) {
      owned_.insert(hash_of(name));
      folders_.insert(name.parent_path());
    }
  } else if (const auto* done = std::get_if<DoneRecord>(&record)) {
    done_[hash_of(done->photo)] = offset;
    for (const DoneFile& of_photo : done->files) owned_.insert(hash_of(of_photo.path));
  }
}

bool Manifest::owns(const fs::path& file) const { return owned_.contains(hash_of(name_of(file))); }

std::optional<DoneRecord> Manifest::done(const fs::path& photo) const {
  const auto found = done_.find(hash_of(photo));
  if (found == done_.end()) return std::nullopt;
  LineReader lines = file_.lines(found->second);
  const auto line = lines.next();
  const auto record = line ? record_of(line->text) : std::nullopt;
  const auto* done = record ? std::get_if<DoneRecord>(&*record) : nullptr;
  const bool is_the_photo = done != nullptr && done->photo == photo;
  return is_the_photo ? std::optional(*done) : std::nullopt;
}

bool Manifest::is_whole(const DoneRecord& record) const {
  for (const DoneFile& file : record.files) {
    if (result_size(folder_ / file.path) != file.bytes) return false;
  }
  return true;
}

void Manifest::remove_leftovers() const {
  if (!is_alone_) return;
  for (const fs::path& folder : folders_) {
    for (const std::int64_t process : processes_) {
      if (process != getpid()) base::remove_unnamed_files(folder_ / folder, process);
    }
  }
}

fs::path Manifest::name_of(const fs::path& file) const {
  // Where one is absolute and the other is not, only their absolute paths can be compared.
  if (file.is_absolute() != folder_.is_absolute()) {
    return fs::absolute(file).lexically_normal().lexically_relative(
        fs::absolute(folder_).lexically_normal());
  }
  return folder_.empty() ? file.lexically_normal() : file.lexically_relative(folder_);
}

}  // namespace vitviz::manifest
