// SPDX-License-Identifier: Apache-2.0
#include "cli/run.h"
#include "image/opencv_threads.h"

int main(int argc, char** argv) {
  vitviz::image::keep_opencv_to_its_callers();
  return vitviz::cli::run(argc, argv);
}
