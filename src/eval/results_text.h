// SPDX-License-Identifier: Apache-2.0
// Results in the forms in which they are read: by people, by spreadsheets, by programs.
#pragma once

#include <string>

#include "eval/results.h"

namespace vitviz::eval {

// A table of the scores with their intervals, and the protocol below it.
[[nodiscard]] std::string results_text(const Results& results);

// A row for each photo with a score, after a row of names: the photo, the task's columns, and the
// protocol in one line, so that tables of several runs can be joined. As in RFC 4180, but for line
// feeds at the ends of lines.
[[nodiscard]] std::string results_csv(const Results& results);

// {"task", "scores": {NAME: {"value", "low", "high"}}, "protocol": {…}, "photos": [{"photo", …}],
// "left_out": [{"photo", "reason"}]}
[[nodiscard]] std::string results_json(const Results& results);

}  // namespace vitviz::eval
