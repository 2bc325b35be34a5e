// SPDX-License-Identifier: Apache-2.0
#include "image/pil_resize.h"
