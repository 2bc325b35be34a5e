// SPDX-License-Identifier: Apache-2.0
// What is told of a merged run: how much of it is there, and what is missing.
#pragma once

#include <string>
#include <vector>

#include "manifest/merged_run.h"

namespace vitviz::commands {

// The lines of a summary; the first says how many photos are done.
//
//   998 of 1003 photos are done: 1 failed, 1 was not finished, 3 not begun
//   shard 4 of 10 has not run; shards 2, 7 of 10 are not finished
//   failed: /data/a/dog.jpg: the file is cut off
//   not finished: /data/a/cat.jpg
// Of missing photos the first ten are named. Throws Error(kInput) when a manifest has changed
// meanwhile.
[[nodiscard]] std::vector<std::string> summary_of(const manifest::MergedRun& run);

}  // namespace vitviz::commands
