// SPDX-License-Identifier: Apache-2.0
#include "options/option_values.h"

#include <string>

#include <doctest/doctest.h>

namespace vitviz::options {
namespace {

using tensor::HeadFusion;

// Of the views' table.
const views::View* view(std::string_view name) {
  return base::value_named(views::all_views(), name).value();
}

TEST_CASE("whole numbers are read strictly") {
  CHECK(parse_integer("7", 1, 7) == 7);
  CHECK(parse_integer("-3", -5, 5) == -3);
  for (const char* text : {"", "8", "0", "1.0", " 1", "1 ", "+1", "0x1", "1e0", "one", "--1",
                           "99999999999999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_integer(text, 1, 7));
  }
}

TEST_CASE("numbers are finite") {
  CHECK(parse_number("0.25") == 0.25);
  CHECK(parse_number("-1e-3") == -1e-3);
  for (const char* text : {"", "nan", "-nan", "inf", "-inf", "infinity", "1e999", "0,5", "1.0x"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_number(text));
  }
}

TEST_CASE("a mask keeps a share above 0, up to 1") {
  CHECK(parse_keep("1") == 1.0);
  CHECK(parse_keep("0.6") == 0.6);
  for (const char* text : {"0", "-0.1", "1.01", "nan", "60%"}) CHECK_FALSE(parse_keep(text));
}

TEST_CASE("opacity goes from 0 to 1, both included") {
  CHECK(parse_opacity("0") == 0.0F);
  CHECK(parse_opacity("1") == 1.0F);
  for (const char* text : {"-0.1", "1.01", "nan", "inf"}) CHECK_FALSE(parse_opacity(text));
}

TEST_CASE("the scale goes from 0.5 to 8, both included") {
  CHECK(parse_scale("0.5") == 0.5);
  CHECK(parse_scale("8") == 8.0);
  for (const char* text : {"0.49", "8.01", "0", "-1", "nan", "2x"}) CHECK_FALSE(parse_scale(text));
}

TEST_CASE("threads have an upper limit") {
  CHECK(parse_threads("1") == 1);
  CHECK(parse_threads(std::to_string(kMaxThreads)) == kMaxThreads);
  CHECK_FALSE(parse_threads(std::to_string(kMaxThreads + 1)));
  CHECK_FALSE(parse_threads("0"));
}

TEST_CASE("memory has a unit") {
  CHECK(parse_memory("800M") == std::size_t{800} << 20);
  CHECK(parse_memory("2.5G") == std::size_t{5} << 29);
  for (const char* text : {"", "G", "2", "2K", "2g", "-1G", "0M", "nanG", "1e30G", "2 G"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_memory(text));
  }
}

TEST_CASE("one number stands for all three channels") {
  CHECK(parse_means("0.5") == tensor::PerChannel{0.5F, 0.5F, 0.5F});
  CHECK(parse_means("0.25,0,-0.5") == tensor::PerChannel{0.25F, 0.0F, -0.5F});
  for (const char* text : {"", "0.5,0.5", "1,2,3,4", "1,,3", "1,2,x", "1e39", "nan"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_means(text));
  }
}

TEST_CASE("a standard deviation is above 0, also once it is a float") {
  CHECK(parse_deviations("0.5") == tensor::PerChannel{0.5F, 0.5F, 0.5F});
  for (const char* text : {"0", "1,1,0", "-1", "1e-60"}) CHECK_FALSE(parse_deviations(text));
}

TEST_CASE("a range is two numbers, own or share") {
  CHECK(std::get<color::ValueRange>(*parse_range("-0.5,1e-2")) == color::ValueRange{-0.5F, 0.01F});
  CHECK(std::holds_alternative<views::OwnRange>(*parse_range("own")));
  CHECK(std::holds_alternative<views::SharedRange>(*parse_range("share")));
  for (const char* text : {"", "1", "1,", ",1", "1,1", "2,1", "0,1,2", "0,nan", "0,1e31", "all"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_range(text));
  }
}

TEST_CASE("gamma is a number from 0.1 to 10") {
  CHECK(*parse_gamma("0.1") == doctest::Approx(0.1));
  CHECK(*parse_gamma("10") == doctest::Approx(10));
  for (const char* text : {"", "0", "-1", "0.09", "10.1", "nan"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_gamma(text));
  }
}

TEST_CASE("a size is a short side, height x width, or native") {
  CHECK(std::get<image::ShortSide>(*parse_size("480")).pixels == 480);
  CHECK(std::get<image::Size>(*parse_size("480x640")) == image::Size{.width = 640, .height = 480});
  CHECK(std::holds_alternative<image::NativeSize>(*parse_size("native")));
  for (const char* text :
       {"", "0", "-480", "480x", "x480", "480x640x3", "480*640", "4097", "big", "1x99999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_size(text));
  }
}

TEST_CASE("a window is two numbers or two percentiles, the lower one first") {
  const auto values = std::get<image::ValueWindow>(*parse_window("-160,240.5"));
  CHECK(values.lowest == -160);
  CHECK(values.highest == 240.5);
  const auto usual = std::get<image::PercentileWindow>(*parse_window("percentile"));
  CHECK(usual.lowest == 2);
  CHECK(usual.highest == 98);
  const auto percentiles = std::get<image::PercentileWindow>(*parse_window("percentile,0.5,100"));
  CHECK(percentiles.lowest == 0.5);
  CHECK(percentiles.highest == 100);
  for (const char* text : {"", "1", "1,", "1,1", "2,1", "0,nan", "0,inf", "1,2,3", "percentile,",
                           "percentile,2", "percentile,-1,50", "percentile,2,100.1",
                           "percentile,50,50", "percentiles", "Percentile"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_window(text));
  }
}

TEST_CASE("channels are one or three, counted from 1") {
  CHECK(*parse_channels("7") == std::vector{7});
  CHECK(*parse_channels("4,3,2") == std::vector{4, 3, 2});
  CHECK(*parse_channels("1,1,1") == std::vector{1, 1, 1});
  for (const char* text : {"", "0", "1,2", "1,2,3,4", "-1", "a", "1,2,x", "1,,2", "99999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_channels(text));
  }
}

TEST_CASE("a crop is a rectangle or the square in the middle") {
  CHECK(std::holds_alternative<image::CentreSquare>(*parse_crop("square")));
  CHECK(std::get<image::Rectangle>(*parse_crop("40,0,320,240")) ==
        image::Rectangle{{40, 0}, {320, 240}});
  for (const char* text : {"", "1,2,3", "1,2,3,4,5", "-1,0,5,5", "0,0,0,5", "0,0,5,0", "0,0,5,x",
                           "0,0,5,99999999999", "Square"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_crop(text));
  }
}

TEST_CASE("blocks and heads are numbers or words") {
  CHECK(*parse_block("-1") == analysis::BlockChoice{-1});
  CHECK(*parse_block("all") == analysis::BlockChoice{analysis::Each{}});
  CHECK(*parse_head("2") == analysis::HeadChoice{2});
  CHECK(*parse_head("max") == analysis::HeadChoice{HeadFusion::kMax});
  CHECK(*parse_head("all") == analysis::HeadChoice{analysis::Each{}});
  CHECK_FALSE(parse_block("mean"));
  CHECK_FALSE(parse_block(""));
  CHECK_FALSE(parse_head("-1"));
  CHECK_FALSE(parse_head("median"));
}

TEST_CASE("lists keep their order and count a name once") {
  CHECK(*parse_views("mask,overlay,mask") == views::ViewList{view("mask"), view("overlay")});
  CHECK(parse_views("none")->empty());
  CHECK(*parse_arrays("tokens") == std::vector{batch::RawArray::kTokens});
  for (const char* text : {"", "overlay,", "overlay,none", "Mask", "overlay mask"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_views(text));
  }
  CHECK_FALSE(parse_arrays("none"));
}

TEST_CASE("queries are pairs of pixels") {
  using Pixels = std::vector<image::Pixel>;
  CHECK(parse_queries("120,80") == Pixels{{120, 80}});
  CHECK(parse_queries("0,0,300,200") == Pixels{{0, 0}, {300, 200}});
  for (const char* text : {"", "1", "1,", "1,2,3", "-1,2", "1.5,2", "1, 2", "a,b", "1,2,"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_queries(text));
  }
}

}  // namespace
}  // namespace vitviz::options
