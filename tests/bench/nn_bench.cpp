// SPDX-License-Identifier: Apache-2.0
// The layers of a ViT-S, on one thread.
#include <benchmark/benchmark.h>

#include "nn/activation.h"
#include "nn/attention.h"
#include "nn/layer_norm.h"
#include "nn/linear.h"
#include "support/random_matrix.h"

namespace vitviz::nn {
namespace {

constexpr int kWidth = 384;
constexpr int kHeads = 6;
constexpr int kMlpWidth = 4 * kWidth;
constexpr int kRows = 64;  // of tokens, as many as a thread takes at a time

void report_operations(benchmark::State& state, double per_call) {
  state.counters["FLOP/s"] =
      benchmark::Counter(per_call, benchmark::Counter::kIsIterationInvariantRate);
}

void linear(benchmark::State& state, Precision precision, int in, int out) {
  if (precision == Precision::kBf16 && !computes_bf16()) {
    return state.SkipWithError("this processor has no bfloat16");
  }
  const Linear layer(test::random_matrix(out, in, 1), test::random_matrix(1, out, 2), precision);
  const tensor::Matrix x = test::random_matrix(kRows, in, 3);
  tensor::Matrix y(kRows, out);
  for (auto _ : state) layer.apply(x, y);
  report_operations(state, 2.0 * kRows * in * out);
}
BENCHMARK_CAPTURE(linear, projection_f32, Precision::kF32, kWidth, kWidth);
BENCHMARK_CAPTURE(linear, expand_f32, Precision::kF32, kWidth, kMlpWidth);
BENCHMARK_CAPTURE(linear, contract_f32, Precision::kF32, kMlpWidth, kWidth);
BENCHMARK_CAPTURE(linear, projection_bf16, Precision::kBf16, kWidth, kWidth);
BENCHMARK_CAPTURE(linear, expand_bf16, Precision::kBf16, kWidth, kMlpWidth);
BENCHMARK_CAPTURE(linear, contract_bf16, Precision::kBf16, kMlpWidth, kWidth);

void activation(benchmark::State& state, Activation which) {
  const tensor::Matrix x = test::random_matrix(kRows, kMlpWidth, 1);
  tensor::Matrix y(kRows, kMlpWidth);
  for (auto _ : state) {
    y = x;  // included: the cost of reading it once
    activate(which, y);
  }
}
BENCHMARK_CAPTURE(activation, gelu, Activation::kGelu);
BENCHMARK_CAPTURE(activation, gelu_tanh, Activation::kGeluTanh);
BENCHMARK_CAPTURE(activation, quick_gelu, Activation::kQuickGelu);

void layer_norm(benchmark::State& state) {
  const LayerNorm norm{tensor::Vector::Ones(kWidth), tensor::Vector::Zero(kWidth), 1e-6F};
  const tensor::Matrix x = test::random_matrix(kRows, kWidth, 1);
  tensor::Matrix y(kRows, kWidth);
  for (auto _ : state) norm.apply(x, y);
}
BENCHMARK(layer_norm);

// The attention of one block, CLS observed.
void attention(benchmark::State& state, Precision precision) {
  if (precision == Precision::kBf16 && !computes_bf16()) {
    return state.SkipWithError("this processor has no bfloat16");
  }
  const auto tokens = static_cast<int>(state.range(0));
  base::ThreadPool one(1);
  Attention heads({kHeads, kWidth / kHeads, tokens}, precision, one.size());
  heads.set_keys(0, test::random_matrix(tokens, kWidth, 1));
  heads.set_values(0, test::random_matrix(tokens, kWidth, 2));
  const tensor::Matrix q = test::random_matrix(tokens, kWidth, 3);
  tensor::Matrix observed(kHeads, tokens);
  tensor::Matrix output(tokens, kWidth);
  const ObservedQueries cls;
  for (auto _ : state) heads.attend({q, {}, {&cls, 1}, observed, output}, one);
  report_operations(state, 4.0 * tokens * tokens * kWidth);
}
BENCHMARK_CAPTURE(attention, f32, Precision::kF32)->Arg(197)->Arg(901)->Arg(3601);
BENCHMARK_CAPTURE(attention, bf16, Precision::kBf16)->Arg(197)->Arg(901)->Arg(3601);

}  // namespace
}  // namespace vitviz::nn
