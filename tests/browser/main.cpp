// SPDX-License-Identifier: Apache-2.0
// The tests that need a browser. Where none is installed they are skipped, as CTest says by this
// exit code; a browser that is there and does not start lets them fail.
#define DOCTEST_CONFIG_IMPLEMENT
#include <cstdio>

#include <doctest/doctest.h>

#include "browser/driver_process.h"

int main(int argc, char** argv) {
  doctest::Context context(argc, argv);
  const std::string missing = vitviz::test::missing_browser();
  const bool only_lists = context.shouldExit();  // at build time, for CTest
  if (!missing.empty() && !only_lists) {
    std::printf("Skipped: %s; its packages are in scripts/packages-for-browser-tests\n",
                missing.c_str());
    return VITVIZ_SKIPPED;
  }
  return context.run();
}
