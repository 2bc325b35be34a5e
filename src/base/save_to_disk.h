// SPDX-License-Identifier: Apache-2.0
// From the memory of the system to the disk, so that a power cut leaves what is there. The
// descriptors are those of open files.
#pragma once

namespace vitviz::base {

// Lets the system begin, where it can; nothing is promised.
void begin_saving(int descriptor);

// Returns when the file's bytes are on the disk: 0, or the system's number of the error.
[[nodiscard]] int save_bytes(int descriptor);

// Likewise all files of the file system that this file or folder lies in.
[[nodiscard]] int save_file_system(int descriptor);

}  // namespace vitviz::base
