// SPDX-License-Identifier: Apache-2.0
// Numbers of any depth → the 8-bit RGB of a photo, through a window.
#pragma once

#include <memory>
#include <string>

#include "image/photo_decoder.h"
#include "image/samples.h"
#include "image/window.h"

namespace vitviz::image {

// `photo` must outlive the decoder. Throws Error(kInput) where the picture has fewer channels than
// are asked for, and as fail_without_window() does.
[[nodiscard]] std::unique_ptr<PhotoDecoder> open_windowed(const EncodedPhoto& photo,
                                                          std::unique_ptr<SampleSource> samples,
                                                          const ShownSamples& shown);

// What the user is told of channels that nobody chose; `seen` is 1 or 3.
[[nodiscard]] std::string channels_note(int channels, int seen);

// Throws Error(kInput): of these numbers nobody can tell which are black and white. It names the
// lowest and the highest, where it does not take long to find them.
[[noreturn]] void fail_without_window(const EncodedPhoto& photo, SampleSource& samples);

}  // namespace vitviz::image
