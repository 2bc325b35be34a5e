// SPDX-License-Identifier: Apache-2.0
#include "fetch/address.h"

#include <algorithm>

namespace vitviz::fetch {
namespace {

constexpr std::string_view kHidden = "...";

// "NAME:PASSWORD@host" → "host"; a password may itself have an @ in it.
std::string_view host_of(std::string_view authority) {
  const std::size_t at = authority.rfind('@');
  return at == std::string_view::npos ? authority : authority.substr(at + 1);
}

// "token=abc&v=2" → "token=...&v=..."; what has no name is hidden whole.
std::string names_of(std::string_view query) {
  std::string shown;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view parameter = query.substr(0, end);
    const std::size_t equals = parameter.find('=');
    if (equals != std::string_view::npos) shown += parameter.substr(0, equals + 1);
    if (!parameter.empty()) shown += kHidden;
    if (end < query.size()) shown += '&';
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return shown;
}

}  // namespace

std::string without_secrets(std::string_view url) {
  constexpr std::string_view kSlashes = "://";
  url = url.substr(0, url.find('#'));  // a fragment is never sent
  const std::size_t scheme = url.find(kSlashes);
  const std::size_t begin = scheme == std::string_view::npos ? 0 : scheme + kSlashes.size();
  const std::size_t path = std::min(url.find_first_of("/?", begin), url.size());
  const std::size_t query = std::min(url.find('?', path), url.size());
  std::string shown(url.substr(0, begin));
  shown += host_of(url.substr(begin, path - begin));
  shown += url.substr(path, query - path);
  if (query < url.size()) shown += '?' + names_of(url.substr(query + 1));
  return shown;
}

}  // namespace vitviz::fetch
