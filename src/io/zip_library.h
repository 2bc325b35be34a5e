// SPDX-License-Identifier: Apache-2.0
// The functions of libzip, which is loaded with the first ZIP archive, be it a checkpoint of
// PyTorch, an .npz file or an archive of photos: OpenSSL follows it, for the passwords that we do
// not take.
#pragma once

#include <string>

#include <zip.h>

#include "base/error.h"
#include "base/late_library.h"
#include "io/zip_archive.h"

namespace vitviz::io {

class ZipLibrary {
 public:
  // Loaded by the first call. Throws base::LibraryMissing.
  [[nodiscard]] static const ZipLibrary& instance();

 private:
  base::LateLibrary library_{kZipFile};

  ZipLibrary() = default;

 public:
  // Each is the function of libzip that is called zip_ and so.
  decltype(&zip_close) close = library_["zip_close"];
  decltype(&zip_discard) discard = library_["zip_discard"];
  decltype(&zip_error_code_zip) error_code_zip = library_["zip_error_code_zip"];
  decltype(&zip_error_fini) error_fini = library_["zip_error_fini"];
  decltype(&zip_error_init) error_init = library_["zip_error_init"];
  decltype(&zip_fclose) fclose = library_["zip_fclose"];
  decltype(&zip_file_add) file_add = library_["zip_file_add"];
  decltype(&zip_file_set_dostime) file_set_dostime = library_["zip_file_set_dostime"];
  decltype(&zip_fopen_index) fopen_index = library_["zip_fopen_index"];
  decltype(&zip_fread) fread = library_["zip_fread"];
  decltype(&zip_get_num_entries) get_num_entries = library_["zip_get_num_entries"];
  decltype(&zip_open_from_source) open_from_source = library_["zip_open_from_source"];
  decltype(&zip_set_file_compression) set_file_compression = library_["zip_set_file_compression"];
  decltype(&zip_source_buffer) source_buffer = library_["zip_source_buffer"];
  decltype(&zip_source_buffer_create) source_buffer_create = library_["zip_source_buffer_create"];
  decltype(&zip_source_close) source_close = library_["zip_source_close"];
  decltype(&zip_source_free) source_free = library_["zip_source_free"];
  decltype(&zip_source_function_create) source_function_create =
      library_["zip_source_function_create"];
  decltype(&zip_source_keep) source_keep = library_["zip_source_keep"];
  decltype(&zip_source_make_command_bitmap) source_make_command_bitmap =
      library_["zip_source_make_command_bitmap"];
  decltype(&zip_source_open) source_open = library_["zip_source_open"];
  decltype(&zip_source_read) source_read = library_["zip_source_read"];
  decltype(&zip_source_seek_compute_offset) source_seek_compute_offset =
      library_["zip_source_seek_compute_offset"];
  decltype(&zip_source_stat) source_stat = library_["zip_source_stat"];
  decltype(&zip_stat_index) stat_index = library_["zip_stat_index"];
  decltype(&zip_stat_init) stat_init = library_["zip_stat_init"];
};

// Loads libzip for the archive `name`. Throws Error(code) that says what to install.
void require_libzip(base::ErrorCode code, const std::string& name);

// After require_libzip().
[[nodiscard]] inline const ZipLibrary& libzip() { return ZipLibrary::instance(); }

}  // namespace vitviz::io
