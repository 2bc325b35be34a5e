// SPDX-License-Identifier: Apache-2.0
// OpenCV's own threads, which a program may not want beside base::ThreadPool.
#pragma once

namespace vitviz::image {

// From here on OpenCV works in the thread that calls it, in the whole process. A program calls this
// before its first photo: its results then do not depend on how many threads OpenCV would have
// taken.
void keep_opencv_to_its_callers();

}  // namespace vitviz::image
