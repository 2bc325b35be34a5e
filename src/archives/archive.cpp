// SPDX-License-Identifier: Apache-2.0
#include "archives/archive.h"

#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace vitviz::archives {

Archive::Archive(std::string name, Listing listing)
    : name_(std::move(name)), listing_(std::move(listing)) {
  drop_replaced(listing_.members);
  places_.reserve(listing_.members.size());
  for (std::size_t i = 0; i < listing_.members.size(); ++i) {
    places_.emplace(listing_.members[i].name, i);
  }
}

std::optional<base::Error> Archive::damage() const {
  if (listing_.damage.empty()) return std::nullopt;
  return base::Error(base::ErrorCode::kInput,
                     fmt::format("{}: the archive is damaged: {}", base::printable(name_),
                                 base::printable(listing_.damage)),
                     "it may be cut off: copy it again; what lies before is read");
}

const Member* Archive::find(const std::string& name) const {
  const auto place = places_.find(name);
  return place == places_.end() ? nullptr : &listing_.members[place->second];
}

Content Archive::content_of(const Member& member) const {
  if (!member.refusal.empty()) fail(member, member.refusal);
  return read(member);
}

void Archive::fail(const Member& member, const std::string& reason, const std::string& hint) const {
  throw base::Error(
      base::ErrorCode::kInput,
      fmt::format("{}: {}", base::printable(name_ + '/' + member.name), base::printable(reason)),
      hint);
}

void drop_replaced(std::vector<Member>& members) {
  std::unordered_map<std::string_view, std::size_t> last;
  last.reserve(members.size());
  for (std::size_t i = 0; i < members.size(); ++i) last[members[i].name] = i;
  if (last.size() == members.size()) return;
  std::vector<bool> stays(members.size());
  for (const auto& [name, place] : last) stays[place] = true;
  std::vector<Member> kept;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (stays[i]) kept.push_back(std::move(members[i]));
  }
  members = std::move(kept);
}

}  // namespace vitviz::archives
