// SPDX-License-Identifier: Apache-2.0
// Tables against those that numpy computes in double precision from the definitions alone
// (tests/reference/measures/make_measures.py).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "measures/table.h"
#include "model/vision_transformer.h"
#include "support/npy_reader.h"
#include "tensor/grid.h"

namespace vitviz::test {

// A checkpoint of tests/reference; all of them have three heads.
[[nodiscard]] model::VisionTransformer reference_model(const std::filesystem::path& file);

// An input or a table of a case: measures/CASE/NAME.npy.
[[nodiscard]] Array measures_array(const std::string& of_case, const std::string& name);

// Fails unless all numbers of the table `name` are those of the case: equal where they are missing,
// else within 1e-5, relative to those above 1. Keys count where the reference has them.
void check_table(const std::vector<measures::Table>& tables, std::string_view name,
                 const std::string& of_case, tensor::PatchGrid grid);

}  // namespace vitviz::test
