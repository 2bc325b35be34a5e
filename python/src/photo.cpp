// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <span>
#include <string>

#include <nanobind/stl/filesystem.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>
#include <vitviz/photo.h>

#include "arrays.h"
#include "bindings.h"

namespace vitviz::python {
namespace {

int side(std::size_t length) { return static_cast<int>(length); }

}  // namespace

void bind_photo(nb::module_& module) {
  nb::class_<PhotoOptions>(module, "PhotoOptions")
      .def(nb::init<>())
      .def_rw("upright", &PhotoOptions::upright)
      .def_rw("to_srgb", &PhotoOptions::to_srgb)
      .def_rw("channels", &PhotoOptions::channels)
      .def("set_window",
           [](PhotoOptions& options, double lowest, double highest, bool percentiles) {
             options.window = Window{lowest, highest, percentiles};
           });
  nb::class_<Photo>(module, "Photo")
      .def_static(
          "read",
          [](const std::filesystem::path& path, const PhotoOptions& options) {
            return Photo::read(path, options);
          },
          nb::arg("path"), nb::arg("options"), nb::call_guard<nb::gil_scoped_release>())
      .def_static(
          "decode",
          [](const nb::bytes& file, const std::string& name, const PhotoOptions& options) {
            const std::span bytes(static_cast<const std::byte*>(file.data()), file.size());
            const nb::gil_scoped_release without_lock;
            return Photo::decode(bytes, name, options);
          },
          nb::arg("file"), nb::arg("name"), nb::arg("options"))
      .def_static(
          "from_rgb",
          [](const Bytes& pixels) {  // [height, width, 3]
            return Photo::from_rgb({pixels.data(), pixels.size()}, side(pixels.shape(1)),
                                   side(pixels.shape(0)));
          },
          nb::arg("pixels"))
      .def_static(
          "prepared",
          [](const Floats& input) {  // [3, height, width]
            return Photo::prepared({input.data(), input.size()}, side(input.shape(2)),
                                   side(input.shape(1)));
          },
          nb::arg("input"))
      .def_prop_ro("width", &Photo::width)
      .def_prop_ro("height", &Photo::height)
      .def_prop_ro("notes", &Photo::notes);
}

}  // namespace vitviz::python
