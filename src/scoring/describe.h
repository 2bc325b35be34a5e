// SPDX-License-Identifier: Apache-2.0
// How a score came about, in words.
#pragma once

#include <string>

#include "eval/data_set.h"
#include "eval/protocol.h"
#include "scoring/plan.h"

namespace vitviz::scoring {

[[nodiscard]] eval::Protocol describe(const Plan& plan, const eval::DataSet& data_set);

// All that a score depends on, on one line: the protocol, the files, and how the model reads
// photos. For logs, which tell scores of different runs apart by it.
[[nodiscard]] std::string identity_of(const Plan& plan, const eval::DataSet& data_set,
                                      const std::string& data_set_path,
                                      const std::string& model_path);

}  // namespace vitviz::scoring
