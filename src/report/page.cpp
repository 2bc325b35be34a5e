// SPDX-License-Identifier: Apache-2.0
#include "report/page.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <span>

#include <fmt/format.h>

#include "base/base64.h"
#include "base/check.h"

// Defined in page_files.S.
extern "C" const char vitviz_page_html[];
extern "C" const char vitviz_page_html_end[];
extern "C" const char vitviz_page_style[];
extern "C" const char vitviz_page_style_end[];
extern "C" const char vitviz_page_style_sha256[];
extern "C" const char vitviz_page_script[];
extern "C" const char vitviz_page_script_end[];
extern "C" const char vitviz_page_script_sha256[];

namespace vitviz::report {
namespace {

std::string_view html() { return {vitviz_page_html, vitviz_page_html_end}; }
std::string_view style() { return {vitviz_page_style, vitviz_page_style_end}; }
std::string_view script() { return {vitviz_page_script, vitviz_page_script_end}; }

// As a content security policy names what it trusts; from 64 hexadecimal digits.
std::string trusted(std::string_view sha256) {
  constexpr int kHexadecimal = 16;
  std::array<std::uint8_t, 32> digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const char* const digits = sha256.data() + 2 * i;
    const auto end = std::from_chars(digits, digits + 2, digest[i], kHexadecimal).ptr;
    VITVIZ_CHECK(end == digits + 2);
  }
  return "'sha256-" + base::base64(std::as_bytes(std::span(digest))) + "'";
}

std::string policy() {
  return fmt::format(
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "img-src data: blob:; style-src {}; script-src {}; base-uri 'none'; form-action 'none'\">",
      trusted(vitviz_page_style_sha256), trusted(vitviz_page_script_sha256));
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
