// SPDX-License-Identifier: Apache-2.0
#include "saliency/mass_mask.h"
