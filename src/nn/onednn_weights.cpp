// SPDX-License-Identifier: Apache-2.0
#include "nn/onednn_weights.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <mutex>
#include <tuple>

#include <dnnl.hpp>

#include "base/check.h"
#include "nn/panel_rows.h"
#include "nn/weight_memory.h"

// From libgomp, whose threads Debian's oneDNN would use; a oneDNN without threads comes without it.
// Its header comes with gcc only.
extern "C" [[gnu::weak]] void omp_set_num_threads(int);

namespace vitviz::nn {
namespace {

using dnnl::memory;

// The program shares out work by itself (base/thread_pool.h), so oneDNN must not: a product on one
// thread gives the same bytes however many threads the program runs.
void use_calling_thread_only() {
  thread_local bool done = false;
  if (!done && omp_set_num_threads != nullptr) omp_set_num_threads(1);
  done = true;
}

// Each instruction set is a bit, and comes with the bits of what it includes.
bool includes(dnnl::cpu_isa wanted) {
  const auto bits = static_cast<unsigned>(wanted);
  return (static_cast<unsigned>(dnnl::get_effective_cpu_isa()) & bits) == bits;
}

const dnnl::engine& cpu() {
  static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  return engine;
}

// A stream keeps no state between products, but must not be shared by threads.
dnnl::stream& calling_threads_stream() {
  use_calling_thread_only();
  thread_local dnnl::stream stream(cpu());
  return stream;
}

memory::data_type type_of(Precision precision) {
  return precision == Precision::kBf16 ? memory::data_type::bf16 : memory::data_type::f32;
}

memory::desc row_major(int rows, int cols, Eigen::Index stride,
                       Precision precision = Precision::kF32) {
  return {{rows, cols}, type_of(precision), memory::dims{stride, 1}};
}

memory borrow(const memory::desc& desc, const void* values) {
  return {desc, cpu(), const_cast<void*>(values)};  // oneDNN has no read-only memory
}

dnnl::primitive_attr attributes_of(Store store) {
  dnnl::post_ops operations;
  if (store == Store::kAdd) operations.append_sum(1);
  dnnl::primitive_attr attributes;
  attributes.set_post_ops(operations);
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  return attributes;
}

struct ProductShape {
  Precision precision;
  int rows, in, out;
  Eigen::Index x_stride, y_stride;
};

dnnl::matmul::primitive_desc describe(const ProductShape& shape, const memory::desc& weights,
                                      Store store) {
  const memory::desc x = row_major(shape.rows, shape.in, shape.x_stride, shape.precision);
  const memory::desc bias = row_major(1, shape.out, shape.out);
  const memory::desc y = row_major(shape.rows, shape.out, shape.y_stride);
#if DNNL_VERSION_MAJOR >= 3
  return {cpu(), x, weights, bias, y, attributes_of(store)};
#else
  return {dnnl::matmul::desc(x, weights, bias, y), attributes_of(store), cpu()};
#endif
}

struct Packed {
  std::shared_ptr<std::byte> bytes;
  memory weights;  // these bytes, as oneDNN sees them
};

}  // namespace

struct OnednnWeights::Implementation {
  // One compiled product per shape, because oneDNN generates code for each.
  using Key = std::tuple<int, Eigen::Index, Eigen::Index, Store>;
  struct Compiled {
    dnnl::matmul matmul;
    memory::desc scratchpad;
  };

  const Compiled& compiled(const ProductShape& shape, Store store) {
    const Key key{shape.rows, shape.x_stride, shape.y_stride, store};
    const std::lock_guard lock(mutex);
    const auto found = products.find(key);
    if (found != products.end()) return found->second;
    const auto desc = describe(shape, packed.weights.get_desc(), store);
    return products.emplace(key, Compiled{dnnl::matmul(desc), desc.scratchpad_desc()})
        .first->second;
  }

  void multiply(tensor::ConstMatrixRef x, tensor::ConstVectorRef bias, tensor::MatrixRef y,
                Store store);

  Precision precision;
  int in;
  int out;
  Packed packed;
  std::mutex mutex;  // guards `products`
  std::map<Key, Compiled> products;
};

namespace {

// The number of rows for which oneDNN chooses the layout; any number may be multiplied.
constexpr int kTypicalRows = 64;

Packed pack(tensor::ConstMatrixRef weights, Precision precision) {
  const auto out = static_cast<int>(weights.rows());
  const auto in = static_cast<int>(weights.cols());
  const memory::desc any({in, out}, type_of(precision), memory::format_tag::any);
  const auto wanted =
      describe({precision, kTypicalRows, in, out, in, out}, any, Store::kReplace).weights_desc();

  // The product wants [in, out]: the same numbers, read with exchanged strides.
  const memory::desc stored({in, out}, memory::data_type::f32,
                            memory::dims{1, weights.outerStride()});
  memory source = borrow(stored, weights.data());
  const auto bytes = weight_memory(wanted.get_size());
  memory packed(wanted, cpu(), bytes.get());
  dnnl::stream& stream = calling_threads_stream();
  dnnl::reorder(source, packed).execute(stream, source, packed);
  stream.wait();
  return {bytes, packed};
}

}  // namespace

void OnednnWeights::Implementation::multiply(tensor::ConstMatrixRef x, tensor::ConstVectorRef bias,
                                             tensor::MatrixRef y, Store store) {
  VITVIZ_CHECK(x.cols() == in && y.cols() == out && bias.cols() == out);
  const auto rows = static_cast<int>(x.rows());
  const PanelRows input = precision == Precision::kBf16
                              ? panel_rows(panel_product(precision), x)
                              : PanelRows{x.data(), static_cast<std::size_t>(x.outerStride()), 0};
  const ProductShape shape{precision,      rows, in, out, static_cast<Eigen::Index>(input.stride),
                           y.outerStride()};
  const auto& [matmul, scratchpad] = compiled(shape, store);
  dnnl::stream& stream = calling_threads_stream();
  matmul.execute(stream, {{DNNL_ARG_SRC,
                           borrow(row_major(rows, in, shape.x_stride, precision), input.elements)},
                          {DNNL_ARG_WEIGHTS, packed.weights},
                          {DNNL_ARG_BIAS, borrow(row_major(1, out, out), bias.data())},
                          {DNNL_ARG_DST, borrow(row_major(rows, out, shape.y_stride), y.data())},
                          {DNNL_ARG_SCRATCHPAD, memory(scratchpad, cpu())}});
  stream.wait();
}

OnednnWeights::OnednnWeights(tensor::ConstMatrixRef weights, Precision precision)
    : implementation_(new Implementation{precision,
                                         static_cast<int>(weights.cols()),
                                         static_cast<int>(weights.rows()),
                                         pack(weights, precision),
                                         {},
                                         {}}) {}
OnednnWeights::~OnednnWeights() = default;

void OnednnWeights::multiply(tensor::ConstMatrixRef x, tensor::ConstVectorRef bias,
                             tensor::MatrixRef y, Store store) const {
  VITVIZ_CHECK(x.rows() == y.rows());
  if (x.rows() != 1) return implementation_->multiply(x, bias, y, store);
  // For a single row it has other kernels, which add in another order (with AMX, it shows): a row
  // of zeros keeps it company.
  tensor::Matrix two_x = tensor::Matrix::Zero(2, x.cols());
  tensor::Matrix two_y = tensor::Matrix::Zero(2, y.cols());
  two_x.row(0) = x;
  two_y.row(0) = y;
  implementation_->multiply(two_x, bias, two_y, store);
  y = two_y.row(0);
}

bool onednn_has_avx512() {
  static const bool has = includes(dnnl::cpu_isa::avx512_core);
  return has;
}

bool onednn_has_amx() {
  static const bool has = includes(dnnl::cpu_isa::avx512_core_amx);
  return has;
}

}  // namespace vitviz::nn
