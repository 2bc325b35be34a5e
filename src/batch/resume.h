// SPDX-License-Identifier: Apache-2.0
// What a run of many photos has to do with its manifest: the account of what is done, by which it
// goes on after it was broken off.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "batch/draw_job.h"
#include "batch/draw_photo.h"

namespace vitviz::batch {

// Throws Error(kOutput) when one of a photo's files is in the way, or may not have its name.
void check_files(const std::vector<std::filesystem::path>& files, const DrawJob& job);

// Creates the folders of a photo's files where they are missing, and names the files in the
// manifest, before the first of them is begun. Throws Error(kOutput).
void begin_files(const std::filesystem::path& photo,
                 const std::vector<std::filesystem::path>& files, const DrawJob& job);

// How the manifest names a photo: by its absolute path.
[[nodiscard]] std::filesystem::path name_in_manifest(const std::filesystem::path& photo);

// How a call named it, where that is not its absolute path; else nothing.
[[nodiscard]] std::filesystem::path listed_in_manifest(const std::filesystem::path& photo);

// What is recorded of a photo whose files have their names. `at` is its place among all inputs.
[[nodiscard]] manifest::DoneRecord done_record(const std::filesystem::path& photo, std::size_t at,
                                               const DrawnPhoto& drawn, std::string kept,
                                               const DrawJob& job);

// The record of a photo that an earlier run has done, with the same options and model, and whose
// file and results are what they were then. Nothing without resume.
[[nodiscard]] std::optional<manifest::DoneRecord> already_done(const std::filesystem::path& photo,
                                                               const DrawJob& job);

}  // namespace vitviz::batch
