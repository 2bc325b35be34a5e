// SPDX-License-Identifier: Apache-2.0
#include "eval/name_list.h"

#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "eval/data_set_error.h"
#include "image/photo_format.h"

namespace vitviz::eval {
namespace {

namespace fs = std::filesystem;

// A name may have a dot of its own: only what is a photo's extension goes.
std::string name_in(std::string_view word) {
  const fs::path file = fs::path(word).filename();
  return (image::has_photo_extension(file) ? file.stem() : file).string();
}

std::string_view first_word(std::string_view line) {
  constexpr std::string_view kSpaces = " \t\r\v\f";
  const std::size_t begin = line.find_first_not_of(kSpaces);
  if (begin == std::string_view::npos) return "";
  return line.substr(begin, line.find_first_of(kSpaces, begin) - begin);
}

}  // namespace

std::vector<std::string> read_name_list(const fs::path& file) {
  constexpr std::size_t kMaxListBytes = std::size_t{64} << 20;
  const std::string text = read_text(file, kMaxListBytes);
  std::vector<std::string> names;
  std::set<std::string, std::less<>> known;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string name = name_in(first_word(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (name.empty()) continue;
    if (!known.insert(name).second) {
      fail_data_set(file, fmt::format("names {} twice", base::printable(name)));
    }
    names.push_back(name);
  }
  if (names.empty()) fail_data_set(file, "there are no names in this list");
  return names;
}

std::vector<Example> examples_named(std::vector<Example> examples,
                                    const std::vector<std::string>& names, const fs::path& list) {
  std::map<std::string_view, Example*> by_name;
  for (Example& example : examples) by_name.emplace(example.name, &example);
  std::vector<Example*> found;
  std::vector<std::string> missing;
  for (const std::string& name : names) {
    const auto at = by_name.find(name);
    if (at == by_name.end()) {
      missing.push_back(name);
    } else {
      found.push_back(at->second);
    }
  }
  if (!missing.empty()) {
    fail_data_set(list, fmt::format("{} of its {} names are not in the data set: {}",
                                    missing.size(), names.size(), some_of(missing)));
  }
  std::vector<Example> selected;
  selected.reserve(found.size());
  for (Example* example : found) selected.push_back(std::move(*example));
  return selected;
}

}  // namespace vitviz::eval
