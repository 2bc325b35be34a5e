// SPDX-License-Identifier: Apache-2.0
#include "commands/draw_options.h"

#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "options/usage_error.h"
#include "support/thrown_error.h"

namespace vitviz::commands {
namespace {

using test::contains;

std::variant<DrawOptions, options::Answer> parse(std::vector<const char*> words) {
  words.insert(words.begin(), "vitviz");
  return parse_draw_arguments(static_cast<int>(words.size()), words.data());
}

DrawOptions options_of(const std::vector<const char*>& words) {
  return std::get<DrawOptions>(parse(words));
}

options::UsageError usage_error_of(const std::vector<const char*>& words) {
  try {
    (void)parse(words);
  } catch (const options::UsageError& error) {
    return error;
  }
  FAIL("no usage error");
  return {"", ""};
}

// Of the views' table.
const views::View* view(std::string_view name) {
  return base::value_named(views::all_views(), name).value();
}

TEST_CASE("a photo alone leaves every default in place") {
  const DrawOptions draw = options_of({"cat.jpg"});
  CHECK(draw.inputs.named == std::vector<std::filesystem::path>{"cat.jpg"});
  CHECK_FALSE(draw.model.file);
  CHECK_FALSE(draw.question.size);
  CHECK_FALSE(draw.question.block);
  CHECK_FALSE(draw.model.hints.branch);
  CHECK(draw.question.head == analysis::HeadChoice{tensor::HeadFusion::kMean});
  CHECK_FALSE(draw.question.mask.keep.has_value());
  CHECK(draw.picture.views == views::ViewList{view("overlay"), view("mask")});
  CHECK(draw.output.overwrite == base::Overwrite::kNever);
  CHECK(draw.output.raw.empty());
}

TEST_CASE("every option reaches its field") {
  const DrawOptions draw = options_of(
      {"-m",        "a.safetensors", "--heads",     "6",          "--mean",  "0.5",
       "--std",     "0.25",          "-t",          "2",          "--size",  "224",
       "--no-exif", "--no-icc",      "--recursive", "--block",    "-2",      "--head",
       "max",       "--keep",        "0.5",         "--view",     "heat",    "--colormap",
       "gray",      "--opacity",     "0.25",        "--upsample", "nearest", "-o",
       "maps",      "--force",       "--raw",       "attention",  "--json",  "--quiet",
       "--color",   "never",         "--branch",    "student",    "a.png",   "b.png"});
  CHECK(draw.model.file == "a.safetensors");
  CHECK(draw.model.hints.heads == 6);
  CHECK(draw.model.hints.branch == checkpoint::Branch::kStudent);
  CHECK(draw.model.hints.mean == tensor::PerChannel{0.5F, 0.5F, 0.5F});
  CHECK(draw.model.hints.std == tensor::PerChannel{0.25F, 0.25F, 0.25F});
  CHECK(draw.threads == 2);
  CHECK(std::get<image::ShortSide>(*draw.question.size).pixels == 224);
  CHECK(draw.question.orientation == image::Orientation::kStored);
  CHECK(draw.inputs.search.depth == inputs::Depth::kEverythingBelow);
  CHECK(draw.question.color_profile == image::ColorProfile::kIgnored);
  CHECK(draw.question.block == analysis::BlockChoice{-2});
  CHECK(draw.question.head == analysis::HeadChoice{tensor::HeadFusion::kMax});
  CHECK(draw.question.mask.keep == 0.5);
  CHECK(draw.picture.views == views::ViewList{view("heat")});
  CHECK(draw.picture.overlay.colormap == color::Colormap::kGray);
  CHECK(draw.picture.overlay.opacity == 0.25F);
  CHECK(draw.picture.upsample == field::Upsample::kNearest);
  CHECK(draw.output.out == "maps");
  CHECK(draw.output.overwrite == base::Overwrite::kReplace);
  CHECK(draw.output.raw == std::vector{batch::RawArray::kAttention});
  CHECK(draw.print.json);
  CHECK(draw.output.findings);
  CHECK(draw.print.quiet);
  CHECK(draw.color == screen::ColorWhen::kNever);
  CHECK(draw.inputs.named.size() == 2);
}

TEST_CASE("of an option given twice the last counts") {
  CHECK(options_of({"a", "--keep", "0.5", "--keep", "0.25"}).question.mask.keep == 0.25);
}

TEST_CASE("names that look like something else are still photos") {
  CHECK(options_of({"--", "-x.jpg"}).inputs.named.front() == "-x.jpg");
  CHECK(options_of({"[2024]"}).inputs.named.front() == "./[2024]");
  CHECK(options_of({"[a,b]"}).inputs.named.front() == "./[a,b]");
  CHECK(options_of({"{}"}).inputs.named.front() == "{}");
  CHECK(options_of({"\"quoted\""}).inputs.named.front() == "\"quoted\"");
}

TEST_CASE("a wrong value is told with its option and what is allowed") {
  const options::UsageError error = usage_error_of({"--keep", "1.5", "a.jpg"});
  CHECK(contains(error.what(), "--keep"));
  CHECK(contains(error.what(), "'1.5'"));
  CHECK(contains(error.what(), "above 0, up to 1"));
  CHECK(contains(error.hint(), "vitviz --help"));
}

TEST_CASE("no option takes a value it cannot use") {
  const std::vector<std::vector<const char*>> wrong = {
      {"--opacity", "nan"},    {"--size", "0"},       {"--threads", "0"},      {"--heads", "x"},
      {"--mean", "1,2"},       {"--std", "0"},        {"--block", "1.5"},      {"--head", "-1"},
      {"--view", "none,mask"}, {"--colormap", "jet"}, {"--upsample", "cubic"}, {"--raw", "all"},
      {"--color", "yes"},      {"--out", ""},         {"--model", ""}};
  for (std::vector<const char*> words : wrong) {
    CAPTURE(words[0]);
    words.push_back("a.jpg");
    CHECK(contains(usage_error_of(words).what(), words[0]));
  }
}

TEST_CASE("a control character in a wrong value stays harmless") {
  CHECK(contains(usage_error_of({"--keep", "\x1b[2J", "a.jpg"}).what(), "\\x1b[2J"));
}

TEST_CASE("a missing value is told with its option") {
  CHECK(contains(usage_error_of({"a.jpg", "--keep"}).what(), "--keep: the value is missing"));
}

TEST_CASE("a mistyped option gets the nearest one as a hint") {
  const options::UsageError error = usage_error_of({"--colour=always", "a.jpg"});
  CHECK(contains(error.what(), "--colour"));
  CHECK(contains(error.hint(), "--color?"));
  CHECK(contains(usage_error_of({"--recurse", "a"}).hint(), "--recursive"));
  CHECK(contains(usage_error_of({"-q", "a"}).hint(), "vitviz --help"));
}

TEST_CASE("something must be drawn, and something written") {
  CHECK(contains(usage_error_of({"--json"}).what(), "no photo"));
  CHECK(contains(usage_error_of({"a.jpg", ""}).what(), "empty"));
  CHECK(contains(usage_error_of({"-", "-"}).what(), "standard input"));
  CHECK(contains(usage_error_of({"--view", "none", "a.jpg"}).what(), "nothing to write"));
  CHECK(options_of({"--view", "none", "--raw", "tokens", "a.jpg"}).picture.views.empty());
}

TEST_CASE("the help fits a terminal and shows every default") {
  const std::string help = std::get<options::Answer>(parse({"--help"})).text;
  constexpr std::size_t kWidth = 90;
  std::istringstream lines(help);
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    CHECK(line.size() <= kWidth);
    CHECK((line.empty() || line.back() != ' '));
  }
  for (const char* part : {"[default: 0.6]", "[default: overlay,mask]", "[default: mean]",
                           "[default: inferno]", "[default: -1,", "Examples:", "Exit codes:"}) {
    CHECK(contains(help, part));
  }
}

}  // namespace
}  // namespace vitviz::commands
