// SPDX-License-Identifier: Apache-2.0
#include "archives/zip.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

#include <fmt/format.h>

#include "archives/member_name.h"
#include "base/text.h"
#include "io/zip_archive.h"
#include "io/zip_library.h"
#include "io/zip_source.h"

namespace vitviz::archives {
namespace {

struct CloseEntry {
  void operator()(zip_file_t* entry) const { io::libzip().fclose(entry); }
};
using OpenEntry = std::unique_ptr<zip_file_t, CloseEntry>;

struct DiscardArchive {
  void operator()(zip_t* archive) const { io::libzip().discard(archive); }
};

// libzip's own view of an archive. It reads from `source`, and serves one thread at a time.
struct OpenZip {
  explicit OpenZip(io::RandomAccess file) : bytes(file.size), source(std::move(file)) {}

  std::uint64_t bytes;
  io::ZipSource source;
  std::unique_ptr<zip_t, DiscardArchive> archive;
  std::mutex mutex;
};

[[noreturn]] void fail_to_open(const std::string& name, const std::string& reason) {
  throw base::Error(base::ErrorCode::kInput,
                    fmt::format("{}: the archive is damaged: {}", base::printable(name), reason),
                    "it may be cut off: copy it again");
}

std::unique_ptr<OpenZip> open(const std::string& name, io::RandomAccess file) {
  io::require_libzip(base::ErrorCode::kInput, name);
  auto zip = std::make_unique<OpenZip>(std::move(file));
  zip_error_t error;
  io::libzip().error_init(&error);
  zip_source_t* const reader = zip->source.create(&error);
  zip->source.limit_reading(kMostDirectoryBytes);
  if (reader != nullptr)
    zip->archive.reset(io::libzip().open_from_source(reader, ZIP_RDONLY, &error));
  const bool has_no_end = io::libzip().error_code_zip(&error) == ZIP_ER_NOZIP;
  io::libzip().error_fini(&error);
  zip->source.limit_reading(io::ZipSource::kUnlimited);
  if (zip->archive) return zip;
  if (reader != nullptr) io::libzip().source_free(reader);
  fail_to_open(name, has_no_end ? "its directory, which stands at the end, is missing"
                                : "its directory contradicts itself or the rest of the file");
}

// Why an entry is not read; empty for one that is.
std::string refusal_of(const zip_stat_t& stat) {
  if (stat.encryption_method != ZIP_EM_NONE) return "it is encrypted: unpack it with its password";
  const bool is_stored = stat.comp_method == ZIP_CM_STORE;
  if (!is_stored && stat.comp_method != ZIP_CM_DEFLATE) {
    return fmt::format("it is packed by method {}, which is not read: pack it again without",
                       stat.comp_method);
  }
  // A deflated byte holds 8 bits, and the last one may end a copy begun by those before.
  const bool is_true =
      is_stored ? stat.size == stat.comp_size : stat.size / io::kMaxDeflateRatio <= stat.comp_size;
  if (!is_true) {
    return fmt::format("it claims to unpack from {} to {} bytes", stat.comp_size, stat.size);
  }
  if (!is_stored && stat.size > kMostUnpacked) {
    return fmt::format("it unpacks to {}, and at most {} are unpacked: store it without packing",
                       base::format_bytes(stat.size), base::format_bytes(kMostUnpacked));
  }
  return "";
}

// An entry, with a name that may be none; nothing for a folder.
std::optional<Member> member_of(zip_t* archive, std::uint64_t entry) {
  constexpr zip_uint64_t kNeeded = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE |
                                   ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  zip_stat_t stat;
  io::libzip().stat_init(&stat);
  const bool is_described = io::libzip().stat_index(archive, entry, ZIP_FL_ENC_GUESS, &stat) == 0 &&
                            (stat.valid & kNeeded) == kNeeded;
  if (!is_described) return std::nullopt;
  const std::string name = stat.name;
  if (name.ends_with('/')) return std::nullopt;
  if (auto plain = plain_name(name)) {
    return Member{*std::move(plain), entry, stat.size, refusal_of(stat)};
  }
  return Member{name, entry, stat.size, "its name leads out of the archive, or is none"};
}

Listing list(zip_t* archive) {
  Listing listing;
  const zip_int64_t count = io::libzip().get_num_entries(archive, ZIP_FL_UNCHANGED);
  for (zip_int64_t i = 0; i < count; ++i) {
    if (listing.members.size() == kMostMembers) {
      listing.damage = fmt::format("there are more than {} members", kMostMembers);
      break;
    }
    auto member = member_of(archive, static_cast<std::uint64_t>(i));
    if (member) listing.members.push_back(*std::move(member));
  }
  return listing;
}

class Zip : public Archive {
 public:
  Zip(const std::string& name, std::unique_ptr<OpenZip> zip)
      : Archive(name, list(zip->archive.get())), zip_(std::move(zip)) {}

 protected:
  [[nodiscard]] Content read(const Member& member) const override {
    const std::lock_guard lock(zip_->mutex);
    zip_stat_t stat;
    io::libzip().stat_init(&stat);
    if (io::libzip().stat_index(zip_->archive.get(), member.at, 0, &stat) != 0)
      fail_damaged(member);
    if (stat.comp_method == ZIP_CM_STORE) return part_of(member);
    return unpacked(member);
  }

 private:
  [[noreturn]] void fail_damaged(const Member& member) const {
    fail(member, "this member of the archive is damaged", "copy the archive again");
  }

  [[nodiscard]] OpenEntry opened(const Member& member, zip_flags_t flags) const {
    OpenEntry entry(io::libzip().fopen_index(zip_->archive.get(), member.at, flags));
    if (!entry) fail_damaged(member);
    return entry;
  }

  // The place where libzip reads the first of its bytes.
  [[nodiscard]] base::FilePart part_of(const Member& member) const {
    if (member.bytes == 0) return {};
    const OpenEntry entry = opened(member, ZIP_FL_COMPRESSED);
    std::byte first{};
    if (io::libzip().fread(entry.get(), &first, 1) != 1) fail_damaged(member);
    const std::uint64_t begin = zip_->source.last_read();
    if (begin > zip_->bytes || member.bytes > zip_->bytes - begin) fail_damaged(member);
    return {begin, member.bytes};
  }

  // Reading on to the end of the entry is what checks its length and sum.
  [[nodiscard]] std::vector<std::byte> unpacked(const Member& member) const {
    const OpenEntry entry = opened(member, /*flags=*/0);
    std::vector<std::byte> bytes(member.bytes);
    std::byte beyond{};
    const bool is_whole = io::libzip().fread(entry.get(), bytes.data(), bytes.size()) ==
                              static_cast<zip_int64_t>(bytes.size()) &&
                          io::libzip().fread(entry.get(), &beyond, 1) == 0;
    if (!is_whole) fail_damaged(member);
    return bytes;
  }

  std::unique_ptr<OpenZip> zip_;
};

}  // namespace

std::unique_ptr<const Archive> open_zip(const std::string& name, io::RandomAccess file) {
  return std::make_unique<Zip>(name, open(name, std::move(file)));
}

}  // namespace vitviz::archives
