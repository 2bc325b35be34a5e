// SPDX-License-Identifier: Apache-2.0
#include "features/cache_key.h"

#include <set>

#include <doctest/doctest.h>

namespace vitviz::features {
namespace {

model::Blueprint blueprint() {
  model::Blueprint blueprint;
  blueprint.blocks = 12;
  blueprint.default_size = 224;
  return blueprint;
}

analysis::Question asking_for(const image::ShownSamples& samples) {
  analysis::Question question;
  question.samples = samples;
  return question;
}

TEST_CASE("what is asked differently has another key") {
  std::set<std::string> keys;
  const auto is_new = [&](const analysis::Question& question, const FeatureChoice& choice) {
    return keys.insert(key_of(question, choice, blueprint())).second;
  };
  const FeatureChoice plain = {.readout = Readout::kClsAndMean};
  CHECK(is_new({}, plain));
  CHECK(is_new({.size = image::ShortSide{384}}, plain));
  CHECK(is_new({.size = image::Size{384, 256}}, plain));
  CHECK(is_new({.size = image::Size{256, 384}}, plain));
  CHECK(is_new({.size = image::NativeSize{}}, plain));
  CHECK(is_new({.orientation = image::Orientation::kStored}, plain));
  CHECK(is_new({.color_profile = image::ColorProfile::kIgnored}, plain));
  CHECK(is_new(asking_for({.window = image::ValueWindow{0, 5}}), plain));
  CHECK(is_new(asking_for({.window = image::ValueWindow{0, 5.5}}), plain));
  CHECK(is_new(asking_for({.window = image::PercentileWindow{0, 5}}), plain));
  CHECK(is_new(asking_for({.channels = {4, 3, 2}}), plain));
  CHECK(is_new(asking_for({.channels = {2, 3, 4}}), plain));
  CHECK(is_new({.crop = image::CentreSquare{}}, plain));
  CHECK(is_new({.crop = image::Rectangle{{1, 2}, {3, 4}}}, plain));
  CHECK(is_new({.crop = image::Rectangle{{2, 1}, {3, 4}}}, plain));
  CHECK(is_new({}, {.readout = Readout::kMean}));
  CHECK(is_new({}, {.readout = Readout::kClsAndMean, .block = 10}));
  CHECK(is_new({}, {.readout = Readout::kClsAndMean, .state = model::TokenState::kBlock}));
  CHECK(is_new({}, {.readout = Readout::kClsAndMean, .normalize = true}));
}

TEST_CASE("the default said aloud has the same key") {
  const std::string key = key_of({}, {.readout = Readout::kMean}, blueprint());
  CHECK(key ==
        "size short side 224, orientation upright, whole photo, mean of block 11 after the "
        "norm");
  CHECK(key_of({.size = image::ShortSide{224}}, {.readout = Readout::kMean, .block = 11},
               blueprint()) == key);
}

}  // namespace
}  // namespace vitviz::features
