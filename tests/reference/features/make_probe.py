#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Probes of made-up features: DINO's k-nearest-neighbour vote by its definition, logistic regressions by scikit-learn.

  features.npy     [n, D]       float32: clouds that overlap, of features with unequal spreads and means
  labels.npy       [n]          uint8: the class of each, a third of them of class 0
  neighbors.npy    [2, n]       uint8: answers by k = 20 and T = 0.07, each row by all others; and the later half by the earlier (else 0)
  weights.npy      [7, K, D+1]  float32: W and b of LogisticRegression(C) of standardised features, for C of CHOICES
  predicted.npy    [7, n]       uint8: what these predict for the rows that they were fitted to
  two.npy          [2, D+1]     float32: w and b for classes 0 and 1 alone, for C = 0.01 and 1
  folds.npy        [n]          uint8: the fold of each row in stratified_folds()
  validated.npy    [n]          uint8: nested cross-validation with these folds, C of CHOICES
  chosen.npy       [5]          float32: log10 of the C chosen for each fold

usage: make_probe.py           (writes beside itself)
needs: numpy scikit-learn; made with NumPy 2.4, scikit-learn 1.9
"""
import pathlib
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

HERE = pathlib.Path(__file__).parent
ROWS, WIDTH, CLASSES, FOLDS = 500, 24, 5, 5
CHOICES = 10.0 ** np.arange(-4, 3)


def make_features():
    random = np.random.default_rng(18)
    labels = np.minimum(random.integers(0, CLASSES + 1, ROWS), CLASSES) % CLASSES
    centers = random.normal(size=(CLASSES, WIDTH)) * 0.5
    spread = np.exp(random.normal(size=WIDTH))
    features = (centers[labels] + random.normal(size=(ROWS, WIDTH))) * spread + 0.3 * random.normal(size=WIDTH)
    return features.astype(np.float32), labels


def vote(train, train_labels, test, leave_out):
    unit = lambda x: x.astype(float) / np.linalg.norm(x.astype(float), axis=1, keepdims=True)
    cosines = unit(test) @ unit(train).T
    if leave_out:
        np.fill_diagonal(cosines, -np.inf)
    answers = []
    for row in cosines:
        nearest = np.argsort(-row, kind="stable")[:20]
        sums = np.zeros(CLASSES)
        np.add.at(sums, train_labels[nearest], np.exp(row[nearest] / 0.07))
        answers.append(sums.argmax())
    return np.array(answers)


def fit(c, x, labels):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rounding ends the line search before the gradient is below 1e-10
        return LogisticRegression(C=c, tol=1e-10, max_iter=20000).fit(x, labels)


def stratified_folds(labels):
    """As src/features/folds.cpp: MT19937 seeded with 1 shuffles each class, and its rows go to the folds in turn."""
    numbers = np.random.MT19937()
    numbers._legacy_seeding(1)
    folds, position = np.zeros(len(labels), int), 0
    for of_class in np.unique(labels):
        rows = list(np.flatnonzero(labels == of_class))
        for i in range(len(rows), 1, -1):
            other = int(numbers.random_raw()) % i
            rows[i - 1], rows[other] = rows[other], rows[i - 1]
        for row in rows:
            folds[row] = position
            position = (position + 1) % FOLDS
    return folds


def score(c, features, labels, train, test):
    scaler = StandardScaler().fit(features[train])
    return fit(c, scaler.transform(features[train]), labels[train]).predict(scaler.transform(features[test]))


def cross_validate(features, labels, folds):
    answers, chosen = np.zeros(len(labels), int), []
    for fold in range(FOLDS):
        train, test = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        inner = stratified_folds(labels[train])
        right = [sum((score(c, features, labels, train[inner != i], train[inner == i]) == labels[train[inner == i]]).sum() for i in range(FOLDS))
                 for c in CHOICES]
        chosen.append(CHOICES[int(np.argmax(right))])
        answers[test] = score(chosen[-1], features, labels, train, test)
        print("fold", fold, "right by C", right)
    return answers, np.array(chosen)


def save(name, array, kind):
    np.save(HERE / (name + ".npy"), array.astype(kind))


def main():
    features, labels = make_features()
    features64 = features.astype(float)
    save("features", features, np.float32)
    save("labels", labels, np.uint8)
    half = ROWS // 2
    later = np.concatenate([np.zeros(half, int), vote(features[:half], labels[:half], features[half:], False)])
    save("neighbors", np.stack([vote(features, labels, features, True), later]), np.uint8)

    x = StandardScaler().fit_transform(features64)
    fits = [fit(c, x, labels) for c in CHOICES]
    save("weights", np.stack([np.hstack([f.coef_, f.intercept_[:, None]]) for f in fits]), np.float32)
    save("predicted", np.stack([f.predict(x) for f in fits]), np.uint8)
    pair = labels < 2
    of_pair = StandardScaler().fit_transform(features64[pair])
    two = [fit(c, of_pair, labels[pair]) for c in (0.01, 1.0)]
    save("two", np.stack([np.append(f.coef_[0], f.intercept_[0]) for f in two]), np.float32)

    folds = stratified_folds(labels)
    answers, chosen = cross_validate(features64, labels, folds)
    save("folds", folds, np.uint8)
    save("validated", answers, np.uint8)
    save("chosen", np.log10(chosen), np.float32)
    print("accuracy", (answers == labels).mean(), "chosen", chosen)


if __name__ == "__main__":
    main()
