// SPDX-License-Identifier: Apache-2.0
// The file in which the scores of photos are kept while an evaluation runs (eval/score_log.h).
#pragma once

#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <vector>

#include "eval/score_log.h"
#include "eval/task.h"

namespace vitviz::scoring {

class ScoreFile {
 public:
  // Opens the file to go on with it, or begins it. `settings` says of each setting what is scored,
  // and how, in parts with "; " between them. Throws Error(kArgument) when the file has the scores
  // of something else, Error(kInput) when it is no such file, and Error(kOutput) when it cannot be
  // written.
  ScoreFile(std::filesystem::path path, const eval::Task& task,
            std::span<const std::string> settings);

  // What the file had of a photo when it was opened; null where it had nothing.
  [[nodiscard]] const std::vector<eval::PhotoEntry>* find(const std::string& photo) const;

  // Adds a photo's scores, an entry for each setting. Throws Error(kOutput).
  void add(std::span<const eval::PhotoEntry> entries);

 private:
  void write(const std::string& line);

  std::filesystem::path path_;
  eval::ScoreLog known_;
  std::ofstream file_;
};

}  // namespace vitviz::scoring
