"""How the domain says no: one family of exceptions, turned into answers in one place."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class RefusedError(Exception):
    """A rule refuses what was asked.

    ``code`` is stable and for programs; ``message`` is a translatable sentence with
    ``%(name)s`` places filled from ``facts``; ``facts`` must be serialisable as JSON.
    """

    code: ClassVar[str] = "refused"
    message: ClassVar[str | Promise] = _("This cannot be done.")

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts: Mapping[str, Any] = facts

    def __str__(self) -> str:
        return str(self.message) % self.facts
