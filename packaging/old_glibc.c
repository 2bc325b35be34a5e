// SPDX-License-Identifier: Apache-2.0
// What GCC 12's C++ library takes from a C library newer than that which the tarball's program is
// linked with (scripts/tarball).
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

// glibc 2.32: whether the process has a single thread, so that counters need no locked
// instructions.
char __libc_single_threaded = 0;

// glibc 2.36, behind std::random_device.
uint32_t arc4random(void) {
  uint32_t number;
  if (getentropy(&number, sizeof number) != 0) abort();
  return number;
}
