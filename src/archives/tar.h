// SPDX-License-Identifier: Apache-2.0
// A TAR archive, such as a shard of a WebDataset.
#pragma once

#include <memory>
#include <string>

#include "archives/archive.h"
#include "io/random_access.h"

namespace vitviz::archives {

// `file` is read now and not again.
[[nodiscard]] std::unique_ptr<const Archive> open_tar(const std::string& name,
                                                      const io::RandomAccess& file);

}  // namespace vitviz::archives
