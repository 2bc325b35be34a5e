// SPDX-License-Identifier: Apache-2.0
// What is told of the objects of a photo, beside their pictures.
#pragma once

#include "base/thread_pool.h"
#include "batch/draw_photo.h"
#include "objects/object_finder.h"

namespace vitviz::batch {

// Fills in the mask, a note where there is no object, and the objects where the job wants them.
void tell_of_objects(objects::ObjectFinder& finder, const DrawJob& job, base::ThreadPool& threads,
                     DrawnPhoto& result);

}  // namespace vitviz::batch
