// SPDX-License-Identifier: Apache-2.0
#include "manifest/joined_manifest.h"

#include <string>
#include <utility>
#include <variant>

#include "base/bytes_of.h"
#include "manifest/manifest.h"

namespace vitviz::manifest {
namespace {

namespace fs = std::filesystem;

fs::path absolute_of(const fs::path& path) { return fs::absolute(path).lexically_normal(); }

}  // namespace

JoinedManifest::JoinedManifest(const fs::path& out, const RunRecord& run, base::Overwrite overwrite)
    : out_(absolute_of(out)), file_(manifest_file(out, {})), overwrite_(overwrite) {
  append(run);
}

void JoinedManifest::add(Record record, const fs::path& from) {
  const fs::path folder = absolute_of(from);
  if (folder != out_) {
    if (auto* done = std::get_if<DoneRecord>(&record)) {
      for (DoneFile& file : done->files) file.path = name_of(folder / file.path);
    } else if (auto* begun = std::get_if<BegunRecord>(&record)) {
      for (fs::path& file : begun->files) file = name_of(folder / file);
    }
  }
  append(record);
}

void JoinedManifest::add_own(const std::vector<fs::path>& files) {
  if (files.empty()) return;
  BegunRecord record;
  for (const fs::path& file : files) record.files.push_back(name_of(absolute_of(file)));
  append(record);
}

void JoinedManifest::finish() { file_.finish(overwrite_); }

void JoinedManifest::append(const Record& record) {
  const std::string line = line_of(record);
  file_.append(base::bytes_of(line));
}

fs::path JoinedManifest::name_of(const fs::path& file) const {
  return file.lexically_normal().lexically_relative(out_);
}

}  // namespace vitviz::manifest
