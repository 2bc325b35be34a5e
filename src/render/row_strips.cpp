// SPDX-License-Identifier: Apache-2.0
#include "render/row_strips.h"

#include <algorithm>

namespace vitviz::render {
namespace {

constexpr int kRowsPerStrip = 32;  // large beside the cost of handing out a task, small to balance

}  // namespace

void for_each_strip(int rows, base::ThreadPool& threads,
                    const std::function<void(int begin, int end)>& draw) {
  const int strips = rows / kRowsPerStrip + (rows % kRowsPerStrip != 0 ? 1 : 0);
  threads.parallel_for(strips, [&](int strip, int /*worker*/) {
    const int begin = strip * kRowsPerStrip;
    draw(begin, begin + std::min(kRowsPerStrip, rows - begin));
  });
}

}  // namespace vitviz::render
