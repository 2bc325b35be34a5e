// SPDX-License-Identifier: Apache-2.0
// An archive of photos that is read in place: its members are listed once, and each is read where
// it lies. An archive is hostile until checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/readable_file.h"

namespace vitviz::archives {

// More members than a shard ever has. Each takes some hundred bytes of memory.
inline constexpr std::size_t kMostMembers = 2'000'000;

// A regular file in an archive.
struct Member {
  std::string name;         // "folder/0001.jpg", as plain_name() has it
  std::uint64_t at = 0;     // of a TAR archive: its first byte; of a ZIP archive: its entry
  std::uint64_t bytes = 0;  // unpacked
  std::string refusal;      // why it is not read, in words; then its name may be any
};

struct Listing {
  std::vector<Member> members;  // in their order in the archive, each name once: the last one
  std::string damage;           // why there are no more of them, in words; empty at a proper end
};

// Where a member's bytes lie in the archive's file, or what they are when unpacked.
using Content = std::variant<base::FilePart, std::vector<std::byte>>;

// All const functions are callable from several threads.
class Archive {
 public:
  // `name` stands for the archive in messages.
  Archive(std::string name, Listing listing);
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;
  virtual ~Archive() = default;

  [[nodiscard]] const std::vector<Member>& members() const { return listing_.members; }

  // That the archive breaks off, and where. What lies before it has been listed.
  [[nodiscard]] std::optional<base::Error> damage() const;

  // Null where there is none of this name.
  [[nodiscard]] const Member* find(const std::string& name) const;

  // Throws Error(kInput) for a member that is refused or damaged.
  [[nodiscard]] Content content_of(const Member& member) const;

 protected:
  [[nodiscard]] virtual Content read(const Member& member) const = 0;

  // Throws Error(kInput): "shard.tar/0001.jpg: REASON".
  [[noreturn]] void fail(const Member& member, const std::string& reason,
                         const std::string& hint = "") const;

 private:
  std::string name_;
  Listing listing_;
  std::unordered_map<std::string_view, std::size_t> places_;  // by name, in listing_.members
};

// Of members of one name the last stays, as when the archive is unpacked.
void drop_replaced(std::vector<Member>& members);

}  // namespace vitviz::archives
