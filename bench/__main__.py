"""``make bench``: a table of ratios, on databases of its own that are thrown away.

Machines differ and are noisy: each figure is the median of several runs, beside the least
that any program could do for it (the floor), in the same run. On SQLite, and on PostgreSQL
as well when ``DATABASE_URL`` names a server on which a database can be made.
"""

import os
from multiprocessing import get_context

from bench.database import print_table


def main() -> None:
    server = os.environ.pop("DATABASE_URL", "")
    for url in filter(None, ["sqlite", server]):
        # A process for each: Django is set up for one database.
        table = get_context("spawn").Process(target=print_table, args=(url,))
        table.start()
        table.join()
        if table.exitcode:
            raise SystemExit(table.exitcode)


if __name__ == "__main__":
    main()
