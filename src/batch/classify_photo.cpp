// SPDX-License-Identifier: Apache-2.0
#include "batch/classify_photo.h"

#include <cstddef>
#include <utility>

#include "analysis/block_counter.h"
#include "analysis/photo_input.h"
#include "batch/photo_memory.h"
#include "model/block_keeper.h"

namespace vitviz::batch {

std::vector<ReadoutLogits> read_logits(const model::VisionTransformer& model,
                                       tensor::ConstMatrixRef patches, tensor::PatchGrid grid,
                                       base::ThreadPool& threads,
                                       const analysis::BlockObserver& on_block) {
  const model::Blueprint& blueprint = model.blueprint();
  const model::ClassHead& head = model.weights().class_head.value();
  analysis::BlockCounter counter(on_block);
  model::BlockKeeper raw({blueprint.blocks - 1}, {.tokens_after = true});
  model::Request request{model::Goal::kTokens, {&counter}};
  if (head.reads_raw()) request.observers.push_back(&raw);
  model::Result result = model.forward(patches, grid, request, threads, threads.stop());
  const tensor::Matrix tokens =
      head.reads_raw() ? std::move(raw.take().front().tokens_after) : std::move(result.tokens);
  std::vector<ReadoutLogits> all;
  for (const model::ClassReadout& readout : model::class_readouts(head, blueprint.has_cls())) {
    all.push_back({readout, model::class_logits(head, readout, tokens, blueprint.prefix_count(),
                                                model.weights().pooling)});
  }
  return all;
}

ClassifiedPhoto classify_photo(const std::filesystem::path& photo, const ClassifyJob& job,
                               base::ThreadPool& threads, const analysis::BlockObserver& on_block) {
  const model::Blueprint& blueprint = job.model.blueprint();
  auto [memory, input] = read_for_network(photo, job.question, blueprint, job.memory, threads);
  ClassifiedPhoto classified{input.geometry, {}, {}, std::move(input.notes)};
  if (job.question.crop) classified.crop = input.part;
  const tensor::Matrix patches = analysis::network_input(input, blueprint, threads);
  for (const auto& [readout, logits] :
       read_logits(job.model, patches, input.geometry.grid, threads, on_block)) {
    classified.readouts.push_back(
        {readout,
         analysis::likeliest_classes({logits.data(), static_cast<std::size_t>(logits.size())},
                                     blueprint.labels, job.most)});
  }
  return classified;
}

}  // namespace vitviz::batch
