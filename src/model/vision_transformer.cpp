// SPDX-License-Identifier: Apache-2.0
#include "model/vision_transformer.h"
