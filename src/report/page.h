// SPDX-License-Identifier: Apache-2.0
// The page: one HTML file with its style, its script and its data inside, which asks nobody for
// anything. Its parts are in report/page/.
#pragma once

#include <string>
#include <string_view>

namespace vitviz::report {

// Its content security policy lets nothing but its own style and script (by their SHA-256) and
// pictures inside of it be loaded. `data` is JSON; `title` any text.
[[nodiscard]] std::string make_page(std::string_view title, std::string_view data);

// So many bytes it has without data.
[[nodiscard]] std::size_t bytes_of_empty_page();

}  // namespace vitviz::report
