# SPDX-License-Identifier: Apache-2.0
"""Where a Vision Transformer looks in more photos than one machine can take: actors of Ray Data look
at them, and what they see are rows of Parquet files.

A batch of photos becomes a part of the results. An actor writes it into OUT/_unfinished, and the driver,
when it is told of it, moves it into OUT: a part is there whole or not at all, whatever is killed and
when. A later run reads which paths the parts have and looks at the others only.
"""

import argparse
import json
import posixpath
import sys
import time

import look
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset
import pyarrow.parquet as pq
import ray
import vitviz
from photos import list_photos, place_of
from pyarrow import fs


def read_done(results: fs.FileSystem, out: str, settings: dict) -> pa.Table:
    """Path and error of each photo that the parts in OUT have; they have to be of the same settings."""
    there = results.get_file_info(fs.FileSelector(out, allow_not_found=True))
    parts = [info.path for info in there if info.is_file and info.base_name.endswith(".parquet")]
    if not parts:
        return look.schema_of(settings).empty_table()
    found = (pq.read_schema(parts[0], filesystem=results).metadata or {}).get(b"vitviz", b"null")
    if json.loads(found) != settings:
        raise ValueError(f"{out}: has results of other settings: {found.decode()}\nname another folder, or delete it")
    return pyarrow.dataset.dataset(parts, filesystem=results).to_table(columns=["path", "error"])


def look_at(todo: pa.Array, photos: fs.FileSystem, results: fs.FileSystem, out: str, settings: dict, args) -> int:
    """Has actors look at the photos, and moves their parts into OUT as they come; how many photos failed."""
    unfinished = posixpath.join(out, look.UNFINISHED)
    results.delete_dir_contents(unfinished, missing_dir_ok=True)
    results.create_dir(unfinished, recursive=True)
    ray.cloudpickle.register_pickle_by_value(look)  # other nodes need no copy of this folder
    ray.init(ignore_reinit_error=True)
    actors = args.actors or max(1, int(ray.cluster_resources().get("CPU", 1)) // args.cpus)
    batches = ray.data.from_items(todo.to_pylist(), override_num_blocks=-(-len(todo) // args.batch))
    parts = batches.map_batches(
        look.Look,
        fn_constructor_args=(photos, results, unfinished, settings, args.cpus),
        batch_size=None,  # a block
        batch_format="pyarrow",
        num_cpus=args.cpus,
        compute=ray.data.ActorPoolStrategy(size=actors),
    )
    failed = 0
    for part in parts.iter_rows():
        results.move(posixpath.join(unfinished, part["name"]), posixpath.join(out, part["name"]))
        failed += part["failed"]
    results.delete_dir(unfinished)
    return failed


def count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: is no number above 0")
    return int(text)


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("photos", help="a folder, a pattern, a .txt file with a path on each line, or a URI of these")
    parser.add_argument("-o", "--out", required=True, help="folder or URI for the results, which all nodes see")
    parser.add_argument("-m", "--model", help="file or name of a model, which all nodes have [the built-in model]")
    parser.add_argument("--size", type=count, help="shorter side of what the network sees, in pixels")
    parser.add_argument("--mask", default="", choices=["", *vitviz.masks()], help="method [what suits the model]")
    parser.add_argument("--view", action="append", default=[], choices=vitviz.views(), help="a column of PNG files")
    parser.add_argument("--batch", type=count, default=64, help="photos in a part [64]")
    parser.add_argument("--actors", type=count, help="copies of the model [as many as the cluster has room for]")
    parser.add_argument("--cpus", type=count, default=1, help="processors of an actor, each with a photo [1]")
    return parser


def settings_of(args: argparse.Namespace) -> dict:
    """What rows depend on; one folder holds results of the same settings only."""
    model = posixpath.abspath(args.model) if args.model and posixpath.exists(args.model) else args.model
    views = sorted(set(args.view))
    return {"vitviz": vitviz.__version__, "model": model, "size": args.size, "mask": args.mask, "views": views}


def main() -> int:
    parser = arguments()
    args = parser.parse_args()
    settings = settings_of(args)
    try:
        photos, path = place_of(args.photos)
        results, out = place_of(args.out)
        listed = pc.unique(pa.array(list_photos(photos, path), pa.string()))
        if not len(listed):
            raise ValueError(f"{args.photos}: there are no photos")
        done = read_done(results, out, settings)
        vitviz.load(args.model)  # says what is wrong with it before the cluster is asked
    except UnicodeDecodeError as error:
        name = error.object[max(0, error.start - 80) : error.end + 20]
        parser.error(f"{args.photos}: {name!r} is no UTF-8, as paths in Parquet files have to be\nrename that photo")
    except (vitviz.Error, OSError, ValueError) as error:
        parser.error(str(error))
    todo = listed.filter(pc.invert(pc.is_in(listed, value_set=done["path"])))
    failed, start = len(done) - done["error"].null_count, time.monotonic()
    if len(todo):
        failed += look_at(todo, photos, results, out, settings, args)
    seconds = time.monotonic() - start
    before = len(listed) - len(todo)
    print(f"{len(todo)} photos in {seconds:.1f} s, {before} done before; {failed} failed", file=sys.stderr)
    return 3 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
