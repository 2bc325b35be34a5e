// SPDX-License-Identifier: Apache-2.0
#include "commands/build_facts.h"

#include <string_view>

#include <nlohmann/json.hpp>

#include "base/late_library.h"
#include "base/split.h"
#include "fetch/http_get.h"
#include "fetch/sha256.h"
#include "image/late_formats.h"
#include "io/zip_archive.h"
#include "nn/instruction_sets.h"

namespace vitviz::commands {
namespace {

using Json = nlohmann::ordered_json;

// "Eigen 3.4.0,fmt 9.1.0" → an object.
Json libraries() {
  Json object = Json::object();
  for (const std::string_view library : base::split(VITVIZ_BUILT_WITH, ',')) {
    const std::size_t space = library.find(' ');
    object[std::string(library.substr(0, space))] = library.substr(space + 1);
  }
  return object;
}

bool is_found(const std::string& file) {
  try {
    const base::LateLibrary library(file);
    return true;
  } catch (const base::LibraryMissing&) {
    return false;
  }
}

Json late_libraries() {
  Json object = {{"libcrypto", is_found(fetch::kCryptoFile)},
                 {"libcurl", is_found(fetch::kCurlFile)},
                 {"libzip", is_found(io::kZipFile)}};
  for (const auto& [name, file] : image::late_formats()) object[name] = is_found(file);
  return object;
}

Json instruction_sets() {
  Json object = Json::object();
  for (const auto& [name, is_here] : nn::instruction_sets()) object[std::string(name)] = is_here;
  return object;
}

}  // namespace

std::string build_json() {
  const Json object = {{"version", VITVIZ_VERSION},
                       {"compiler", VITVIZ_COMPILER},
                       {"build_type", VITVIZ_BUILD_TYPE},
                       {"built_with", libraries()},
                       {"loaded_when_needed", late_libraries()},
                       {"instruction_sets", instruction_sets()}};
  return object.dump() + '\n';
}

}  // namespace vitviz::commands
