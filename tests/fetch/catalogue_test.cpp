// SPDX-License-Identifier: Apache-2.0
#include "fetch/catalogue.h"

#include <cctype>
#include <set>
#include <string>

#include <doctest/doctest.h>

namespace vitviz::fetch {
namespace {

TEST_CASE("every model can be typed, told apart, and found") {
  std::set<std::string_view> names;
  for (const KnownModel& known : catalogue()) {
    CAPTURE(known.name);
    CHECK(names.insert(known.name).second);
    CHECK(find_known_model(known.name) == &known);
    for (const char letter : known.name) {
      CHECK((std::islower(letter) != 0 || std::isdigit(letter) != 0 || letter == '-'));
    }
    CHECK(known.address.starts_with("https://"));
    CHECK(known.address.find(' ') == std::string_view::npos);
    CHECK(known.millions > 0);
    CHECK_FALSE(known.licence.empty());
  }
  CHECK(find_known_model("dino") == nullptr);
}

TEST_CASE("a file is called what its address ends with") {
  const auto files = files_of(Supply::kFile, "https://there/a/weights-c867db91.pth?token=1");
  REQUIRE(files.size() == 1);
  CHECK(files[0].name == "weights-c867db91.pth");
  CHECK(files[0].url == "https://there/a/weights-c867db91.pth?token=1");
  CHECK(files[0].sha256 == "c867db91");
}

TEST_CASE("of the hub come the settings, then the weights") {
  const auto files = files_of(Supply::kHubFolder, "https://hub/maker/model");
  REQUIRE(files.size() == 3);
  CHECK(files[0].name == "config.json");
  CHECK(files[1].name == "preprocessor_config.json");
  CHECK(files[2].url == "https://hub/maker/model/resolve/main/model.safetensors");
}

TEST_CASE("sums are read from addresses only where makers put them") {
  const std::string all(64, 'a');
  CHECK(published_sha256("https://there/" + all + "/ViT-B-32.pt") == all);
  CHECK(published_sha256("https://there/vit_b_16-c867db91.pth") == "c867db91");
  CHECK(published_sha256("https://there/vit_b_16.pth").empty());
  CHECK(published_sha256("https://there/c867db91.pth").empty());
  CHECK(published_sha256("https://there/model-small-2023110x.pth").empty());
  CHECK(published_sha256("nothing").empty());
}

}  // namespace
}  // namespace vitviz::fetch
