from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext
from tqdm import tqdm

from library.models import Material
from library.search.indexing import reindex


class Command(BaseCommand):
    help = "Take every material into the search: after an upgrade, or when a theme is renamed."

    def handle(self, *args: Any, **options: Any) -> None:
        total = Material.objects.count()
        # On a terminal only (disable=None).
        with tqdm(total=total, disable=None, leave=False) as bar:
            written = reindex(progress=bar.update)
        self.stdout.write(
            ngettext(
                "%(count)s material was not in the search as it is now.",
                "%(count)s materials were not in the search as they are now.",
                written,
            )
            % {"count": written}
        )
