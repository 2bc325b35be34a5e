// SPDX-License-Identifier: Apache-2.0
#include "saliency/fuse_heads.h"
