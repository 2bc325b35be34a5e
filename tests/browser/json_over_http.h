// SPDX-License-Identifier: Apache-2.0
// Requests and answers in JSON, as WebDriver speaks them.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace vitviz::test {

// Sends `body` (null: none) and returns the "value" of the answer. Throws std::runtime_error when
// there is no answer, and when the answer is an error of WebDriver: its name and message.
[[nodiscard]] nlohmann::json exchange(const std::string& method, const std::string& url,
                                      const nlohmann::json& body = nullptr);

}  // namespace vitviz::test
