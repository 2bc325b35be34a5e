// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/trained_grid.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "base/argument.h"
#include "checkpoint/misfit.h"
#include "io/model_error.h"

namespace vitviz::checkpoint {
namespace {

constexpr std::int64_t kMostRows = 65536;

// The table has rows for all prefix tokens, for CLS alone, or for none.
std::array<int, 3> possible_prefixes(const model::Blueprint& blueprint) {
  return {blueprint.prefix_count(), blueprint.prefix_count() > 0 ? 1 : 0, 0};
}

bool has_rows_for(std::int64_t rows, tensor::PatchGrid grid, const model::Blueprint& blueprint) {
  for (const int prefix : possible_prefixes(blueprint)) {
    if (rows - prefix == std::int64_t{grid.rows} * grid.cols) return true;
  }
  return false;
}

std::optional<tensor::PatchGrid> square_of(std::int64_t rows, const model::Blueprint& blueprint) {
  for (const int prefix : possible_prefixes(blueprint)) {
    if (rows <= prefix) continue;
    const auto side = static_cast<int>(std::lround(std::sqrt(static_cast<double>(rows - prefix))));
    if (std::int64_t{side} * side == rows - prefix) return tensor::PatchGrid{side, side};
  }
  return std::nullopt;
}

std::optional<tensor::PatchGrid> grid_said(std::int64_t rows, const Facts& facts,
                                           const model::Blueprint& blueprint) {
  for (const PictureSize& size : facts.sizes) {
    const tensor::PatchGrid grid = {size.height / blueprint.patch, size.width / blueprint.patch};
    if (grid.rows > 0 && grid.cols > 0 && has_rows_for(rows, grid, blueprint)) return grid;
  }
  return std::nullopt;
}

std::int64_t rows_of_table(const TensorSet& tensors, const families::Family& family) {
  const std::string name(family.names.positions);
  const io::Shape shape = tensors.shape(name);
  const bool fits = shape.size() >= 2 && shape[shape.size() - 2] <= kMostRows;
  if (!fits) {
    refuse_as(family.name, tensors,
              fmt::format("{} is {}, expected up to {} rows of the model's width",
                          io::in_quotes(tensors.full_name(name)), io::to_string(shape), kMostRows),
              misfit_hint(tensors, Misfit::kOther));
  }
  return shape[shape.size() - 2];
}

[[noreturn]] void refuse_rows(const TensorSet& tensors, const families::Family& family,
                              std::int64_t rows, const model::Blueprint& blueprint) {
  const std::string cls(family.names.cls);
  const bool lacks_cls = !cls.empty() && !tensors.has(cls);
  refuse_as(family.name, tensors,
            fmt::format("{} has {} rows, expected a square number for the patches and {} for the "
                        "prefix{}",
                        io::in_quotes(tensors.full_name(std::string(family.names.positions))), rows,
                        blueprint.prefix_count(),
                        lacks_cls ? fmt::format("; {} is missing", io::in_quotes(cls)) : ""),
            lacks_cls ? misfit_hint(tensors, Misfit::kMissing)
                      : fmt::format("{} ROWSxCOLS tells the grid it was trained on, as in 16x8",
                                    base::argument("grid")));
}

}  // namespace

void describe_trained_grid(const TensorSet& tensors, const families::Family& family,
                           const Facts& facts, const Hints& hints, model::Blueprint& blueprint) {
  const std::int64_t rows = rows_of_table(tensors, family);
  if (hints.grid) {
    if (!has_rows_for(rows, *hints.grid, blueprint)) {
      refuse_as(family.name, tensors,
                fmt::format("{} has {} rows, {} patches and {} for the prefix need another number",
                            io::in_quotes(tensors.full_name(std::string(family.names.positions))),
                            rows, hints.grid->count(), blueprint.prefix_count()),
                fmt::format("{} is rows and columns of the grid it was trained on",
                            base::argument("grid")));
    }
    blueprint.trained_grid = *hints.grid;
    return;
  }
  if (const auto said = grid_said(rows, facts, blueprint)) {
    blueprint.trained_grid = *said;
    return;
  }
  const auto square = square_of(rows, blueprint);
  if (!square) refuse_rows(tensors, family, rows, blueprint);
  blueprint.trained_grid = *square;
  if (facts.name) return;  // vitviz's own models have square grids
  blueprint.assumptions.push_back(fmt::format("a square grid of {} × {} patches in training ({})",
                                              square->rows, square->cols, base::argument("grid")));
}

}  // namespace vitviz::checkpoint
