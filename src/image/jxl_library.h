// SPDX-License-Identifier: Apache-2.0
// The functions of libjxl, which is loaded with the first JPEG XL photo.
#pragma once

#include <jxl/decode.h>

#include "base/late_library.h"

namespace vitviz::image {

class JxlLibrary {
 public:
  // Loaded by the first call. Throws base::LibraryMissing.
  [[nodiscard]] static const JxlLibrary& instance();

  // libjxl changes its functions from one version to the next, and its name with them.
  [[nodiscard]] static std::string version();  // "0.7"
  [[nodiscard]] static std::string file() { return "libjxl.so." + version(); }

 private:
  base::LateLibrary library_{file()};

  JxlLibrary() = default;

 public:
  // Each is the function of libjxl that is called JxlDecoder and so.
  decltype(&JxlDecoderCreate) create = library_["JxlDecoderCreate"];
  decltype(&JxlDecoderDestroy) destroy = library_["JxlDecoderDestroy"];
  decltype(&JxlDecoderSubscribeEvents) subscribe_events = library_["JxlDecoderSubscribeEvents"];
  decltype(&JxlDecoderSetUnpremultiplyAlpha) set_unpremultiply_alpha =
      library_["JxlDecoderSetUnpremultiplyAlpha"];
  decltype(&JxlDecoderProcessInput) process_input = library_["JxlDecoderProcessInput"];
  decltype(&JxlDecoderSetInput) set_input = library_["JxlDecoderSetInput"];
  decltype(&JxlDecoderReleaseInput) release_input = library_["JxlDecoderReleaseInput"];
  decltype(&JxlDecoderGetBasicInfo) get_basic_info = library_["JxlDecoderGetBasicInfo"];
  decltype(&JxlDecoderGetICCProfileSize) get_icc_profile_size =
      library_["JxlDecoderGetICCProfileSize"];
  decltype(&JxlDecoderGetColorAsICCProfile) get_color_as_icc_profile =
      library_["JxlDecoderGetColorAsICCProfile"];
  decltype(&JxlDecoderSetImageOutCallback) set_image_out_callback =
      library_["JxlDecoderSetImageOutCallback"];
};

}  // namespace vitviz::image
