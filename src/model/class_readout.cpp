// SPDX-License-Identifier: Apache-2.0
#include "model/class_readout.h"

#include "base/check.h"

namespace vitviz::model {
namespace {

using Of = ClassReadout::Of;

constexpr ClassReadout kCls{Of::kCls, "cls"};
constexpr ClassReadout kPatchMean{Of::kPatchMean, "mean"};
constexpr ClassReadout kDistillation{Of::kDistillation, "distillation"};

std::string_view name_of(Pooled pooled) {
  switch (pooled) {
    case Pooled::kCls:
      return kCls.name;
    case Pooled::kPatchMean:
    case Pooled::kRawPatchMean:
      return kPatchMean.name;
    case Pooled::kPatchMax:
      return "max";
    case Pooled::kPatchMeanAndMax:
      return "avgmax";
    case Pooled::kClsAndPatchMean:
      return "cls+mean";
    case Pooled::kAttention:
      break;
  }
  return "pool";
}

}  // namespace

std::vector<ClassReadout> class_readouts(const ClassHead& head, bool has_cls) {
  if (head.distilled) return {{Of::kAsTrained, "both heads"}, kCls, kDistillation};
  const ClassReadout trained{Of::kAsTrained, name_of(head.pooled)};
  std::vector<ClassReadout> readouts = {trained};
  if (head.pooled == Pooled::kClsAndPatchMean || head.pooled == Pooled::kAttention) return readouts;
  if (has_cls && trained.name != kCls.name) readouts.push_back(kCls);
  if (trained.name != kPatchMean.name) readouts.push_back(kPatchMean);
  return readouts;
}

tensor::Vector class_logits(const ClassHead& head, const ClassReadout& readout,
                            tensor::ConstMatrixRef tokens, int prefix,
                            const std::optional<PoolingHead>& pooling) {
  switch (readout.of) {
    case Of::kAsTrained:
      break;
    case Of::kCls:
      return head.classify(tokens.row(0));
    case Of::kPatchMean:
      return head.classify(tokens.bottomRows(tokens.rows() - prefix).colwise().mean());
    case Of::kDistillation: {
      VITVIZ_CHECK(head.distilled.has_value());
      tensor::Matrix logits(1, head.classes);
      head.distilled->apply(tokens.row(1), logits);
      return logits;
    }
  }
  return head.logits(head.features(tokens, prefix, pooling), tokens);
}

}  // namespace vitviz::model
