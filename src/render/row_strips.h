// SPDX-License-Identifier: Apache-2.0
// A picture cut into strips of rows that threads share out.
#pragma once

#include <functional>

#include "base/thread_pool.h"

namespace vitviz::render {

// Calls draw(begin, end) for strips of rows that together are [0, rows). The strips are the same
// for any number of threads.
void for_each_strip(int rows, base::ThreadPool& threads,
                    const std::function<void(int begin, int end)>& draw);

}  // namespace vitviz::render
