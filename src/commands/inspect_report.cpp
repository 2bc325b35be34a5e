// SPDX-License-Identifier: Apache-2.0
#include "commands/inspect_report.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

#include "base/text.h"
#include "commands/inspect_words.h"
#include "model/photo_filter_names.h"
#include "screen/as_options.h"

namespace vitviz::commands {
namespace {

constexpr std::size_t kMostGroups = 12;
constexpr std::size_t kWidestName = 60;  // longer ones push what follows to the right

std::string_view container_in_words(io::Container container) {
  constexpr std::array kWords = {
      base::Named{"safetensors", io::Container::kSafetensors},
      base::Named{"PyTorch", io::Container::kPyTorch},
      base::Named{"TorchScript", io::Container::kTorchScript},
      base::Named{"NumPy (.npz)", io::Container::kNpz},
      base::Named{"GGUF", io::Container::kGguf},
  };
  return base::name_of(kWords, container);
}

class Table {
 public:
  void row(std::string_view what, std::string_view text) {
    lines_ += fmt::format("{:<17} {}\n", what, base::printable(screen::as_options(text)));
  }
  [[nodiscard]] const std::string& lines() const { return lines_; }

 private:
  std::string lines_;
};

std::string grid_in_words(const model::Blueprint& blueprint) {
  const tensor::PatchGrid grid = blueprint.trained_grid;
  if (grid.count() == 0) return "any";
  return fmt::format("{} x {} patches, {} x {} pixels", grid.rows, grid.cols,
                     grid.rows * blueprint.patch, grid.cols * blueprint.patch);
}

std::string classes_in_words(const model::Blueprint& blueprint) {
  if (blueprint.classes == 0) return "none";
  if (blueprint.labels.empty()) return fmt::format("{}, without names", blueprint.classes);
  return fmt::format("{}, from {} to {}", blueprint.classes, blueprint.labels.front(),
                     blueprint.labels.back());
}

std::string pooling_in_words(const checkpoint::Inspection& inspection) {
  const model::Blueprint& blueprint = inspection.blueprint;
  if (blueprint.has_pooling_head) {
    return fmt::format("one query that attends to the patches, and an MLP of width {}",
                       inspection.pooling_mlp_width);
  }
  if (blueprint.pooling_problem.empty()) return "none";
  return "none that can be run: " + blueprint.pooling_problem;
}

std::string projection_in_words(const model::Blueprint& blueprint) {
  if (blueprint.projection_width == 0) return "none";
  return fmt::format("CLS to width {}, the space shared with texts", blueprint.projection_width);
}

std::string ignored_in_words(const checkpoint::Inspection& inspection) {
  std::string words;
  std::size_t shown = 0;
  const auto groups = ignored_groups(inspection);
  for (const auto& [group, count] : groups) {
    if (++shown > kMostGroups) break;
    words += fmt::format("{}{} ({})", words.empty() ? "" : ", ", group, count);
  }
  if (groups.size() > kMostGroups) {
    words += fmt::format(" and {} more", groups.size() - kMostGroups);
  }
  return words.empty() ? "nothing" : words;
}

// 22050664 → "22,050,664"
std::string grouped(std::uint64_t number) {
  constexpr std::uint64_t kGroup = 1000;
  if (number < kGroup) return std::to_string(number);
  return fmt::format("{},{:03}", grouped(number / kGroup), number % kGroup);
}

void add_preparation(const model::Blueprint& blueprint, Table& table) {
  table.row("mean", fmt::format("{}", fmt::join(blueprint.mean, ", ")));
  table.row("std", fmt::format("{}", fmt::join(blueprint.std, ", ")));
  table.row("photo resized",
            fmt::format("{}, to a short side of {} pixels unless --size is given",
                        base::name_of(model::kPhotoFilters, blueprint.photo_filter),
                        blueprint.default_size));
}

std::string list_of_tensors(const checkpoint::Inspection& inspection) {
  std::size_t width = 0;
  for (const checkpoint::InspectedTensor& tensor : inspection.tensors) {
    width = std::max(width, base::printable(tensor.name).size());
  }
  width = std::min(width, kWidestName);
  std::string lines = "\n";
  for (const checkpoint::InspectedTensor& tensor : inspection.tensors) {
    lines += fmt::format("{:<{}}  {:<5} {:<20} {:>12} bytes{}\n", base::printable(tensor.name),
                         width, name_of(tensor.type), io::to_string(tensor.shape), tensor.bytes,
                         tensor.used ? "" : "  ignored");
  }
  return lines;
}

}  // namespace

std::string table_of(const std::filesystem::path& file, const checkpoint::Inspection& inspection,
                     bool tensors) {
  const model::Blueprint& blueprint = inspection.blueprint;
  Table table;
  table.row("file", file.string());
  table.row("container", fmt::format("{}, {}", container_in_words(inspection.container),
                                     base::format_bytes(inspection.bytes)));
  table.row("name", blueprint.name);
  table.row("family", blueprint.family);
  table.row("recognised by", inspection.recognised_by);
  if (!inspection.wrapper.empty()) table.row("read from", inspection.wrapper);
  table.row("blocks", std::to_string(blueprint.blocks));
  table.row("width", std::to_string(blueprint.width));
  table.row("heads", fmt::format("{} of width {}, from {}", blueprint.heads, blueprint.head_width(),
                                 blueprint.heads_source));
  table.row("patch", fmt::format("{} x {} pixels", blueprint.patch, blueprint.patch));
  table.row("prefix tokens", prefix_in_words(blueprint));
  table.row("map", map_in_words(inspection));
  table.row("trained grid", grid_in_words(blueprint));
  table.row("positions", positions_in_words(blueprint));
  table.row("MLP",
            fmt::format("width {}, {}", blueprint.mlp_width, activation_in_words(inspection)));
  table.row("norm epsilon", fmt::format("{}", blueprint.norm_epsilon));
  add_preparation(blueprint, table);
  table.row("classes", classes_in_words(blueprint));
  table.row("pooling head", pooling_in_words(inspection));
  table.row("projection", projection_in_words(blueprint));
  table.row("mask head", inspection.mask_head ? "one linear layer on the patch tokens" : "none");
  table.row("parameters", grouped(inspection.parameters));
  table.row("ignored", ignored_in_words(inspection));
  for (const std::string& assumption : blueprint.assumptions) table.row("assumed", assumption);
  return table.lines() + (tensors ? list_of_tensors(inspection) : "");
}

}  // namespace vitviz::commands
