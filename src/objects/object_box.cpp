// SPDX-License-Identifier: Apache-2.0
#include "objects/object_box.h"

#include "objects/object_levels.h"

namespace vitviz::objects {

masks::ObjectPart box_of(const field::Region& region, base::ThreadPool& threads) {
  return masks::whole_object(levels_of(region, threads));
}

}  // namespace vitviz::objects
