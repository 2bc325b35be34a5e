// SPDX-License-Identifier: Apache-2.0
#include "scoring/describe.h"

#include <variant>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/named.h"

namespace vitviz::scoring {
namespace {

std::string block_of(const Plan& plan) {
  const analysis::MapSelection& selection = plan.selection();
  if (selection.is_pooling_head()) return "the pooling head";
  return fmt::format("block {}", selection.blocks().front());
}

// The words of a row of a table: "saliency"
std::string task_name(const Plan& plan) {
  return std::string(base::name_of(eval::kTasks, &plan.task()));
}

std::string describe_map(const Plan& plan) {
  std::string text = fmt::format("{} of {}", plan.selection().map().name, block_of(plan));
  const analysis::Question& question = plan.setting().question;
  if (question.tokens) {
    text += fmt::format(", tokens {}", base::name_of(analysis::kTokenStates, *question.tokens));
  }
  if (question.rollout_start != 0) text += fmt::format(", from block {}", question.rollout_start);
  return text;
}

std::string describe_features(const Plan& plan) {
  constexpr std::array kWords = {
      base::Named{"queries", analysis::Feature::kQueries},
      base::Named{"keys", analysis::Feature::kKeys},
      base::Named{"values", analysis::Feature::kValues},
      base::Named{"tokens", analysis::Feature::kTokens},
  };
  return fmt::format("{} of {}", base::name_of(kWords, plan.rule()->features), block_of(plan));
}

std::string describe_prediction(const Plan& plan) {
  if (!plan.rule()) return describe_map(plan) + ", scaled to its own range";
  const masks::Method& method = *plan.rule()->method;
  std::string text = fmt::format("mask {}", method.name);
  if (method.needs.map) text += ", " + describe_map(plan);
  if (method.needs.features) text += ", " + describe_features(plan);
  const objects::ObjectOptions& objects = plan.setting().objects;
  text +=
      fmt::format(", refinement {}", base::name_of(objects::kRefines, objects::refine_of(objects)));
  if (objects::is_cleaned(objects)) text += ", cleaned";
  if (objects.separate > 0 && &plan.task() != &eval::kCorloc) {
    text += fmt::format(", the {} largest parts", objects.separate);
  }
  return text;
}

std::string describe_threshold(const Plan& plan) {
  if (&plan.task() == &eval::kSegments) return "mean of the map";
  if (!plan.rule()) return "0.5, and 255 for the curve";
  const masks::MaskOptions& options = plan.rule()->options;
  if (plan.rule()->method->reads_keep) return fmt::format("keep {}", options.keep);
  return options.threshold ? fmt::format("{}", *options.threshold) : "the method's own";
}

std::string describe_heads(const Plan& plan) {
  if (!plan.depends_on_heads()) return "";
  const analysis::HeadChoice& head = plan.selection().head();
  if (const int* number = std::get_if<int>(&head)) return fmt::format("head {}", *number);
  const bool of_map = !plan.rule() || plan.rule()->method->needs.map;
  if (const auto* fusion = std::get_if<tensor::HeadFusion>(&head)) {
    if (!of_map) return "the features of all";
    return std::string(base::name_of(analysis::kHeadFusions, *fusion));
  }
  return fmt::format("best of {} for each object", plan.selection().heads_per_block());
}

std::string describe_size(const Plan& plan) {
  const image::InputSize usual = image::ShortSide{plan.model().blueprint().default_size};
  const image::InputSize size = plan.setting().question.size.value_or(usual);
  if (const auto* side = std::get_if<image::ShortSide>(&size)) {
    return fmt::format("short side {}", side->pixels);
  }
  if (const auto* exact = std::get_if<image::Size>(&size)) {
    return fmt::format("{} x {} (height x width)", exact->height, exact->width);
  }
  return "the photo's own";
}

std::string describe_resize(const Plan& plan) {
  constexpr std::array kFilters = {
      base::Named{"nearest", model::PhotoFilter::kNearest},
      base::Named{"Lanczos", model::PhotoFilter::kLanczos},
      base::Named{"bilinear", model::PhotoFilter::kBilinear},
      base::Named{"bicubic", model::PhotoFilter::kBicubic},
      base::Named{"box", model::PhotoFilter::kBox},
      base::Named{"Hamming", model::PhotoFilter::kHamming},
  };
  const auto photos = base::name_of(kFilters, plan.model().blueprint().photo_filter);
  const auto maps = base::name_of(field::kUpsamples, plan.setting().objects.upsample);
  return plan.setting().at == ScoredAt::kPhoto
             ? fmt::format("photos {}, maps {} to the photo's size", photos, maps)
             : fmt::format("photos {}, maps {} to the input's size, truths nearest", photos, maps);
}

std::string describe_rule(const Plan& plan) {
  if (&plan.task() == &eval::kCorloc) {
    const bool count = plan.setting().hard_boxes == eval::HardBoxes::kCount;
    return fmt::format(
        "IoU above 0.5 of the box around the {}; {}",
        plan.setting().objects.separate > 1 ? "largest object" : "largest part of the mask",
        count ? "hard boxes count" : "without hard boxes");
  }
  if (&plan.task() == &eval::kJaccard) return "mean over the objects, then over the photos";
  if (&plan.task() == &eval::kSegments) return "pixels summed over the data set, AP of each photo";
  return "beta² 0.3; the F curve is averaged over the photos before its highest is taken";
}

}  // namespace

eval::Protocol describe(const Plan& plan, const eval::DataSet& data_set) {
  const model::Blueprint& blueprint = plan.model().blueprint();
  const bool is_bf16 = blueprint.precision == nn::Precision::kBf16;
  return {.task = task_name(plan),
          .data_set = data_set.name,
          .truth = data_set.truth,
          .void_pixels = data_set.void_pixels,
          .model = fmt::format("{}, {}", blueprint.name, is_bf16 ? "bf16" : "f32"),
          .prediction = describe_prediction(plan),
          .threshold = describe_threshold(plan),
          .heads = describe_heads(plan),
          .size = describe_size(plan),
          .resize = describe_resize(plan),
          .rule = describe_rule(plan),
          .interval = ""};
}

std::string identity_of(const Plan& plan, const eval::DataSet& data_set,
                        const std::string& data_set_path, const std::string& model_path) {
  const model::Blueprint& blueprint = plan.model().blueprint();
  eval::Protocol protocol = describe(plan, data_set);
  protocol.photos = static_cast<int>(data_set.examples.size());
  return fmt::format("{}; data set in {}; model in {}; {} heads; mean {}; std {}",
                     eval::one_line(protocol), data_set_path, model_path, blueprint.heads,
                     fmt::join(blueprint.mean, ","), fmt::join(blueprint.std, ","));
}

}  // namespace vitviz::scoring
