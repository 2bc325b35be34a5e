// SPDX-License-Identifier: Apache-2.0
// On what the results of a call depend, beside the photos: by this a run that goes on knows whether
// it is the same.
#pragma once

#include <map>
#include <string>

#include "manifest/records.h"
#include "model/blueprint.h"

namespace vitviz::commands {

// Of options as they were given (OptionForm::given()): all but those that change no result.
[[nodiscard]] std::map<std::string, std::string> decisive(std::map<std::string, std::string> given);

[[nodiscard]] manifest::RunConditions conditions_of(std::map<std::string, std::string> options,
                                                    const model::Blueprint& model);

}  // namespace vitviz::commands
