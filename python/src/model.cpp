// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <nanobind/stl/array.h>
#include <nanobind/stl/filesystem.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>
#include <vitviz/model.h>

#include "arrays.h"
#include "bindings.h"
#include "interruptible.h"

namespace vitviz::python {
namespace {

// Name, type, shape, bytes.
using NamedTensor = std::tuple<std::string, std::string, std::vector<std::int64_t>, Bytes>;

Model from_tensors(const std::vector<NamedTensor>& named, const std::string& config,
                   const std::string& preprocessor, const std::string& name, LoadOptions options) {
  std::vector<Tensor> tensors;
  for (const auto& [tensor, type, shape, bytes] : named) {
    tensors.push_back({tensor, type, shape, std::as_bytes(std::span(bytes.data(), bytes.size()))});
  }
  return interruptible([&](const std::stop_token& stop) {
    options.stop = stop;
    return Model::from_tensors(tensors, {config, preprocessor}, name, options);
  });
}

Model load(const std::optional<std::filesystem::path>& file, LoadOptions options) {
  return interruptible([&](const std::stop_token& stop) {
    options.stop = stop;
    return file ? Model::load(*file, options) : Model::built_in(options);
  });
}

// `size` is a short side, or width and height; 0 is the photo's own.
Analysis look(const Model& model, const Photo& photo,
              const std::optional<std::pair<int, int>>& exact, std::optional<int> short_side,
              const std::optional<std::array<int, 4>>& crop,
              const std::vector<std::pair<int, int>>& queries, bool to_the_end, int threads) {
  LookOptions options;
  if (exact) options.size = ExactSize{exact->first, exact->second};
  if (short_side == 0) {
    options.size = NativeSize{};
  } else if (short_side) {
    options.size = ShortSide{*short_side};
  }
  if (crop) options.crop = Box{(*crop)[0], (*crop)[1], (*crop)[2], (*crop)[3]};
  for (const auto& [x, y] : queries) options.queries.push_back({x, y});
  options.to_the_end = to_the_end;
  options.threads = threads;
  return interruptible([&](const std::stop_token& stop) {
    options.stop = stop;
    return model.look(photo, options);
  });
}

LoadOptions load_options(std::optional<int> heads, const std::optional<std::array<float, 3>>& mean,
                         const std::optional<std::array<float, 3>>& std,
                         const std::optional<std::pair<int, int>>& grid,
                         std::vector<std::string> ignore, Precision precision, int threads) {
  LoadOptions options{.heads = heads,
                      .mean = mean,
                      .std = std,
                      .ignore = std::move(ignore),
                      .precision = precision,
                      .threads = threads};
  if (grid) options.grid = Grid{grid->first, grid->second};
  return options;
}

}  // namespace

void bind_model(nb::module_& module) {
  nb::enum_<Precision>(module, "Precision")
      .value("f32", Precision::kF32)
      .value("bf16", Precision::kBf16)
      .value("auto", Precision::kAuto);
  nb::class_<LoadOptions>(module, "LoadOptions");
  module.def("load_options", &load_options, nb::arg("heads").none(), nb::arg("mean").none(),
             nb::arg("std").none(), nb::arg("grid").none(), nb::arg("ignore"), nb::arg("precision"),
             nb::arg("threads"));
  module.def("load", &load, nb::arg("file").none(), nb::arg("options"));
  module.def("from_tensors", &from_tensors, nb::arg("tensors"), nb::arg("config"),
             nb::arg("preprocessor"), nb::arg("name"), nb::arg("options"));
  nb::class_<ModelInfo>(module, "ModelInfo")
      .def_ro("name", &ModelInfo::name)
      .def_ro("family", &ModelInfo::family)
      .def_ro("fingerprint", &ModelInfo::fingerprint)
      .def_ro("blocks", &ModelInfo::blocks)
      .def_ro("width", &ModelInfo::width)
      .def_ro("heads", &ModelInfo::heads)
      .def_ro("patch", &ModelInfo::patch)
      .def_ro("has_cls", &ModelInfo::has_cls)
      .def_ro("prefix", &ModelInfo::prefix)
      .def_ro("registers", &ModelInfo::registers)
      .def_ro("default_size", &ModelInfo::default_size)
      .def_ro("mean", &ModelInfo::mean)
      .def_ro("std", &ModelInfo::std)
      .def_ro("classes", &ModelInfo::classes)
      .def_ro("labels", &ModelInfo::labels)
      .def_ro("assumptions", &ModelInfo::assumptions);
  nb::class_<Model>(module, "Model")
      .def_prop_ro("info", &Model::info, nb::rv_policy::reference_internal)
      .def("look", &look, nb::arg("photo"), nb::arg("exact").none(), nb::arg("short_side").none(),
           nb::arg("crop").none(), nb::arg("queries"), nb::arg("to_the_end"), nb::arg("threads"));
}

}  // namespace vitviz::python
