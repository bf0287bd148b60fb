"""`make bench`: a table and JSON. Each ratio is to a bare limit measured in the same run, by turns, as
medians.

Nothing here fails for being slow: a loaded machine is no fault of the code. The load is printed beside the
table.
"""

import argparse
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks import many, single
from tests.benchmarks.measuring import Row, stage
from tests.support import postgres

RESULT = Path(".venv/.cache/bench.json")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=300, help="of one kind in a round")
    parser.add_argument("--students", type=int, nargs="*", default=[500, 1000], help="of the bell")
    parser.add_argument("--minute", type=float, default=60, help="seconds within which they start")
    chosen = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} processors, load {load:.1f} before the run\n", flush=True)
    rows = []
    for row in _rows(chosen):
        rows.append(row)
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        print(f"{row.name:58} {row.ours:>16} {row.limit:>10} {ratio:>6}  {row.aim:9} {row.notes}", flush=True)
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    found = {"processors": os.cpu_count(), "load": load, "rows": [asdict(row) for row in rows]}
    RESULT.write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
    print(f"\nload {os.getloadavg()[0]:.1f} after it; the same as JSON: {RESULT}")
    return 0


def _rows(chosen: argparse.Namespace) -> Iterator[Row]:
    with stage(20) as found:
        yield single.question_page(found, chosen.rounds, chosen.requests)
        yield single.save(found, chosen.rounds, chosen.requests)
        yield from single.journey(found, range(3, 13))
    with postgres.server(is_durable=True) as address:
        with stage(4, address) as found:
            yield single.save(found, chosen.rounds, chosen.requests)
        for database in (None, address):
            with stage(many.CLIENTS + 2, database, workers=2) as found:
                yield many.rate(found, rounds=5, seconds=2)
        for students in chosen.students:
            for database in (None, address):
                with stage(students, database, workers=2) as found:
                    yield many.bell(found, students, chosen.minute, lasting=20)


if __name__ == "__main__":
    raise SystemExit(main())
