// SPDX-License-Identifier: Apache-2.0
#include "eval/voc_annotation.h"

#include <cmath>
#include <cstring>
#include <optional>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "base/text.h"
#include "eval/data_set_error.h"

namespace vitviz::eval {
namespace {

class Annotation {
 public:
  Annotation(std::span<const std::byte> xml, const std::string& name) : name_(name) {
    const pugi::xml_parse_result result = document_.load_buffer(xml.data(), xml.size());
    if (!result) {
      fail(fmt::format("is no valid XML at byte {}: {}", result.offset, result.description()));
    }
    if (!document_.child("annotation")) fail("has no element <annotation>");
  }

  [[nodiscard]] std::vector<TrueBox> boxes() const {
    std::vector<TrueBox> boxes;
    for (const pugi::xml_node object : document_.child("annotation").children("object")) {
      boxes.push_back(box_of(object, boxes.size() + 1));
    }
    return boxes;
  }

 private:
  [[nodiscard]] TrueBox box_of(pugi::xml_node object, std::size_t number) const {
    const pugi::xml_node bounds = object.child("bndbox");
    const auto side = [&](const char* which) {
      const std::optional<double> value = number_in(bounds.child(which));
      if (!value) fail(fmt::format("object {} has no number in <{}>", number, which));
      return *value;
    };
    const Box box{side("xmin") - 1.0, side("ymin") - 1.0, side("xmax"), side("ymax")};
    if (box.right <= box.left || box.bottom <= box.top) {
      fail(fmt::format("the box of object {} is empty: x {} to {}, y {} to {}", number,
                       box.left + 1.0, box.right, box.top + 1.0, box.bottom));
    }
    return {box, is_marked(object, "difficult", number) || is_marked(object, "truncated", number)};
  }

  [[nodiscard]] bool is_marked(pugi::xml_node object, const char* mark, std::size_t number) const {
    const pugi::xml_node node = object.child(mark);
    if (!node) return false;
    const std::optional<double> value = number_in(node);
    if (!value) fail(fmt::format("object {} has no number in <{}>", number, mark));
    return *value != 0.0;
  }

  static std::optional<double> number_in(pugi::xml_node node) {
    const char* text = node.text().get();
    const double missing = std::nan("");
    const double value = node.text().as_double(missing);
    const bool has_digit = std::strpbrk(text, "0123456789") != nullptr;
    if (!has_digit || !std::isfinite(value)) return std::nullopt;
    return value;
  }

  [[noreturn]] void fail(const std::string& what) const {
    fail_data_set(name_, what, "it should be an annotation with boxes, as PASCAL VOC has them");
  }

  std::string name_;
  pugi::xml_document document_;
};

}  // namespace

std::vector<TrueBox> parse_voc_boxes(std::span<const std::byte> xml, const std::string& name) {
  return Annotation(xml, name).boxes();
}

}  // namespace vitviz::eval
