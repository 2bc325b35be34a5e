// SPDX-License-Identifier: Apache-2.0
#include "fetch/address.h"

#include <algorithm>

namespace vitviz::fetch {

std::string without_password(std::string_view url) {
  constexpr std::string_view kSlashes = "://";
  const std::size_t scheme = url.find(kSlashes);
  const std::size_t begin = scheme == std::string_view::npos ? 0 : scheme + kSlashes.size();
  const std::size_t end = std::min(url.find_first_of("/?#", begin), url.size());
  // A password may itself have an @ in it.
  const std::size_t at = url.substr(begin, end - begin).rfind('@');
  std::string shown(url.substr(0, begin));
  shown += at == std::string_view::npos ? url.substr(begin) : url.substr(begin + at + 1);
  return shown;
}

}  // namespace vitviz::fetch
