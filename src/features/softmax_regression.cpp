// SPDX-License-Identifier: Apache-2.0
#include "features/softmax_regression.h"

#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>

#include <LBFGS.h>

#include "base/check.h"
#include "base/stopped.h"

namespace vitviz::features {
namespace {

// The unknowns as the solver wants them: W row by row, then b.
struct Layout {
  Eigen::Index classes = 0;
  Eigen::Index width = 0;

  [[nodiscard]] Eigen::Index size() const { return classes * (width + 1); }
  [[nodiscard]] Eigen::Map<const DoubleMatrix> weights(const Eigen::VectorXd& unknowns) const {
    return {unknowns.data(), classes, width};
  }
  [[nodiscard]] Eigen::Map<DoubleMatrix> weights(Eigen::VectorXd& unknowns) const {
    return {unknowns.data(), classes, width};
  }
};

// The objective divided by the number of photos, and its gradient. Keeps the best point it saw.
class Objective {
 public:
  Objective(const RegressionRule& rule, const DoubleMatrix& x, std::span<const int> labels,
            const Layout& layout, const std::stop_token& stop)
      : x_(x), labels_(labels), layout_(layout), stop_(stop) {
    const double penalties = layout.classes == 2 ? 2.0 : 1.0;  // see the header
    penalty_ = penalties / (rule.c * static_cast<double>(x.rows()));
  }

  // What LBFGSSolver calls.
  double operator()(const Eigen::VectorXd& unknowns, Eigen::VectorXd& gradient) {
    base::stop_if_requested(stop_);
    const auto weights = layout_.weights(unknowns);
    errors_.noalias() = x_ * weights.transpose();
    errors_.rowwise() += unknowns.tail(layout_.classes).transpose();
    const double loss = loss_and_errors() + 0.5 * penalty_ * weights.squaredNorm();

    const double share = 1.0 / static_cast<double>(x_.rows());
    auto of_weights = layout_.weights(gradient);
    of_weights.noalias() = share * errors_.transpose() * x_;
    of_weights += penalty_ * weights;
    gradient.tail(layout_.classes) = share * errors_.colwise().sum().transpose();
    if (loss < least_) {
      least_ = loss;
      best_ = unknowns;
    }
    return loss;
  }

  [[nodiscard]] const Eigen::VectorXd& best() const { return best_; }

 private:
  // Turns logits into probabilities minus the truth. Returns the mean of −log P(label).
  double loss_and_errors() {
    double sum = 0.0;
    for (Eigen::Index row = 0; row < errors_.rows(); ++row) {
      auto logits = errors_.row(row);
      const int label = labels_[static_cast<std::size_t>(row)];
      logits.array() -= logits.maxCoeff();  // so that exp() cannot overflow
      const double of_label = logits[label];
      logits = logits.array().exp();
      const double total = logits.sum();
      sum += std::log(total) - of_label;
      logits /= total;
      logits[label] -= 1.0;
    }
    return sum / static_cast<double>(errors_.rows());
  }

  const DoubleMatrix& x_;
  std::span<const int> labels_;
  Layout layout_;
  std::stop_token stop_;
  double penalty_ = 0;
  DoubleMatrix errors_;  // [n, classes]
  double least_ = std::numeric_limits<double>::infinity();
  Eigen::VectorXd best_;
};

void check(const RegressionRule& rule, const DoubleMatrix& x, std::span<const int> labels,
           int classes) {
  VITVIZ_CHECK(rule.c > 0.0 && rule.tolerance > 0.0 && rule.most_steps >= 1 && classes >= 2);
  VITVIZ_CHECK(static_cast<std::size_t>(x.rows()) == labels.size());
  // The intercept of a class without photos has no minimum.
  std::vector<bool> has_photo(static_cast<std::size_t>(classes), false);
  for (const int label : labels) {
    VITVIZ_CHECK(label >= 0 && label < classes);
    has_photo[static_cast<std::size_t>(label)] = true;
  }
  for (const bool has : has_photo) VITVIZ_CHECK(has);
}

Eigen::VectorXd first_unknowns(const SoftmaxRegression& start, const Layout& layout) {
  Eigen::VectorXd unknowns = Eigen::VectorXd::Zero(layout.size());
  if (start.weights.size() == 0) return unknowns;
  VITVIZ_CHECK(start.weights.rows() == layout.classes && start.weights.cols() == layout.width);
  layout.weights(unknowns) = start.weights;
  unknowns.tail(layout.classes) = start.intercepts;
  return unknowns;
}

LBFGSpp::LBFGSParam<double> solver_settings(const RegressionRule& rule) {
  LBFGSpp::LBFGSParam<double> settings;
  settings.m = 10;  // corrections kept, as SciPy does
  settings.epsilon = rule.tolerance;
  settings.epsilon_rel = 0.0;
  settings.max_iterations = rule.most_steps;
  settings.linesearch = LBFGSpp::LBFGS_LINESEARCH_BACKTRACKING_STRONG_WOLFE;
  return settings;
}

}  // namespace

std::vector<int> SoftmaxRegression::predict(const DoubleMatrix& x) const {
  DoubleMatrix logits = x * weights.transpose();
  logits.rowwise() += intercepts.transpose();
  std::vector<int> classes(static_cast<std::size_t>(x.rows()));
  for (Eigen::Index row = 0; row < x.rows(); ++row) {
    Eigen::Index likeliest = 0;
    logits.row(row).maxCoeff(&likeliest);
    classes[static_cast<std::size_t>(row)] = static_cast<int>(likeliest);
  }
  return classes;
}

SoftmaxRegression fit_softmax_regression(const RegressionRule& rule, const DoubleMatrix& x,
                                         std::span<const int> labels, int classes,
                                         const SoftmaxRegression& start,
                                         const std::stop_token& stop) {
  check(rule, x, labels, classes);
  const Layout layout = {classes, x.cols()};
  Objective objective(rule, x, labels, layout, stop);
  Eigen::VectorXd unknowns = first_unknowns(start, layout);
  const LBFGSpp::LBFGSParam<double> settings = solver_settings(rule);
  LBFGSpp::LBFGSSolver<double> solver(settings);
  double least = 0.0;
  try {
    solver.minimize(objective, unknowns, least);
  } catch (const std::runtime_error&) {
    // The line search found nothing lower: beside the minimum, all differences are rounding.
  } catch (const std::logic_error&) {
    // Likewise: the direction downhill is lost in rounding.
  }
  const Eigen::VectorXd& best = objective.best();
  return {.weights = layout.weights(best), .intercepts = best.tail(classes)};
}

}  // namespace vitviz::features
