// SPDX-License-Identifier: Apache-2.0
#include "report/page.h"

#include <array>
#include <cstddef>
#include <span>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "base/check.h"
#include "report/base64.h"

// Defined in page_files.S.
extern "C" const char vitviz_page_html[];
extern "C" const char vitviz_page_html_end[];
extern "C" const char vitviz_page_style[];
extern "C" const char vitviz_page_style_end[];
extern "C" const char vitviz_page_script[];
extern "C" const char vitviz_page_script_end[];

namespace vitviz::report {
namespace {

std::string_view html() { return {vitviz_page_html, vitviz_page_html_end}; }
std::string_view style() { return {vitviz_page_style, vitviz_page_style_end}; }
std::string_view script() { return {vitviz_page_script, vitviz_page_script_end}; }

// As a content security policy names what it trusts.
std::string hash_of(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  const int done =
      EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  VITVIZ_CHECK(done == 1);
  return "'sha256-" + base64(std::as_bytes(std::span(digest).first(size))) + "'";
}

std::string policy() {
  return fmt::format(
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "img-src data: blob:; style-src {}; script-src {}; base-uri 'none'; form-action 'none'\">",
      hash_of(style()), hash_of(script()));
}

std::string escaped_text(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

// No "</script>" or "<!--" of the data can end it: all of JSON's < are in texts.
std::string data_block(std::string_view data) {
  std::string block = R"(<script type="application/json" id="vitviz-data">)";
  block.reserve(block.size() + data.size() + 64);
  for (const char c : data) {
    if (c == '<') {
      block += "\\u003c";
    } else {
      block += c;
    }
  }
  return block + "</script>";
}

}  // namespace

std::string make_page(std::string_view title, std::string_view data) {
  const std::array<std::pair<std::string_view, std::string>, 5> parts = {{
      {"<!-- CSP -->", policy()},
      {"<!-- TITLE -->", escaped_text(title)},
      {"/* STYLE */", std::string(style())},
      {"<!-- DATA -->", data_block(data)},
      {"/* SCRIPT */", std::string(script())},
  }};
  std::string page;
  std::string_view rest = html();
  for (const auto& [place, content] : parts) {
    const std::size_t at = rest.find(place);
    VITVIZ_CHECK(at != std::string_view::npos);
    page += rest.substr(0, at);
    page += content;
    rest.remove_prefix(at + place.size());
  }
  page += rest;
  return page;
}

std::size_t bytes_of_empty_page() {
  return html().size() + style().size() + script().size() + policy().size();
}

}  // namespace vitviz::report
