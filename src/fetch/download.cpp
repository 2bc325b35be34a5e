// SPDX-License-Identifier: Apache-2.0
#include "fetch/download.h"

#include <charconv>
#include <string_view>

#include <fmt/format.h>

#include "base/argument.h"
#include "base/error.h"
#include "base/text.h"
#include "fetch/address.h"
#include "fetch/download_error.h"
#include "fetch/http_get.h"
#include "fetch/partial_file.h"

namespace vitviz::fetch {
namespace {

constexpr long kWhole = 200;
constexpr long kRest = 206;
constexpr long kNoSuchRange = 416;

// What If-Range may compare with: a weak ETag (W/"…") does not promise the same bytes.
std::string validator_of(const HttpResponse& response) {
  return response.etag.starts_with('"') ? response.etag : response.last_modified;
}

// "bytes FIRST-LAST/TOTAL" → TOTAL, if the range begins at `first`.
std::optional<std::uint64_t> total_of(std::string_view range, std::uint64_t first) {
  const std::string begin = fmt::format("bytes {}-", first);
  const std::size_t slash = range.find('/');
  if (!range.starts_with(begin) || slash == std::string_view::npos) return std::nullopt;
  std::uint64_t total = 0;
  const char* const last = range.data() + range.size();
  const auto [end, error] = std::from_chars(range.data() + slash + 1, last, total);
  return error == std::errc{} && end == last ? std::optional(total) : std::nullopt;
}

class Transfer {
 public:
  explicit Transfer(const Download& request) : request_(request), file_(request.target) {}

  Downloaded run() {
    resumed_ = usable_bytes();
    if (!has_all()) {
      const long status = ask();
      if (status == kNoSuchRange && resumed_ > 0) {
        resumed_ = 0;
        check(ask());
      } else {
        check(status);
      }
    }
    check_size();
    file_.finish();
    return {file_.size(), resumed_};
  }

 private:
  [[nodiscard]] bool has_all() const { return resumed_ > 0 && file_.origin().total == resumed_; }

  // What an earlier call left, if the server can tell us whether it is of the same version. A query
  // may be signed anew for each call, so that its values need not be the same.
  [[nodiscard]] std::uint64_t usable_bytes() const {
    const Origin& origin = file_.origin();
    const bool too_many = file_.size() > origin.total.value_or(request_.most_bytes) ||
                          file_.size() > request_.most_bytes;
    return origin.url == without_secrets(request_.url) && !origin.validator.empty() && !too_many
               ? file_.size()
               : 0;
  }

  long ask() {
    HttpGet get;
    get.url = request_.url;
    get.patience = request_.patience;
    get.proxy = request_.proxy;
    if (resumed_ > 0) {
      get.headers = {fmt::format("Range: bytes={}-", resumed_),
                     "If-Range: " + file_.origin().validator};
    }
    get.on_response = [this](const HttpResponse& response) { return accept(response); };
    get.on_bytes = [this](std::span<const std::byte> bytes) { append(bytes); };
    get.on_tick = [this] {
      request_.on_progress(begun_ ? file_.size() : resumed_, file_.origin().total);
    };
    return http_get(get).status;
  }

  void append(std::span<const std::byte> bytes) {
    if (bytes.size() > request_.most_bytes - file_.size()) fail_because_too_large();
    file_.append(bytes);
  }

  bool accept(const HttpResponse& response) {
    if (response.status == kWhole) {
      resumed_ = 0;
      if (response.length.value_or(0) > request_.most_bytes) fail_because_too_large();
      file_.begin({without_secrets(request_.url), validator_of(response), response.length});
    } else if (response.status == kRest && resumed_ > 0) {
      const auto total = total_of(response.content_range, resumed_);
      if (total && *total > request_.most_bytes) fail_because_too_large();
      if (!total || (file_.origin().total && *total != *file_.origin().total)) {
        fail("the server sends another part than the one asked for");
      }
    } else {
      return false;
    }
    begun_ = true;
    return true;
  }

  void check(long status) const {
    if (status != kWhole && !(status == kRest && begun_)) fail_status(request_.url, status);
  }

  void check_size() const {
    const auto total = file_.origin().total;
    if (total && *total != file_.size()) {
      fail(fmt::format("{} bytes arrived instead of {}", file_.size(), *total));
    }
  }

  // Nothing of it is kept: it would never be continued.
  [[noreturn]] void fail_because_too_large() {
    file_.begin({});
    throw base::Error(
        base::ErrorCode::kModel,
        fmt::format("{}: sends more than {} bytes, which is too much for this model",
                    base::printable(without_secrets(request_.url)), request_.most_bytes),
        "is the address right? " + base::argument("url") + " gives another one");
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw base::Error(
        base::ErrorCode::kModel, base::printable(without_secrets(request_.url)) + ": " + what,
        "run the same command again, or give another address with " + base::argument("url"));
  }

  const Download& request_;
  PartialFile file_;
  std::uint64_t resumed_ = 0;
  bool begun_ = false;
};

}  // namespace

Downloaded download(const Download& request) { return Transfer(request).run(); }

}  // namespace vitviz::fetch
