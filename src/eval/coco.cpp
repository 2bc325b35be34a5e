// SPDX-License-Identifier: Apache-2.0
#include "eval/coco.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "eval/data_set_error.h"

namespace vitviz::eval {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

// Takes the entries of both lists as the parser comes by, and lets it throw them away.
class CocoEntries {
 public:
  CocoEntries(const fs::path& file, const fs::path& photos) : file_(file), photos_(photos) {}

  // The parser's callback: false is for what it need not keep. Depths are 1 for keys of the file, 2
  // for entries of its lists, 3 for their fields.
  bool keep(int depth, Json::parse_event_t event, const Json& parsed) {
    if (event == Json::parse_event_t::key && depth == 1) {
      section_ = parsed.get<std::string>();
      number_ = 0;
      return section_ == "images" || section_ == "annotations";
    }
    if (event == Json::parse_event_t::key && depth == 3) return parsed != "segmentation";
    if (event != Json::parse_event_t::object_end || depth != 2) return true;
    ++number_;
    if (section_ == "images") add_image(parsed);
    if (section_ == "annotations") add_annotation(parsed);
    return false;
  }

  // Annotations may come before their photos.
  std::vector<Example> take() {
    for (auto& [id, boxes] : boxes_) {
      const auto found = index_of_.find(id);
      if (found == index_of_.end()) {
        fail_data_set(file_, fmt::format("an annotation belongs to the image {}, which is not "
                                         "among the images",
                                         id));
      }
      examples_[found->second].boxes = std::move(boxes);
    }
    if (examples_.empty()) fail_data_set(file_, "there are no images in it");
    return std::move(examples_);
  }

 private:
  void add_image(const Json& entry) {
    const std::int64_t id = integer(entry, "id");
    const fs::path file = field(entry, "file_name", Json::value_t::string).get<std::string>();
    if (!file.has_filename()) fail("its \"file_name\" is no name of a file");
    if (file.is_absolute() || std::find(file.begin(), file.end(), "..") != file.end()) {
      fail("its \"file_name\" leads out of the folder of photos");
    }
    if (!index_of_.emplace(id, examples_.size()).second) {
      fail(fmt::format("there are two images with the id {}", id));
    }
    const std::string name = file.stem().string();
    if (!names_.insert(name).second) {
      fail(fmt::format("there are two images of the name {}", base::printable(name)));
    }
    examples_.push_back({name, photos_ / file, {}, {}});
  }

  void add_annotation(const Json& entry) {
    const std::int64_t image = integer(entry, "image_id");
    if (entry.contains("iscrowd") && integer(entry, "iscrowd") != 0) return;
    const Json& bounds = field(entry, "bbox", Json::value_t::array);
    std::array<double, 4> numbers;  // x, y, width, height
    if (bounds.size() != numbers.size()) fail("its \"bbox\" does not have four numbers");
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (!bounds[i].is_number()) fail("its \"bbox\" does not have four numbers");
      numbers[i] = bounds[i].get<double>();
    }
    const auto [x, y, width, height] = numbers;
    if (width < 0.0 || height < 0.0) fail("its \"bbox\" has a negative side");
    boxes_[image].push_back({{std::nearbyint(x), std::nearbyint(y), std::nearbyint(x + width),
                              std::nearbyint(y + height)}});
  }

  [[nodiscard]] const Json& field(const Json& entry, const char* name, Json::value_t type) const {
    const auto found = entry.find(name);
    if (found == entry.end() || found->type() != type) {
      fail(fmt::format("it has no \"{}\" of the right type", name));
    }
    return *found;
  }

  [[nodiscard]] std::int64_t integer(const Json& entry, const char* name) const {
    const auto found = entry.find(name);
    if (found == entry.end() || !found->is_number_integer()) {
      fail(fmt::format("it has no whole number \"{}\"", name));
    }
    return found->get<std::int64_t>();
  }

  [[noreturn]] void fail(const std::string& what) const {
    fail_data_set(file_, fmt::format("entry {} of \"{}\": {}", number_, section_, what));
  }

  const fs::path& file_;
  const fs::path& photos_;
  std::string section_;
  int number_ = 0;  // of the entry, from 1
  std::vector<Example> examples_;
  std::set<std::string> names_;
  std::map<std::int64_t, std::size_t> index_of_;        // of examples, by id
  std::map<std::int64_t, std::vector<TrueBox>> boxes_;  // by the id of the image
};

// What is left of the file when all entries were taken.
void check_rest(const Json& rest, const fs::path& file) {
  if (!rest.is_object()) fail_data_set(file, "is no JSON object");
  for (const char* section : {"images", "annotations"}) {
    const auto found = rest.find(section);
    if (found == rest.end() || !found->is_array()) {
      fail_data_set(file, fmt::format("has no list \"{}\"", section),
                    "it should be an instances_*.json, as COCO has them");
    }
    if (!found->empty()) {
      fail_data_set(file, fmt::format("something in \"{}\" is no object", section));
    }
  }
}

}  // namespace

std::vector<Example> parse_coco(std::istream& json, const fs::path& name, const fs::path& photos) {
  CocoEntries entries(name, photos);
  try {
    const Json rest =
        Json::parse(json, [&](int depth, Json::parse_event_t event, const Json& parsed) {
          return entries.keep(depth, event, parsed);
        });
    check_rest(rest, name);
  } catch (const Json::parse_error& broken) {
    fail_data_set(name, fmt::format("is no valid JSON at byte {}", broken.byte));
  } catch (const Json::exception&) {
    fail_data_set(name, "is no valid JSON: a number in it is too large");
  }
  return entries.take();
}

std::vector<Example> read_coco(const fs::path& json, const fs::path& photos) {
  std::error_code error;
  if (!fs::is_regular_file(json, error)) {
    fail_data_set(json, error ? error.message() : "is no regular file");
  }
  std::ifstream stream(json, std::ios::binary);
  if (!stream) fail_data_set(json, "cannot be read");
  return parse_coco(stream, json, photos);
}

void check_photos_exist(const std::vector<Example>& examples) {
  if (examples.empty()) return;
  check_exist(examples, &Example::photo, "photos", examples.front().photo.parent_path());
}

}  // namespace vitviz::eval
