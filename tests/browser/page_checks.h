// SPDX-License-Identifier: Apache-2.0
// What has to be true of any page, whatever it shows. Each check returns what it found, a line for
// each fault; an empty text means that all is well.
#pragma once

#include <filesystem>
#include <string>

#include "browser/browser.h"

namespace vitviz::test {

// Messages in the console since the last look: errors, warnings, and what the page's policy
// blocked.
[[nodiscard]] std::string console_messages(Browser& browser);

// Addresses that the page in `file` asked for since the last look, and that are outside of it.
[[nodiscard]] std::string foreign_requests(Browser& browser, const std::filesystem::path& file);

// What sticks out of a viewport as wide as this, so that one would have to scroll sideways.
[[nodiscard]] std::string wider_than(Browser& browser, int width);

// Texts with less contrast than 4.5, which WCAG 2 asks for (1.4.3, level AA), in the colours that
// are chosen now.
[[nodiscard]] std::string faint_texts(Browser& browser);

// Of the Tab key, on a page that was just opened: what it does not reach, or not in the document's
// order, what a screen reader has no name for, and where one does not see that it has the focus.
[[nodiscard]] std::string focus_faults(Browser& browser);

}  // namespace vitviz::test
