// SPDX-License-Identifier: Apache-2.0
// --view terminal: overlays as text, for whoever looks at results over ssh.
#pragma once

#include <filesystem>
#include <string>

#include "cli/views.h"
#include "screen/terminal_screen.h"

namespace vitviz::cli {

// The overlay of each of input.maps below a line that says what it is: "cat.jpg, block 3, head 1".
// Fitted to the screen; in sixel graphics where it understands them, otherwise in half blocks of
// 24-bit colours.
[[nodiscard]] std::string show_overlays(const std::filesystem::path& photo, const ViewInput& input,
                                        const text_pictures::TextScreen& screen);

}  // namespace vitviz::cli
