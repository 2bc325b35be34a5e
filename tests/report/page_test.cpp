// SPDX-License-Identifier: Apache-2.0
#include "report/page.h"

#include <array>
#include <regex>
#include <set>
#include <span>
#include <string>

#include <doctest/doctest.h>
#include <openssl/evp.h>

#include "base/base64.h"

namespace vitviz::report {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// What stands between the first `open` and the next `close`.
std::string between(const std::string& text, const std::string& open, const std::string& close) {
  const std::size_t begin = text.find(open) + open.size();
  return text.substr(begin, text.find(close, begin) - begin);
}

std::string hash_of(const std::string& text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  REQUIRE(EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) == 1);
  return "'sha256-" + base::base64(std::as_bytes(std::span(digest).first(size))) + "'";
}

TEST_CASE("the page trusts its own style and script, and nothing else") {
  const std::string page = make_page("a title", "{}");
  const std::string policy = between(page, "Content-Security-Policy\" content=\"", "\"");
  CHECK(contains(policy, "default-src 'none'"));
  CHECK(contains(policy, "style-src " + hash_of(between(page, "<style>", "</style>"))));
  CHECK(contains(policy, "script-src " + hash_of(between(page, "<script>", "</script>"))));
  CHECK(!contains(policy, "unsafe"));
  // Attributes that such a policy does not let through.
  CHECK(
      !std::regex_search(page.substr(0, page.find("<script>")), std::regex(" (style|on[a-z]+)=")));
  CHECK(!std::regex_search(page, std::regex("(src|href)=\"?https?:")));
  CHECK(page.size() >= bytes_of_empty_page());
}

TEST_CASE("no title and no data ends the element that it stands in") {
  const std::string page =
      make_page("</title><b>&", R"({"name":"</script><script>alert(1)</script><!--"})");
  CHECK(contains(page, "<title>&lt;/title&gt;&lt;b&gt;&amp;</title>"));
  CHECK(!contains(page, "alert(1)</script>"));
  CHECK(contains(page, "\\u003c/script>\\u003cscript>alert(1)\\u003c/script>\\u003c!--"));
}

// The files of the script share one scope, where the second of two functions of a name replaces the
// first.
TEST_CASE("no two functions of the script have the same name") {
  const std::string page = make_page("", "{}");
  const std::string script = between(page, "<script>", "</script>");
  const std::regex definition("\n(?:async )?function (\\w+)");
  std::set<std::string> names;
  for (std::sregex_iterator at(script.begin(), script.end(), definition), end; at != end; ++at) {
    CAPTURE((*at)[1].str());
    CHECK(names.insert((*at)[1]).second);
  }
  CHECK(names.size() > 50);
}

}  // namespace
}  // namespace vitviz::report
