// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <tuple>
#include <variant>

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/variant.h>
#include <nanobind/stl/vector.h>
#include <vitviz/analysis.h>

#include "arrays.h"
#include "bindings.h"

namespace vitviz::python {
namespace {

using WithoutLock = nb::call_guard<nb::gil_scoped_release>;

NumpyBytes pixels_of(Mask& mask) {
  return to_numpy(std::move(mask.pixels),
                  {static_cast<std::size_t>(mask.height), static_cast<std::size_t>(mask.width)});
}

NumpyBytes to_numpy_image(Image image) {
  return to_numpy(std::move(image.pixels), {static_cast<std::size_t>(image.height),
                                            static_cast<std::size_t>(image.width), 3});
}

void bind_options(nb::module_& module) {
  nb::class_<MapChoice>(module, "MapChoice")
      .def(nb::init<>())
      .def_rw("name", &MapChoice::name)
      .def_rw("block", &MapChoice::block, nb::arg().none())
      .def_rw("head", &MapChoice::head)
      .def_rw("query", &MapChoice::query)
      .def_rw("normed", &MapChoice::normed, nb::arg().none())
      .def_rw("rollout_start", &MapChoice::rollout_start);
  nb::class_<MaskOptions>(module, "MaskOptions")
      .def(nb::init<>())
      .def_rw("method", &MaskOptions::method)
      .def_rw("keep", &MaskOptions::keep, nb::arg().none())
      .def_rw("features", &MaskOptions::features)
      .def_rw("threshold", &MaskOptions::threshold, nb::arg().none())
      .def_rw("objects", &MaskOptions::objects, nb::arg().none())
      .def_rw("refine", &MaskOptions::refine)
      .def_rw("clean", &MaskOptions::clean);
  nb::class_<PictureOptions>(module, "PictureOptions")
      .def(nb::init<>())
      .def_rw("map", &PictureOptions::map)
      .def_rw("mask", &PictureOptions::mask)
      .def_rw("colormap", &PictureOptions::colormap)
      .def_rw("opacity", &PictureOptions::opacity)
      .def_rw("lowest", &PictureOptions::lowest, nb::arg().none())
      .def_rw("highest", &PictureOptions::highest, nb::arg().none())
      .def_rw("gamma", &PictureOptions::gamma)
      .def_rw("upsample", &PictureOptions::upsample)
      .def_rw("guided", &PictureOptions::guided)
      .def_rw("boxes", &PictureOptions::boxes)
      .def_rw("legend", &PictureOptions::legend, nb::arg().none())
      .def_rw("scale", &PictureOptions::scale);
}

}  // namespace

void bind_analysis(nb::module_& module) {
  bind_options(module);
  nb::class_<Mask>(module, "Mask")
      .def_ro("method", &Mask::method)
      .def("take_pixels", &pixels_of)
      .def_prop_ro("box", [](const Mask& mask) {
        using Numbers = std::tuple<int, int, int, int>;
        if (!mask.box) return std::optional<Numbers>();
        return std::optional(Numbers(mask.box->x, mask.box->y, mask.box->width, mask.box->height));
      });
  nb::class_<Analysis>(module, "Analysis")
      .def_prop_ro("width", &Analysis::width)
      .def_prop_ro("height", &Analysis::height)
      .def_prop_ro("part",
                   [](const Analysis& seen) {
                     const Box part = seen.part();
                     return std::tuple(part.x, part.y, part.width, part.height);
                   })
      .def_prop_ro(
          "grid",
          [](const Analysis& seen) { return std::tuple(seen.grid().rows, seen.grid().cols); })
      .def_prop_ro("notes", &Analysis::notes)
      .def("attention",
           [](const Analysis& seen, int query) { return to_numpy(seen.attention(query)); })
      .def("tokens", [](const Analysis& seen) { return to_numpy(seen.tokens()); })
      .def("logits", [](const Analysis& seen) { return to_numpy(seen.logits()); })
      .def("tokens_of",
           [](const Analysis& seen, int block, bool normed) {
             return to_numpy([&] {
               const nb::gil_scoped_release without_lock;
               return seen.tokens_of(block, normed);
             }());
           })
      .def("map",
           [](const Analysis& seen, const MapChoice& choice) {
             return to_numpy([&] {
               const nb::gil_scoped_release without_lock;
               return seen.map(choice);
             }());
           })
      .def("classes",
           [](const Analysis& seen, int most) {
             std::vector<std::tuple<int, std::string, double>> classes;
             for (const RankedClass& one : seen.classes(most)) {
               classes.emplace_back(one.index, one.label, one.probability);
             }
             return classes;
           })
      .def("mask", &Analysis::mask, WithoutLock())
      .def("masks", &Analysis::masks, WithoutLock())
      .def("picture",
           [](const Analysis& seen, const std::string& view, const PictureOptions& options) {
             return to_numpy_image([&] {
               const nb::gil_scoped_release without_lock;
               return seen.picture(view, options);
             }());
           })
      .def("png", [](const Analysis& seen, const std::string& view, const PictureOptions& options) {
        const std::vector<std::byte> file = [&] {
          const nb::gil_scoped_release without_lock;
          return seen.png(view, options);
        }();
        return nb::bytes(file.data(), file.size());
      });
}

}  // namespace vitviz::python
