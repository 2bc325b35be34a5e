// SPDX-License-Identifier: Apache-2.0
// What a TAR archive holds. Its members follow each other, each behind a header (tar_header.h) and
// filled up to whole blocks; there is no directory. Read are the headers alone, one in 10 µs.
//
// Known are POSIX's ustar and pax and GNU's long names and sizes. A hard link is what it leads to,
// where that lies before it; other links and files with holes are refused.
#pragma once

#include "archives/archive.h"
#include "io/random_access.h"

namespace vitviz::archives {

// Never throws for what the archive says: where it makes no sense, the listing ends with `damage`.
[[nodiscard]] Listing list_tar(const io::RandomAccess& file);

}  // namespace vitviz::archives
