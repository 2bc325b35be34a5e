// SPDX-License-Identifier: Apache-2.0
#include "nn/resample_grid.h"
