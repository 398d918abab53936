"""``make bench``: a table of ratios, on a database of its own that is thrown away.

Machines differ and are noisy: each figure is the median of several runs, beside the least
that any program could do for it (the floor), in the same run.
"""

import os
import tempfile
from pathlib import Path

from django.core.management import call_command


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DJANGO_SETTINGS_MODULE="prevention.settings", DEMO="1", VAR_DIR=folder)
        os.environ.pop("DATABASE_URL", None)
        import django  # noqa: PLC0415 - the settings above come first

        django.setup()
        call_command("migrate", verbosity=0)
        from bench.measures import MEASURES  # noqa: PLC0415 - needs the models

        print(f"{'':<44}{'floor':>12}{'ours':>12}{'ratio':>8}")
        for measure in MEASURES:
            floor, ours = measure(Path(folder))
            name = (measure.__doc__ or "").strip().rstrip(".")
            print(f"{name:<44}{floor * 1000:>9.3f} ms{ours * 1000:>9.1f} ms{ours / floor:>8.1f}")


if __name__ == "__main__":
    main()
