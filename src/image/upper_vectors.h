// SPDX-License-Identifier: Apache-2.0
// ISA-L returns with the upper halves of the vector registers in use. All code of the thread that
// is compiled for SSE, as this program is, then waits for them with every instruction: lcms2 and
// libm were seen to take 17 times as long. Other processors than x86-64 have no such halves.
#pragma once

namespace vitviz::image {

// To be called behind ISA-L. Leaves what SSE code sees of the registers as it is.
inline void release_upper_vectors() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx") != 0) asm volatile("vzeroupper");
#endif
}

}  // namespace vitviz::image
