// SPDX-License-Identifier: Apache-2.0
// What libwebp's demuxer tells of a file beside its frames. It wants all bytes in memory.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include <webp/demux.h>

#include "image/encoded_photo.h"

namespace vitviz::image {

struct DeleteWebpDemuxer {
  void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
};
using WebpDemuxer = std::unique_ptr<WebPDemuxer, DeleteWebpDemuxer>;

struct WebpFrame : WebPIterator {
  WebpFrame() : WebPIterator{} {}
  WebpFrame(const WebpFrame&) = delete;
  WebpFrame& operator=(const WebpFrame&) = delete;
  ~WebpFrame() { WebPDemuxReleaseIterator(this); }
};

// The file's first bytes, as many as there are.
[[nodiscard]] std::vector<std::byte> read_head(const PhotoSource& source, std::size_t count);

// As many bytes as the file says that it has, of those that are there. `head` holds 16, or all.
[[nodiscard]] std::size_t webp_length(const PhotoSource& source, std::span<const std::byte> head);

[[nodiscard]] inline WebPData webp_data(std::span<const std::byte> file) {
  return {reinterpret_cast<const std::uint8_t*>(file.data()), file.size()};
}

// `file` must outlive it. Throws Error(kInput) that names `photo`.
[[nodiscard]] WebpDemuxer open_demuxer(const EncodedPhoto& photo, std::span<const std::byte> file);

// Throws Error(kInput) where it is larger than any photo that is read.
[[nodiscard]] Size canvas_of(const EncodedPhoto& photo, const WebPDemuxer& demuxer);

[[nodiscard]] int orientation_of(const WebPDemuxer& demuxer);

// Empty without one.
[[nodiscard]] std::vector<std::byte> color_profile_of(const WebPDemuxer& demuxer);

}  // namespace vitviz::image
