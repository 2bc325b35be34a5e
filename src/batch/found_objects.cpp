// SPDX-License-Identifier: Apache-2.0
#include "batch/found_objects.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "base/named.h"
#include "objects/object_box.h"
#include "objects/run_lengths.h"

namespace vitviz::batch {
namespace {

// Of a photo with one map; of several each may find another object, or none.
bool has_no_object(objects::ObjectFinder& finder, const DrawJob& job) {
  if (job.selection.labels().size() > 1 || job.selection.query_count() > 1) return false;
  const std::vector<field::Region>& found = finder.find({});
  return std::all_of(found.begin(), found.end(), objects::is_empty);
}

// The objects by one map.
std::vector<FoundObject> objects_by(analysis::MapNumber number, const analysis::MapLabel& label,
                                    objects::ObjectFinder& finder, const DrawJob& job,
                                    base::ThreadPool& threads) {
  std::vector<FoundObject> found;
  for (const field::Region& region : finder.find(number)) {
    const masks::ObjectPart shape = objects::box_of(region, threads);
    if (shape.area == 0) continue;
    found.push_back({label, static_cast<int>(found.size()) + 1, shape});
    if (job.output.coco) found.back().runs = objects::run_lengths(region);
  }
  return found;
}

std::vector<FoundObject> all_objects(objects::ObjectFinder& finder, const DrawJob& job,
                                     base::ThreadPool& threads) {
  std::vector<FoundObject> all;
  const int queries = job.selection.query_count();
  for (int query = 0; query < std::max(1, queries); ++query) {
    analysis::MapNumber number{static_cast<std::size_t>(query), 0};
    for (analysis::MapLabel label : job.selection.labels()) {
      if (queries > 0) label.query = query + 1;
      const auto found = objects_by(number, label, finder, job, threads);
      std::copy(found.begin(), found.end(), std::back_inserter(all));
      ++number.map;
    }
  }
  return all;
}

}  // namespace

void tell_of_objects(objects::ObjectFinder& finder, const DrawJob& job, base::ThreadPool& threads,
                     DrawnPhoto& result) {
  result.mask = {finder.rule().method->name, base::name_of(objects::kRefines, finder.refine())};
  if (has_no_object(finder, job)) result.notes.emplace_back("no object was found");
  if (!job.picture.boxes && !job.output.coco && !job.output.table) return;
  result.objects = all_objects(finder, job, threads);
}

}  // namespace vitviz::batch
