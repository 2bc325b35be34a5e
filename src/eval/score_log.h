// SPDX-License-Identifier: Apache-2.0
// Scores on disk while an evaluation runs, so that one that was interrupted can go on. A line of
// JSON says what is scored, in one text for each setting; then each photo has a line, with all
// digits of its score at each of them.
//
//   {"settings": ["task saliency; …"]}
//   {"photo": "cat", "scores": [{"values": […], "parts": […]}]}
//   {"photo": "dog", "scores": [{"left_out": "its truth has no object"}]}
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "eval/photo_score.h"
#include "eval/task.h"

namespace vitviz::eval {

using PhotoEntry = std::variant<PhotoScore, LeftOut>;

struct ScoreLog {
  std::vector<std::string> settings;  // none where the log is empty
  // By photo, an entry for each setting.
  std::map<std::string, std::vector<PhotoEntry>, std::less<>> photos;
};

// The lines, with their ends. Requires: an entry, and all of one photo.
[[nodiscard]] std::string log_head(std::span<const std::string> settings);
[[nodiscard]] std::string log_line(std::span<const PhotoEntry> entries);

// The log of a task; of two lines of a photo the last counts. A last line without its end was cut
// off and is passed over. `name` stands for the log in messages. Throws Error(kInput) for any line
// that is none of these, or has numbers of another task.
[[nodiscard]] ScoreLog read_log(std::string_view text, const Task& task, std::string_view name);

}  // namespace vitviz::eval
