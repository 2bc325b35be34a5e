// SPDX-License-Identifier: Apache-2.0
// What is seen of the shared library from outside.
#pragma once

#define VITVIZ_EXPORT __attribute__((visibility("default")))
