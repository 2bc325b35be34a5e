// SPDX-License-Identifier: Apache-2.0
#include "fetch/http_get.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <exception>
#include <memory>
#include <new>
#include <string_view>

#include "fetch/curl_library.h"
#include "fetch/download_error.h"

namespace vitviz::fetch {
namespace {

constexpr long kMostRedirections = 10;

using CurlHandle = std::unique_ptr<CURL, decltype(CurlLibrary::easy_cleanup)>;
using HeaderList = std::unique_ptr<curl_slist, decltype(CurlLibrary::slist_free_all)>;

// "Name: value\r\n" → value, when the name is the one asked for.
std::optional<std::string> value_of(std::string_view line, std::string_view name) {
  const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
  if (line.size() <= name.size() || line[name.size()] != ':') return std::nullopt;
  if (!std::equal(name.begin(), name.end(), line.begin(),
                  [&](char want, char got) { return same(got, want); })) {
    return std::nullopt;
  }
  line.remove_prefix(name.size() + 1);
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = line.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return "";
  return std::string(line.substr(first, line.find_last_not_of(kBlank) + 1 - first));
}

// Null where the variable is not set, or empty.
const char* set_in_environment(const char* variable) {
  const char* value = std::getenv(variable);
  return value == nullptr || *value == '\0' ? nullptr : value;
}

// One exchange. libcurl is C: no exception may pass through it, so each is kept until it is back.
class Exchange {
 public:
  Exchange(const HttpGet& request, const CurlLibrary& libcurl)
      : request_(request),
        libcurl_(libcurl),
        curl_(libcurl.easy_init(), libcurl.easy_cleanup),
        headers_(nullptr, libcurl.slist_free_all) {
    if (!curl_) throw std::bad_alloc();
    for (const std::string& header : request.headers) {
      curl_slist* longer = libcurl_.slist_append(headers_.get(), header.c_str());
      if (longer == nullptr) throw std::bad_alloc();
      (void)headers_.release();
      headers_.reset(longer);
    }
    configure();
  }

  HttpResponse perform() {
    const CURLcode code = libcurl_.easy_perform(curl_.get());
    if (failure_) std::rethrow_exception(failure_);
    if (!answered_) note_response();
    if (code == CURLE_WRITE_ERROR && answered_ && !wanted_) return response_;
    if (code != CURLE_OK) fail(code);
    return response_;
  }

 private:
  template <typename Value>
  void set(CURLoption option, Value value) {
    const CURLcode code = libcurl_.easy_setopt(curl_.get(), option, value);
    if (code != CURLE_OK) fail(code);
  }

  [[noreturn]] void fail(CURLcode code) const {
    fail_transfer(request_.url, code, *message_ != 0 ? message_ : libcurl_.easy_strerror(code));
  }

  void configure() {
    set(CURLOPT_URL, request_.url.c_str());
    set(CURLOPT_USERAGENT, "vitviz");
    set(CURLOPT_HTTPHEADER, headers_.get());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_ERRORBUFFER, &message_[0]);

    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 1L);
    set(CURLOPT_MAXREDIRS, kMostRedirections);
    // Who asked for encryption is not led away from it.
    const bool encrypted = value_of(request_.url, "https").has_value();
    set(CURLOPT_REDIR_PROTOCOLS_STR, encrypted ? "https" : "http,https");
    if (request_.proxy) set(CURLOPT_PROXY, request_.proxy->c_str());

    set_certificates();
    const long patience = static_cast<long>(request_.patience.count());
    set(CURLOPT_CONNECTTIMEOUT, patience);
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);  // bytes per second
    set(CURLOPT_LOW_SPEED_TIME, patience);

    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_HEADERFUNCTION, &on_header);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_WRITEFUNCTION, &on_body);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFODATA, this);
    set(CURLOPT_XFERINFOFUNCTION, &on_tick);
  }

  // Whom to trust, by the variables that curl and OpenSSL know: the library reads none of them.
  void set_certificates() {
    const char* bundle = set_in_environment("CURL_CA_BUNDLE");
    if (bundle == nullptr) bundle = set_in_environment("SSL_CERT_FILE");
    if (bundle != nullptr) set(CURLOPT_CAINFO, bundle);
    const char* folder = set_in_environment("SSL_CERT_DIR");
    if (folder != nullptr) set(CURLOPT_CAPATH, folder);
  }

  static std::size_t on_header(char* text, std::size_t, std::size_t count, void* self) {
    HttpResponse& response = static_cast<Exchange*>(self)->response_;
    const std::string_view line(text, count);
    if (line.starts_with("HTTP/")) response = {};  // of a redirection's next stop
    if (auto etag = value_of(line, "etag")) response.etag = *etag;
    if (auto date = value_of(line, "last-modified")) response.last_modified = *date;
    if (auto range = value_of(line, "content-range")) response.content_range = *range;
    return count;
  }

  static std::size_t on_body(char* text, std::size_t, std::size_t count, void* self) {
    auto& exchange = *static_cast<Exchange*>(self);
    const bool fine = exchange.guarded([&] {
      if (!exchange.answered_) exchange.note_response();
      if (exchange.wanted_) exchange.request_.on_bytes(std::as_bytes(std::span(text, count)));
    });
    return fine && exchange.wanted_ ? count : CURL_WRITEFUNC_ERROR;
  }

  static int on_tick(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    auto& exchange = *static_cast<Exchange*>(self);
    return exchange.guarded([&] { exchange.request_.on_tick(); }) ? 0 : 1;
  }

  template <typename Action>
  bool guarded(const Action& action) {
    try {
      action();
      return true;
    } catch (...) {
      failure_ = std::current_exception();
      return false;
    }
  }

  // Also called for a response without a body.
  void note_response() {
    libcurl_.easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &response_.status);
    if (response_.status == 0) return;
    curl_off_t length = -1;
    libcurl_.easy_getinfo(curl_.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    if (length >= 0) response_.length = static_cast<std::uint64_t>(length);
    const char* url = nullptr;
    libcurl_.easy_getinfo(curl_.get(), CURLINFO_EFFECTIVE_URL, &url);
    response_.url = url == nullptr ? request_.url : url;
    answered_ = true;
    wanted_ = request_.on_response(response_);
  }

  const HttpGet& request_;
  const CurlLibrary& libcurl_;
  CurlHandle curl_;
  HeaderList headers_;
  char message_[CURL_ERROR_SIZE] = {};
  HttpResponse response_;
  bool answered_ = false;
  bool wanted_ = false;
  std::exception_ptr failure_;
};

const CurlLibrary& library_for(const HttpGet& request) {
  try {
    return CurlLibrary::instance();
  } catch (const base::LibraryMissing& missing) {
    fail_without_libcurl(request.url, missing.what());
  }
}

}  // namespace

HttpResponse http_get(const HttpGet& request) {
  return Exchange(request, library_for(request)).perform();
}

}  // namespace vitviz::fetch
