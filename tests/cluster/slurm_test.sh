#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A run as an array job on a real Slurm, one of whose tasks is killed on the way: all results are
# there, none twice, with the same bytes as those of one undisturbed run, and so are the tables.
#   tests/cluster/slurm_test.sh VITVIZ      (root, with slurmctld, slurmd, slurm-client and munge)
# Exit status 77 where these are missing: the test is skipped.
set -u
for program in slurmctld slurmd sbatch munged; do
  command -v $program > /dev/null || { echo "slurm_test: there is no $program here"; exit 77; }
done
[ "$(id -u)" = 0 ] || { echo "slurm_test: only root can start a cluster"; exit 77; }
vitviz=$(realpath "$1")
root=$(realpath "$(dirname "$0")/../..")
. "$root/tests/cluster/small_slurm.sh"

fail() {
  echo "slurm_test: $*" >&2
  tail -n 30 "$work"/slurm-*.out >&2
  exit 1
}

work=$(mktemp -d)
trap 'stop_slurm; rm -rf "$work"' EXIT
cd "$work" || exit

photos=60
tasks=3
mkdir photos
for i in $(seq $photos); do
  cp "$root/assets/photos/dogs.jpg" "photos/$i.jpg"
done
echo "no photo" > photos/broken.jpg
options=(photos --size 96 --view mask)
"$vitviz" "${options[@]}" -o alone --table alone.csv --coco alone.json --quiet > /dev/null 2>&1

start_slurm "$work/slurm" 8 || exit
VITVIZ=$vitviz "$root/scripts/slurm/vitviz.sbatch" $tasks "${options[@]}" -o out --table out.csv \
  --coco out.json || fail "the jobs could not be submitted"

# One of the tasks is killed as soon as it has drawn something.
for attempt in $(seq 300); do
  victim=$(pgrep -f "^$vitviz photos.*--shard slurm" | head -n 1)
  [ -n "$victim" ] && [ -n "$(ls out/*.mask.png 2> /dev/null)" ] && kill -9 "$victim" && break
  sleep 0.05
done
[ -n "${victim:-}" ] || fail "no task was seen to run"

for attempt in $(seq 600); do
  [ -z "$(squeue --noheader 2> /dev/null)" ] && break
  # What is queued again would wait for two minutes.
  for job in $(squeue --noheader --states=PD --format='%i %r' | sed -n 's/ BeginTime$//p'); do
    scontrol update "JobId=$job" StartTime=now
  done
  sleep 0.2
done
[ -z "$(squeue --noheader)" ] || fail "the jobs did not end: $(squeue)"
grep -q "the task is queued again" slurm-*.out || fail "no task was queued again"

diff -r --exclude='.vitviz*' alone out || fail "the results are not those of an undisturbed run"
# The times that photos took stand in the last columns.
diff <(sed 's/,[^,]*,[^,]*$//' alone.csv) <(sed 's/,[^,]*,[^,]*$//' out.csv) \
  || fail "the table is not that of an undisturbed run"
cmp alone.json out.json || fail "the COCO file is not that of an undisturbed run"
[ -z "$(find out -name '.vitviz-*.tmp')" ] || fail "there are unfinished files"
echo "slurm_test: $photos photos in $tasks tasks, one of them killed: every result is there, once"
