// SPDX-License-Identifier: Apache-2.0
#include "image/webp_demuxer.h"

#include <algorithm>

#include "image/exif.h"

namespace vitviz::image {

std::vector<std::byte> read_head(const PhotoSource& source, std::size_t count) {
  std::vector<std::byte> bytes(std::min(count, source.size()));
  bytes.resize(source.read(0, bytes));
  return bytes;
}

// "RIFF", the length of what follows, "WEBP": what lies behind that length is not looked at.
std::size_t webp_length(const PhotoSource& source, std::span<const std::byte> head) {
  constexpr std::size_t kNotCounted = 8;
  if (head.size() < 2 * kNotCounted) return source.size();
  return std::min(source.size(), kNotCounted + little_endian(head.subspan(4, 4)));
}

WebpDemuxer open_demuxer(const EncodedPhoto& photo, std::span<const std::byte> file) {
  const WebPData data = webp_data(file);
  WebpDemuxer demuxer(WebPDemux(&data));
  if (!demuxer) fail_to_decode(photo, "its chunks are broken or incomplete");
  return demuxer;
}

Size canvas_of(const EncodedPhoto& photo, const WebPDemuxer& demuxer) {
  return checked_size(photo, WebPDemuxGetI(&demuxer, WEBP_FF_CANVAS_WIDTH),
                      WebPDemuxGetI(&demuxer, WEBP_FF_CANVAS_HEIGHT));
}

int orientation_of(const WebPDemuxer& demuxer) {
  WebPChunkIterator chunk{};
  if (WebPDemuxGetChunk(&demuxer, "EXIF", 1, &chunk) == 0) return 1;
  const int orientation =
      exif_orientation(std::as_bytes(std::span(chunk.chunk.bytes, chunk.chunk.size)));
  WebPDemuxReleaseChunkIterator(&chunk);
  return orientation;
}

std::vector<std::byte> color_profile_of(const WebPDemuxer& demuxer) {
  WebPChunkIterator chunk{};
  if (WebPDemuxGetChunk(&demuxer, "ICCP", 1, &chunk) == 0) return {};
  const auto icc = std::as_bytes(std::span(chunk.chunk.bytes, chunk.chunk.size));
  std::vector<std::byte> profile;
  if (icc.size() <= kMaxColorProfile) profile.assign(icc.begin(), icc.end());
  WebPDemuxReleaseChunkIterator(&chunk);
  return profile;
}

}  // namespace vitviz::image
