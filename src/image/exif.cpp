// SPDX-License-Identifier: Apache-2.0
#include "image/exif.h"

#include <algorithm>
#include <memory>
#include <vector>

#include <libexif/exif-data.h>

namespace vitviz::image {
namespace {

// libexif wants the block as it follows the marker of a JPEG segment.
constexpr std::byte kPrefix[] = {std::byte{'E'}, std::byte{'x'}, std::byte{'i'},
                                 std::byte{'f'}, std::byte{0},   std::byte{0}};

// A JPEG segment holds no more, and cameras write the orientation near the start.
constexpr std::size_t kMaxBytes = 0xFFFF;

struct Unref {
  void operator()(ExifData* data) const { exif_data_unref(data); }
};

}  // namespace

int exif_orientation(std::span<const std::byte> exif) {
  std::vector<std::byte> block(std::begin(kPrefix), std::end(kPrefix));
  const auto used = exif.first(std::min(exif.size(), kMaxBytes));
  block.insert(block.end(), used.begin(), used.end());

  const std::unique_ptr<ExifData, Unref> data(exif_data_new());
  if (!data) return 1;
  exif_data_unset_option(data.get(), EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
  exif_data_set_option(data.get(), EXIF_DATA_OPTION_DONT_CHANGE_MAKER_NOTE);
  exif_data_load_data(data.get(), reinterpret_cast<const unsigned char*>(block.data()),
                      static_cast<unsigned>(block.size()));

  const ExifEntry* entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  if (entry == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->size < 2) return 1;
  const int orientation = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

}  // namespace vitviz::image
