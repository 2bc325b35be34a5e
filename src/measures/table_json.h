// SPDX-License-Identifier: Apache-2.0
// Tables as JSON.
#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "measures/table.h"

namespace vitviz::measures {

// {"attention": {"keys": ["block", …], "columns": ["entropy", …], "rows": [[0, …, 0.9, null], …]},
// …} A row has its keys and then its values; what is not a number is null.
[[nodiscard]] nlohmann::ordered_json json_of(const std::vector<Table>& tables);

}  // namespace vitviz::measures
