// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <numeric>

#include <fmt/format.h>

#include "base/text.h"
#include "features/cross_validation.h"
#include "features/knn.h"
#include "features/probe_results.h"

namespace vitviz::features {
namespace {

using Cells = std::vector<std::string>;

// Columns two blanks apart, the first ones to the left.
std::string aligned(const std::vector<Cells>& table, std::size_t left_columns) {
  std::string text;
  for (const Cells& row : table) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
      std::size_t width = 0;
      for (const Cells& other : table) width = std::max(width, other[c].size());
      line += c < left_columns ? fmt::format("{:<{}}  ", row[c], width)
                               : fmt::format("{:>{}}  ", row[c], width);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

// "85.0 [80.1, 88.9]", in percent
std::string cell_of(const Accuracy& accuracy) {
  return fmt::format("{:.1f} [{:.1f}, {:.1f}]", 100.0 * accuracy.share, 100.0 * accuracy.low,
                     100.0 * accuracy.high);
}

std::string score_lines(const ProbeResults& results) {
  std::vector<Cells> table = {{"block", "readout", "width", "k-NN %", "linear %"}};
  for (const ReadoutScores& scores : results.scores) {
    table.push_back({std::to_string(scores.block),
                     std::string(base::name_of(kReadouts, scores.readout)),
                     std::to_string(scores.width), cell_of(scores.neighbors.accuracy),
                     cell_of(scores.linear.accuracy)});
  }
  return aligned(table, 2);
}

const ReadoutScores& best_of(const ProbeResults& results) {
  return *std::max_element(results.scores.begin(), results.scores.end(),
                           [](const ReadoutScores& a, const ReadoutScores& b) {
                             return a.linear.accuracy.correct < b.linear.accuracy.correct;
                           });
}

std::string confusion_lines(const ProbeResults& results) {
  const ReadoutScores& best = best_of(results);
  std::vector<Cells> table = {{""}};
  for (std::size_t c = 0; c < results.classes.size(); ++c) {
    table[0].push_back(std::to_string(c + 1));
  }
  for (std::size_t truth = 0; truth < results.classes.size(); ++truth) {
    Cells row = {fmt::format("{} {}", truth + 1, base::printable(results.classes[truth]))};
    for (std::size_t taken = 0; taken < results.classes.size(); ++taken) {
      row.push_back(std::to_string(best.linear.confusion(static_cast<Eigen::Index>(truth),
                                                         static_cast<Eigen::Index>(taken))));
    }
    table.push_back(std::move(row));
  }
  return fmt::format(
      "\nlinear probe of {} of block {}: photos of each class, and their answers\n{}",
      base::name_of(kReadouts, best.readout), best.block, aligned(table, 1));
}

std::string protocol_lines(const ProbeResults& results) {
  const int photos =
      std::accumulate(results.photos_of_class.begin(), results.photos_of_class.end(), 0);
  const bool normed = results.state == model::TokenState::kNormed;
  const Knn knn;
  std::vector<Cells> table = {
      {"  photos", fmt::format("{} in {} classes of {}", photos, results.classes.size(),
                               base::printable(results.photos_from))},
      {"  left out", std::to_string(results.left_out.size())},
      {"  model", base::printable(results.model)},
      {"  tokens", normed ? "after the final norm" : "as the block leaves them"},
      {"  k-NN", fmt::format("each photo by all others: cosine, k = {}, weights exp(cosine / {})",
                             knn.neighbors, knn.temperature)},
      {"  linear", fmt::format("softmax regression of standardised features, {} folds; C of {} to "
                               "{} by {} folds within the training photos",
                               kFolds, kChoicesOfC.front(), kChoicesOfC.back(), kFolds)},
      {"  intervals", "95 %, by Wilson's score"}};
  return "\nprotocol\n" + aligned(table, 2);
}

}  // namespace

std::string probe_text(const ProbeResults& results) {
  return score_lines(results) + confusion_lines(results) + protocol_lines(results);
}

}  // namespace vitviz::features
