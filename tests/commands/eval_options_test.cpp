// SPDX-License-Identifier: Apache-2.0
#include "commands/eval_options.h"

#include <doctest/doctest.h>

#include "options/usage_error.h"
#include "support/thrown_error.h"

namespace vitviz::commands {
namespace {

using tensor::HeadFusion;
using test::contains;

std::variant<EvalOptions, options::Answer> parse(std::vector<const char*> words) {
  words.insert(words.begin(), "eval");
  return parse_eval_arguments(static_cast<int>(words.size()), words.data());
}

EvalOptions options_of(const std::vector<const char*>& words) {
  return std::get<EvalOptions>(parse(words));
}

std::string refusal_of(const std::vector<const char*>& words) {
  try {
    (void)parse(words);
  } catch (const options::UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST_CASE("a data set alone leaves every default in place") {
  const EvalOptions eval = options_of({"birds"});
  CHECK(eval.data_set.path == "birds");
  CHECK(eval.task == nullptr);
  CHECK_FALSE(eval.head);
  CHECK_FALSE(eval.sweep);
  CHECK(eval.setting.question.orientation == image::Orientation::kStored);
  CHECK(eval.setting.question.color_profile == image::ColorProfile::kIgnored);
  CHECK_FALSE(eval.setting.soft);
  CHECK(eval.setting.at == scoring::ScoredAt::kPhoto);
  CHECK(eval.overwrite == base::Overwrite::kNever);
}

TEST_CASE("every option reaches its field") {
  const EvalOptions eval = options_of(
      {"--task",  "jaccard", "--split", "val",        "--truth", "classes",   "--photos",
       "p",       "-m",      "m.pth",   "-t",         "2",       "--size",    "480x480",
       "--map",   "rollout", "--block", "3",          "--head",  "2",         "--upsample",
       "nearest", "--keep",  "0.9",     "--score-at", "input",   "--soft",    "--drop-hard",
       "--csv",   "c.csv",   "--log",   "l",          "--json",  "--force",   "--quiet",
       "--plot",  "p.png",   "--score", "iou",        "--sweep", "block=1,2", "VOC"});
  CHECK(eval.data_set.path == "VOC");
  CHECK(eval.task == &eval::kJaccard);
  CHECK(eval.data_set.split == "val");
  CHECK(eval.data_set.truth == eval::VocTruth::kClasses);
  CHECK(eval.data_set.photos == "p");
  CHECK(eval.model.file == "m.pth");
  CHECK(eval.threads == 2);
  CHECK(std::get<image::Size>(*eval.setting.question.size) == image::Size{480, 480});
  CHECK(eval.setting.question.map->name == "rollout");
  CHECK(eval.setting.question.block == analysis::BlockChoice{3});
  CHECK(eval.head == analysis::HeadChoice{2});
  CHECK(eval.setting.objects.upsample == field::Upsample::kNearest);
  CHECK(eval.setting.question.mask.keep == 0.9);
  CHECK(eval.setting.at == scoring::ScoredAt::kInput);
  CHECK(eval.setting.soft);
  CHECK(eval.setting.hard_boxes == eval::HardBoxes::kDrop);
  CHECK(eval.csv == "c.csv");
  CHECK(eval.log == "l");
  CHECK(eval.plot == "p.png");
  CHECK(eval.plotted == "iou");
  CHECK(eval.sweep->option->name == "block");
  CHECK(eval.json);
  CHECK(eval.quiet);
  CHECK(eval.overwrite == base::Overwrite::kReplace);
}

TEST_CASE("what makes no sense is refused") {
  CHECK(contains(refusal_of({}), "no DATASET given"));
  CHECK(contains(refusal_of({"a", "b"}), "only one DATASET"));
  CHECK(contains(refusal_of({"a", "--plot", "p.png"}), "--plot draws the curve of a sweep"));
  CHECK(contains(refusal_of({"a", "--sweep", "block=1", "--score", "iou"}), "--score names what"));
  CHECK(contains(refusal_of({"a", "--sweep", "block=1", "--sheets", "s"}), "--sheets draws what"));
  CHECK(
      contains(refusal_of({"a", "--sweep", "opacity=1"}), "keep, threshold, block, head or size"));
  CHECK(contains(refusal_of({"a", "--task", "depth"}), "saliency, jaccard, corloc or segments"));
  CHECK(contains(refusal_of({"a", "--query", "1,1"}), "unknown option --query"));
}

TEST_CASE("the heads are those of the task where nobody chose") {
  const auto head_of = [](const EvalOptions& eval, const eval::Task& task) {
    return settings_of(eval, task).front().question.head;
  };
  CHECK(head_of(options_of({"a"}), eval::kSaliency) == analysis::HeadChoice{HeadFusion::kMean});
  CHECK(head_of(options_of({"a"}), eval::kJaccard) == analysis::HeadChoice{analysis::Each{}});
  const EvalOptions chosen = options_of({"a", "--head", "max"});
  CHECK(head_of(chosen, eval::kJaccard) == analysis::HeadChoice{HeadFusion::kMax});
}

TEST_CASE("a sweep is a setting for each of its values") {
  const EvalOptions eval = options_of({"a", "--keep", "0.2", "--sweep", "keep=0.5:0.75:0.1"});
  const auto settings = settings_of(eval, eval::kSaliency);
  REQUIRE(settings.size() == 3);
  CHECK(settings[0].question.mask.keep == 0.5);
  CHECK(settings[2].question.mask.keep == 0.7);
  const auto heads = settings_of(options_of({"a", "--sweep", "head=mean,1,all"}), eval::kJaccard);
  CHECK(heads[1].question.head == analysis::HeadChoice{1});
  CHECK(heads[2].question.head == analysis::HeadChoice{analysis::Each{}});
}

}  // namespace
}  // namespace vitviz::commands
