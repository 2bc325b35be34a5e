// SPDX-License-Identifier: Apache-2.0
#include "cli/run.h"
#include "image/opencv_threads.h"
#include "vitviz/program.h"

int vitviz::run_program(int argc, char** argv) noexcept {
  image::keep_opencv_to_its_callers();
  return cli::run(argc, argv);
}
