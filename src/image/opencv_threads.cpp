// SPDX-License-Identifier: Apache-2.0
#include "image/opencv_threads.h"

#include <opencv2/core/utility.hpp>

namespace vitviz::image {

void keep_opencv_to_its_callers() { cv::setNumThreads(0); }

}  // namespace vitviz::image
