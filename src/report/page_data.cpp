// SPDX-License-Identifier: Apache-2.0
#include "report/page_data.h"

#include "base/argument.h"
#include "base/base64.h"
#include "base/text.h"
#include "color/colormap.h"
#include "report/model_pictures.h"
#include "views/picture_options.h"

namespace vitviz::report {
namespace {

constexpr int kFormat = 1;

std::vector<std::string> prefix_names(const model::Blueprint& blueprint) {
  std::vector<std::string> names;
  int registers = 0;
  for (const model::PrefixToken token : blueprint.prefix) {
    switch (token) {
      case model::PrefixToken::kCls:
        names.emplace_back("CLS");
        break;
      case model::PrefixToken::kDistillation:
        names.emplace_back("distillation");
        break;
      case model::PrefixToken::kRegister:
        names.push_back("register " + std::to_string(++registers));
        break;
    }
  }
  return names;
}

Json colormaps() {
  Json maps = Json::object();
  for (const auto& [name, colormap] : views::kColormaps) {
    maps[std::string(name)] = base::base64(std::as_bytes(color::colors_of(colormap)));
  }
  return maps;
}

Json positions_of(const model::VisionTransformer& model) {
  const auto similarity = position_similarity(model);
  if (!similarity) return nullptr;
  return {{"rows", similarity->grid.rows},
          {"cols", similarity->grid.cols},
          {"cosines", base::base64(std::as_bytes(std::span(similarity->cosines)))}};
}

}  // namespace

Json json_of(const model::VisionTransformer& model) {
  const model::Blueprint& blueprint = model.blueprint();
  std::vector<std::string> notes;
  for (const std::string& note : blueprint.assumptions) notes.push_back(base::in_words(note));
  const FilterPictures filters = filter_pictures(model);
  return {{"model", base::printable(blueprint.name)},
          {"notes", notes},
          {"network",
           {{"blocks", blueprint.blocks},
            {"heads", blueprint.heads},
            {"width", blueprint.width},
            {"patch", blueprint.patch},
            {"prefix", prefix_names(blueprint)}}},
          {"filters",
           {{"count", filters.count}, {"patch", blueprint.patch}, {"rgb", text_of(filters.rgb)}}},
          {"positions", positions_of(model)}};
}

Json text_of(std::span<const std::uint8_t> bytes) { return base::base64(std::as_bytes(bytes)); }

std::string page_data(Kind kind, const std::string& title, const std::vector<Sight>& sights) {
  const Json head = {{"format", kFormat},
                     {"program", "vitviz " VITVIZ_VERSION},
                     {"kind", kind == Kind::kPhoto ? "photo" : "photos"},
                     {"title", title},
                     {"colormaps", colormaps()}};
  std::string data = head.dump();
  data.pop_back();  // its closing brace
  data += ",\"sights\":[";
  for (std::size_t i = 0; i < sights.size(); ++i) {
    if (i > 0) data += ',';
    data += sights[i].data;
  }
  return data + "]}";
}

}  // namespace vitviz::report
