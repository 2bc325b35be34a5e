// SPDX-License-Identifier: Apache-2.0
// `vitviz bench` and --precision as a user meets them.
#include <map>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "nn/precision.h"
#include "program.h"
#include "program/built_in_model.h"
#include "support/matrix_near.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

using Json = nlohmann::json;

// Shares of the attention: bfloat16 has 8 significant bits, and twelve blocks pass it on. Measured
// 6e-4 where the largest share is 0.1.
constexpr double kRoundedShareTolerance = 2e-3;

ProgramResult bench(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "bench");
  return run_program(vitviz_program(), arguments);
}

std::string text_of(const std::filesystem::path& path) {
  const std::vector<std::byte> bytes = read_bytes(path);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// What --precision auto picks.
const std::string kFaster = nn::faster_precision() == nn::Precision::kBf16 ? "bf16" : "f32";

TEST_CASE("the help of bench is the one that was looked at") {
  INFO("after a change that is meant: build/dev/vitviz bench --help > tests/golden/bench_help.txt");
  const ProgramResult result = bench({"--help"});
  CHECK(result.exit_code == 0);
  CHECK(result.out == text_of(std::filesystem::path(VITVIZ_GOLDEN_FOLDER) / "bench_help.txt"));
}

TEST_CASE("bench measures an architecture without a file") {
  const ProgramResult result = bench({"--json", "--arch", "vit_tiny_patch16_224", "--size", "48x64",
                                      "--repeat", "3", "--threads", "2"});
  CHECK(result.exit_code == 0);
  const Json object = Json::parse(result.out);
  CHECK(object["model"] == "vit_tiny_patch16_224");
  CHECK(object["tokens"] == 13);
  CHECK(object["threads"] == 2);
  CHECK(object["repeat"] == 3);
  CHECK(object["precision"] == "f32");
  CHECK(object["min_s"] > 0);
  CHECK(object["median_s"] >= object["min_s"]);
  CHECK(object["peak_rss_mb"] > 10);
  // 11 blocks of 12·D² and 4·T·D multiplications and additions for each of 13 tokens, keys of the
  // last one, and the embedding of 12 patches.
  const double blocks = 11 * 13 * (24.0 * 192 * 192 + 4 * 13 * 192);
  const double rest = 2.0 * 13 * 192 * 192 + 2.0 * 12 * 768 * 192;
  CHECK(object["gflop"] == doctest::Approx((blocks + rest) / 1e9).epsilon(1e-3));
  double steps = 0;
  for (const auto& step : object["steps"]) steps += step.get<double>();
  CHECK(steps > 0);
}

TEST_CASE("bench measures the built-in model in a table") {
  const ProgramResult result = bench({"--repeat", "1", "--size", "64", "--precision", "auto"});
  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, fmt::format("model                  {}\n", kName)));
  CHECK(contains(result.out, fmt::format("precision              {}\n", kFaster)));
  CHECK(contains(result.out, "\nMLP "));
}

TEST_CASE("what bench cannot measure is refused") {
  CHECK(contains(bench({"--arch", "vit_vast_patch16"}).err, "tiny, small, base, large"));
  CHECK(contains(bench({"--arch", "vit_tiny_patch16", "-m", "x"}).err, "only one of them"));
  CHECK(contains(bench({"--size", "native"}).err, "--size 'native': must be"));
  CHECK(bench({"--repeat", "0"}).exit_code == 2);
  CHECK(bench({"-m", "missing.pth"}).exit_code == 4);
}

TEST_CASE("bfloat16 is told in the JSON and close to 32-bit floats") {
  const TemporaryFolder folder;
  write_photo(folder.path() / "disc.png");
  std::map<std::string, std::string> told;
  const auto draw = [&](const std::string& precision) {
    const ProgramResult result =
        run_vitviz(folder.path(), {"--json", "--raw", "attention", "--view", "none", "--precision",
                                   precision, "--out", precision, "disc.png"});
    REQUIRE(result.exit_code == 0);
    const Json object = Json::parse(result.out);
    told[precision] = object["precision"];
    return read_npy(folder.path() / precision / "disc.attention.npy").values;
  };
  const auto exact = draw("f32");
  const auto rounded = draw("bf16");
  check_near(rounded, exact, kRoundedShareTolerance);
  CHECK(draw("auto") == (kFaster == "bf16" ? rounded : exact));
  CHECK(told["f32"] == "f32");
  CHECK(told["bf16"] == (nn::computes_bf16() ? "bf16" : "f32"));
  CHECK(told["auto"] == kFaster);
}

}  // namespace
}  // namespace vitviz::test
