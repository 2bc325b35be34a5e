// SPDX-License-Identifier: Apache-2.0
// Files that will be read soon.
#pragma once

#include <filesystem>

namespace vitviz::base {

// Asks the system to fetch the bytes of a file while this program computes, so that whoever reads
// them later does not wait for a disk or a network. It changes nothing else, and never fails.
void read_ahead(const std::filesystem::path& file);

}  // namespace vitviz::base
