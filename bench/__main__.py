"""``make bench``: tables of ratios, on databases of its own that are thrown away.

Machines differ and are noisy: each figure is the median of several runs, beside the least
that any program could do for it (the floor), in the same run. On SQLite, and on PostgreSQL
as well when ``DATABASE_URL`` names a server on which a database can be made. The pages are
loaded on SQLite alone, added files need none, and coverage fills a nation on PostgreSQL alone:
``python -m bench pages``, ``uploads`` or ``coverage`` prints one table by itself.
"""

import os
import sys
from multiprocessing import get_context

from bench.database import print_table


def main(wanted: list[str]) -> None:
    server = os.environ.pop("DATABASE_URL", "")
    both = [(table, url) for table in ("table", "library") for url in ("sqlite", server)]
    alone = [("coverage", server), ("uploads", "sqlite"), ("pages", "sqlite")]
    for table, url in [*both, *alone]:
        if not url or (wanted and table not in wanted):
            continue
        # A process for each: Django is set up for one database.
        process = get_context("spawn").Process(target=print_table, args=(f"bench.{table}", url))
        process.start()
        process.join()
        if process.exitcode:
            raise SystemExit(process.exitcode)


if __name__ == "__main__":
    main(sys.argv[1:])
