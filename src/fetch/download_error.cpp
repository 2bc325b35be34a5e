// SPDX-License-Identifier: Apache-2.0
#include "fetch/download_error.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include "base/argument.h"
#include "base/error.h"
#include "base/text.h"
#include "fetch/address.h"

namespace vitviz::fetch {
namespace {

constexpr const char* kAgain = "run the same command again: it continues where it stopped";

std::string another_address() { return base::argument("url") + " gives another address"; }

std::string hint_for(int code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return "is this machine online? Behind a proxy, set https_proxy. Or fetch the address "
             "elsewhere and give the file to " +
             base::argument("model");
    case CURLE_COULDNT_RESOLVE_PROXY:
      return "the proxy is taken from http_proxy, https_proxy or all_proxy: is it right?";
    case CURLE_COULDNT_CONNECT:
      return "is this machine online? A proxy is taken from http_proxy, https_proxy or all_proxy: "
             "is it right?";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CONNECT_ERROR:
      return "check the clock and the package ca-certificates; a proxy that opens connections "
             "needs its certificate there, or in the file that SSL_CERT_FILE or CURL_CA_BUNDLE "
             "names, or "
             "in the folder SSL_CERT_DIR";
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2_STREAM:
      return kAgain;
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
      return "addresses begin with http:// or https://, and lead to no other kind";
    case CURLE_TOO_MANY_REDIRECTS:
      return "the server sends us in circles; " + another_address();
    default:
      return "";
  }
}

std::string hint_for_status(long status) {
  constexpr long kUnauthorized = 401;
  constexpr long kForbidden = 403;
  constexpr long kNotFound = 404;
  constexpr long kProxyUnauthorized = 407;
  constexpr long kGone = 410;
  constexpr long kTooMany = 429;
  constexpr long kServerErrors = 500;
  if (status == kUnauthorized || status == kForbidden) {
    return "the server wants to know who asks: fetch the file with a browser and give it to " +
           base::argument("model");
  }
  if (status == kNotFound || status == kGone) {
    return "the file has moved; " + another_address();
  }
  if (status == kProxyUnauthorized) {
    return "the proxy wants a name and a password: http://NAME:PASSWORD@HOST:PORT in https_proxy";
  }
  if (status == kTooMany || status >= kServerErrors) return "try again later";
  return another_address();
}

}  // namespace

void fail_without_libcurl(const std::string& url, const std::string& reason) {
  throw base::Error(
      base::ErrorCode::kModel,
      fmt::format("{}: downloading needs libcurl: {}", base::printable(without_secrets(url)),
                  base::printable(reason)),
      "apt-get install libcurl4. Or fetch the address elsewhere and give the file to " +
          base::argument("model"));
}

void fail_transfer(const std::string& url, int code, const std::string& detail) {
  throw base::Error(base::ErrorCode::kModel,
                    fmt::format("{}: cannot be fetched: {}", base::printable(without_secrets(url)),
                                base::printable(detail)),
                    hint_for(code));
}

void fail_status(const std::string& url, long status) {
  throw base::Error(base::ErrorCode::kModel,
                    fmt::format("{}: the server answers with HTTP status {}",
                                base::printable(without_secrets(url)), status),
                    hint_for_status(status));
}

}  // namespace vitviz::fetch
