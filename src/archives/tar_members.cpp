// SPDX-License-Identifier: Apache-2.0
#include "archives/tar_members.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "archives/member_name.h"
#include "archives/pax_records.h"
#include "archives/tar_header.h"

namespace vitviz::archives {
namespace {

// A name, or records of pax, of more than this are not written by any program.
constexpr std::uint64_t kMostExtraBytes = 1U << 20U;

std::string at_byte(std::uint64_t place) { return fmt::format("at byte {}", place); }

class TarWalk {
 public:
  explicit TarWalk(const io::RandomAccess& file) : file_(file) {}

  Listing list() {
    while (has_next() && take(header_)) {
      if (listing_.members.size() > kMostMembers) {
        listing_.damage = fmt::format("there are more than {} members", kMostMembers);
        break;
      }
    }
    return std::move(listing_);
  }

 private:
  bool end(std::string damage) {
    listing_.damage = std::move(damage);
    return false;
  }

  // Reads the next header. False at the end of the archive.
  bool has_next() {
    if (next_ == file_.size) return false;
    std::array<std::byte, kTarBlock> block;
    begin_ = next_ + kTarBlock;
    if (file_.read(next_, block) < kTarBlock) return end("it ends " + at_byte(file_.size));
    if (is_tar_end(block)) return false;
    auto header = parse_tar_header(block);
    if (!header) return end("there is no header of a member " + at_byte(next_));
    header_ = *std::move(header);
    return true;
  }

  bool take(const TarHeader& header) {
    switch (header.kind) {
      case 'L':
      case 'K':
        return take_long_name(header);
      case 'x':
      case 'X':
        return take_records(header, more_);
      case 'g':
        return take_records(header, more_of_all_);
      default:
        return take_member(header);
    }
  }

  // Goes on behind what belongs to a header.
  bool step_over(std::uint64_t bytes, const std::string& name) {
    if (bytes > file_.size - begin_) {
      return end(fmt::format("{} of {} bytes begins at byte {}, and the file has {}", name, bytes,
                             begin_, file_.size));
    }
    const std::uint64_t blocks = (bytes + kTarBlock - 1) / kTarBlock;
    // The last member may lack what fills it up.
    next_ = std::min(begin_ + blocks * kTarBlock, file_.size);
    return true;
  }

  bool read_extra(const TarHeader& header, std::string& text) {
    if (header.bytes > kMostExtraBytes) return end("a name is too long " + at_byte(begin_));
    if (!step_over(header.bytes, "a name")) return false;
    text.resize(header.bytes);
    if (file_.read(begin_, std::as_writable_bytes(std::span(text))) == text.size()) return true;
    return end("it cannot be read " + at_byte(begin_));
  }

  bool take_long_name(const TarHeader& header) {
    std::string text;
    if (!read_extra(header, text)) return false;
    text.resize(std::min(text.find('\0'), text.size()));
    (header.kind == 'L' ? more_.name : more_.link) = std::move(text);
    return true;
  }

  bool take_records(const TarHeader& header, MoreOfMember& more) {
    std::string text;
    if (!read_extra(header, text)) return false;
    return read_pax_records(text, more) || end("records of pax are damaged " + at_byte(begin_));
  }

  bool take_member(const TarHeader& header) {
    const MoreOfMember more = std::exchange(more_, {});
    const auto either = [](const auto& of_this, const auto& of_all, const auto& of_header) {
      return of_this ? *of_this : of_all ? *of_all : of_header;
    };
    const std::string name = either(more.name, more_of_all_.name, header.name);
    const bool is_file = header.kind == '0' || header.kind == '\0' || header.kind == '7';
    const bool is_link = header.kind == '1' || header.kind == '2';
    // Devices, folders and pipes ('3' to '6') have no bytes, whatever their headers say.
    const bool has_bytes = !is_link && (header.kind < '3' || header.kind > '6');
    const std::uint64_t bytes =
        has_bytes ? either(more.bytes, more_of_all_.bytes, header.bytes) : 0;
    if (!step_over(bytes, name)) return false;
    if (is_link) {
      add_link(name, either(more.link, more_of_all_.link, header.link), header.kind == '1');
    } else if (header.kind == 'S' || (is_file && (more.is_sparse || more_of_all_.is_sparse))) {
      add({name, 0, 0, "it is kept without its holes (as a sparse file): pack it as it is"});
    } else if (is_file && !name.ends_with('/')) {  // of old programs, a folder
      add({name, begin_, bytes, ""});
    }
    return true;
  }

  void add_link(const std::string& name, const std::string& link, bool is_hard) {
    const auto target = plain_name(link);
    const auto place = target && is_hard ? places_.find(*target) : places_.end();
    if (place != places_.end()) {
      Member member = listing_.members[place->second];
      member.name = name;
      return add(std::move(member));
    }
    add({name, 0, 0,
         fmt::format("it is a link to {}, which is not followed: pack the file itself (tar -h)",
                     link)});
  }

  void add(Member member) {
    if (auto plain = plain_name(member.name)) {
      member.name = *std::move(plain);
    } else {
      member.refusal = "its name leads out of the archive, or is none";
    }
    places_.insert_or_assign(member.name, listing_.members.size());
    listing_.members.push_back(std::move(member));
  }

  const io::RandomAccess& file_;
  std::uint64_t next_ = 0;   // where the next header begins
  std::uint64_t begin_ = 0;  // where the bytes behind the last header begin
  TarHeader header_;
  MoreOfMember more_;         // of the next member
  MoreOfMember more_of_all_;  // of all that follow
  std::unordered_map<std::string, std::size_t> places_;
  Listing listing_;
};

}  // namespace

Listing list_tar(const io::RandomAccess& file) { return TarWalk(file).list(); }

}  // namespace vitviz::archives
