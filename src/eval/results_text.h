// SPDX-License-Identifier: Apache-2.0
// Results in the forms in which they are read: by people, by spreadsheets, by programs.
#pragma once

#include <string>

#include "eval/results.h"
#include "eval/sweep.h"

namespace vitviz::eval {

// A table of the scores with their intervals, and the protocol below it. Of a sweep, a row for each
// setting; where the protocol differs between them, it has all that occurs.
// Requires: a point of the sweep.
[[nodiscard]] std::string results_text(const Results& results);
[[nodiscard]] std::string results_text(const Sweep& sweep);

// A row for each photo with a score, after a row of names: the photo, the task's columns, and the
// protocol in one line, so that tables of several runs can be joined. A sweep's rows begin with the
// setting. As in RFC 4180, but for line feeds at the ends of lines.
[[nodiscard]] std::string results_csv(const Results& results);
[[nodiscard]] std::string results_csv(const Sweep& sweep);

// {"task", "scores": {NAME: {"value", "low", "high"}}, "protocol": {…}, "photos": [{"photo", …}],
// "left_out": [{"photo", "reason"}]}
// A sweep is {"sweep": NAME, "settings": [{"setting", and all of the above}]}.
[[nodiscard]] std::string results_json(const Results& results);
[[nodiscard]] std::string results_json(const Sweep& sweep);

}  // namespace vitviz::eval
