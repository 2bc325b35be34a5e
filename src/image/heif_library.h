// SPDX-License-Identifier: Apache-2.0
// The functions of libheif, which is loaded with the first HEIC or AVIF photo.
#pragma once

#include <libheif/heif.h>

#include "base/late_library.h"

namespace vitviz::image {

class HeifLibrary {
 public:
  static constexpr const char* kFile = "libheif.so.1";

  // Loaded by the first call. Throws base::LibraryMissing.
  [[nodiscard]] static const HeifLibrary& instance();

 private:
  base::LateLibrary library_{kFile};

  HeifLibrary();

 public:
  // Each is the function of libheif that is called heif_ and so.
  decltype(&heif_context_alloc) context_alloc = library_["heif_context_alloc"];
  decltype(&heif_context_free) context_free = library_["heif_context_free"];
  decltype(&heif_context_read_from_reader) context_read_from_reader =
      library_["heif_context_read_from_reader"];
  decltype(&heif_context_get_primary_image_handle) context_get_primary_image_handle =
      library_["heif_context_get_primary_image_handle"];
  decltype(&heif_context_get_number_of_top_level_images) context_get_number_of_top_level_images =
      library_["heif_context_get_number_of_top_level_images"];
  decltype(&heif_image_handle_release) image_handle_release = library_["heif_image_handle_release"];
  decltype(&heif_image_handle_get_width) image_handle_get_width =
      library_["heif_image_handle_get_width"];
  decltype(&heif_image_handle_get_height) image_handle_get_height =
      library_["heif_image_handle_get_height"];
  decltype(&heif_image_handle_has_alpha_channel) image_handle_has_alpha_channel =
      library_["heif_image_handle_has_alpha_channel"];
  decltype(&heif_image_handle_is_premultiplied_alpha) image_handle_is_premultiplied_alpha =
      library_["heif_image_handle_is_premultiplied_alpha"];
  decltype(&heif_image_handle_get_luma_bits_per_pixel) image_handle_get_luma_bits_per_pixel =
      library_["heif_image_handle_get_luma_bits_per_pixel"];
  decltype(&heif_image_handle_get_raw_color_profile_size) image_handle_get_raw_color_profile_size =
      library_["heif_image_handle_get_raw_color_profile_size"];
  decltype(&heif_image_handle_get_raw_color_profile) image_handle_get_raw_color_profile =
      library_["heif_image_handle_get_raw_color_profile"];
  decltype(&heif_decoding_options_alloc) decoding_options_alloc =
      library_["heif_decoding_options_alloc"];
  decltype(&heif_decoding_options_free) decoding_options_free =
      library_["heif_decoding_options_free"];
  decltype(&heif_decode_image) decode_image = library_["heif_decode_image"];
  decltype(&heif_image_get_plane_readonly) image_get_plane_readonly =
      library_["heif_image_get_plane_readonly"];
  decltype(&heif_image_get_width) image_get_width = library_["heif_image_get_width"];
  decltype(&heif_image_get_height) image_get_height = library_["heif_image_get_height"];
  decltype(&heif_image_release) image_release = library_["heif_image_release"];
};

}  // namespace vitviz::image
