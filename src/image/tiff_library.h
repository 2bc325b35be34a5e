// SPDX-License-Identifier: Apache-2.0
// The functions of libtiff, which is loaded with the first TIFF photo: five libraries follow it.
#pragma once

#include <tiffio.h>

#include "base/late_library.h"

namespace vitviz::image {

class TiffLibrary {
 public:
  static constexpr const char* kFile = "libtiff.so.6";

  // Loaded by the first call. Throws base::LibraryMissing.
  [[nodiscard]] static const TiffLibrary& instance();

 private:
  base::LateLibrary library_{kFile};

  TiffLibrary() = default;

 public:
  // Each is the function of libtiff that is called TIFF and so.
  decltype(&TIFFClientOpenExt) client_open_ext = library_["TIFFClientOpenExt"];
  decltype(&TIFFClose) close = library_["TIFFClose"];
  decltype(&TIFFComputeStrip) compute_strip = library_["TIFFComputeStrip"];
  decltype(&TIFFComputeTile) compute_tile = library_["TIFFComputeTile"];
  decltype(&TIFFGetField) get_field = library_["TIFFGetField"];
  decltype(&TIFFGetFieldDefaulted) get_field_defaulted = library_["TIFFGetFieldDefaulted"];
  decltype(&TIFFIsTiled) is_tiled = library_["TIFFIsTiled"];
  decltype(&TIFFLastDirectory) last_directory = library_["TIFFLastDirectory"];
  decltype(&TIFFOpenOptionsAlloc) open_options_alloc = library_["TIFFOpenOptionsAlloc"];
  decltype(&TIFFOpenOptionsFree) open_options_free = library_["TIFFOpenOptionsFree"];
  decltype(&TIFFOpenOptionsSetErrorHandlerExtR) open_options_set_error_handler_ext_r =
      library_["TIFFOpenOptionsSetErrorHandlerExtR"];
  decltype(&TIFFOpenOptionsSetMaxSingleMemAlloc) open_options_set_max_single_mem_alloc =
      library_["TIFFOpenOptionsSetMaxSingleMemAlloc"];
  decltype(&TIFFOpenOptionsSetWarningHandlerExtR) open_options_set_warning_handler_ext_r =
      library_["TIFFOpenOptionsSetWarningHandlerExtR"];
  decltype(&TIFFRGBAImageBegin) rgba_image_begin = library_["TIFFRGBAImageBegin"];
  decltype(&TIFFRGBAImageEnd) rgba_image_end = library_["TIFFRGBAImageEnd"];
  decltype(&TIFFRGBAImageGet) rgba_image_get = library_["TIFFRGBAImageGet"];
  decltype(&TIFFReadEncodedStrip) read_encoded_strip = library_["TIFFReadEncodedStrip"];
  decltype(&TIFFReadEncodedTile) read_encoded_tile = library_["TIFFReadEncodedTile"];
  decltype(&TIFFReadScanline) read_scanline = library_["TIFFReadScanline"];
  decltype(&TIFFScanlineSize64) scanline_size_64 = library_["TIFFScanlineSize64"];
  decltype(&TIFFStripSize64) strip_size_64 = library_["TIFFStripSize64"];
  decltype(&TIFFTileRowSize64) tile_row_size_64 = library_["TIFFTileRowSize64"];
  decltype(&TIFFTileSize64) tile_size_64 = library_["TIFFTileSize64"];
};

}  // namespace vitviz::image
