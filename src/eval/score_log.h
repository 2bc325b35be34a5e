// SPDX-License-Identifier: Apache-2.0
// Scores on disk while an evaluation runs, so that one that was interrupted can go on: a line of
// JSON for each photo, with all digits.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "eval/photo_score.h"

namespace vitviz::eval {

using LogEntry = std::variant<PhotoScore, LeftOut>;

// One line, with its end.
[[nodiscard]] std::string log_line(const LogEntry& entry);

// All entries by photo; of two the last. A last line without its end was cut off and is passed
// over. `name` stands for the log in messages. Throws Error(kInput) for any other line that is
// none.
[[nodiscard]] std::map<std::string, LogEntry, std::less<>> read_log(std::string_view text,
                                                                    std::string_view name);

}  // namespace vitviz::eval
