"""Reading what programs send."""

import json
import re
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from rest_framework import parsers
from rest_framework.exceptions import ParseError

# As JSON writes it, and not the end of an escaped backslash followed by the same letters.
NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class JSONParser(parsers.JSONParser):
    r"""JSON whose texts are texts.

    ``"\ud800"`` is allowed by the grammar, but half a character cannot be written in UTF-8
    (RFC 8259, 8.2): not to a database, nor into the answer that would quote it. Nor does
    PostgreSQL keep a NUL character.
    """

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        try:
            parsed = super().parse(stream, media_type, parser_context)
            written = json.dumps(parsed, ensure_ascii=False).encode()
        except RecursionError as deep:
            raise ParseError(_("Lists or objects are nested too deeply.")) from deep
        except UnicodeEncodeError as half:
            raise ParseError(_("A text holds half a character (a lone surrogate).")) from half
        if NUL.search(written):
            raise ParseError(_("A text holds a NUL character."))
        return parsed
