"""The text and the HTML of a letter, from the same blocks."""

import textwrap

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from prevention.messages.blocks import Block, Button, Facts, Heading, Items, Letter, Link, Paragraph

WIDTH = 76  # a quoted line still fits in 78 (RFC 5322, 2.1.1)
SIGNATURE = "-- "  # mail programs know it by its space (RFC 3676, 4.3)


def render_text(letter: Letter) -> str:
    """Write lines of at most 76 columns; an address stands alone on its line, however long."""
    parts = [_text(block) for block in letter.blocks]
    footer = "\n".join(_text(block) for block in letter.footer)
    return "\n\n".join([*parts, f"{SIGNATURE}\n{footer}"]) + "\n"


def _text(block: Block) -> str:
    match block:
        case Paragraph(text):
            return "\n".join(_wrapped(line) for line in text.splitlines())
        case Heading(text):
            return f"{_wrapped(text)}\n{'-' * min(len(text), WIDTH)}"
        case Facts(rows):
            return "\n".join(_wrapped(f"{label} {value}", "  ") for label, value in rows)
        case Items(items):
            return "\n".join(
                "\n".join(
                    [
                        _wrapped(f"- {item.text}", "  "),
                        *(_wrapped(f"  {note}", "  ") for note in item.notes),
                        *([f"  {item.url}"] if item.url else []),
                    ]
                )
                for item in items
            )
        case Link(label, url):
            return f"{_wrapped(label)}\n{url}"


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(
        text,
        WIDTH,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def render_html(letter: Letter) -> str:
    """Write one column that needs no image and nothing from elsewhere.

    What a mail program leaves of ``STYLE`` changes how it looks and never what it says.
    """
    return format_html(
        PAGE,
        language=letter.language,
        subject=letter.subject,
        style=STYLE,
        blocks=_joined(letter.blocks),
        footer=_joined(letter.footer),
    )


def _joined(blocks: tuple[Block, ...]) -> SafeString:
    return format_html_join("\n", "{}", ((_html(block),) for block in blocks))


def _html(block: Block) -> SafeString:
    match block:
        case Paragraph(text):
            lines = ((line,) for line in text.splitlines())
            return format_html("<p>{}</p>", format_html_join(SafeString("<br>\n"), "{}", lines))
        case Heading(text):
            return format_html("<h2>{}</h2>", text)
        case Facts(rows):
            return format_html(
                "<dl>{}</dl>", format_html_join("\n", "<dt>{}</dt>\n<dd>{}</dd>", rows)
            )
        case Items(items):
            shown = (
                (
                    format_html('<a href="{}">{}</a>', item.url, item.text)
                    if item.url
                    else item.text,
                    format_html_join("", "<br>\n{}", ((note,) for note in item.notes)),
                )
                for item in items
            )
            return format_html("<ul>{}</ul>", format_html_join("\n", "<li>{}{}</li>", shown))
        case Button(label, url):
            return format_html(BUTTON, url, label)
        case Link(label, url):
            return format_html('<p><a href="{}">{}</a></p>', url, label)


# Colours of the pages: text has a contrast of 4.5 to 1 at least, in both schemes.
STYLE = SafeString("""
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; padding: 0; background: #f7f5f0; color: #1b2a2d;
  font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
.letter { max-width: 36em; margin: 0 auto; padding: 20px; overflow-wrap: anywhere; }
h1 { margin: 0 0 20px; font-size: 22px; line-height: 1.3; }
h2 { margin: 24px 0 8px; font-size: 18px; line-height: 1.3; }
p { margin: 0 0 14px; }
a { color: #0f5257; }
dl { margin: 0 0 18px; padding: 14px 16px; background: #fffefb; border-left: 4px solid #0f5257; }
dt { font-weight: bold; }
dd { margin: 0 0 8px; }
dl dd:last-child { margin: 0; }
ul { margin: 0 0 18px; padding: 0 0 0 20px; }
li { margin: 0 0 8px; }
.footer { margin-top: 28px; padding-top: 14px; border-top: 1px solid #d9d5c9; color: #51605f; }
.footer p { margin: 0 0 6px; }
@media (prefers-color-scheme: dark) {
  body { background: #12191b !important; color: #eef1ee !important; }
  a { color: #7fd0ca !important; }
  dl { background: #1a2325 !important; border-color: #7fd0ca !important; }
  .button a { background: #7fd0ca !important; color: #0d2a2c !important; }
  .footer { border-color: #344246 !important; color: #b2bfbd !important; }
}
""")

# Looks like a button where the style is dropped, too.
BUTTON = (
    '<p class="button" style="margin:22px 0"><a href="{}" style="display:inline-block;'
    "padding:12px 22px;border-radius:8px;background:#0f5257;color:#ffffff;font-weight:bold;"
    'text-decoration:none">{}</a></p>'
)

PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{subject}</title>
<style>{style}</style>
</head>
<body>
<main class="letter" lang="{language}">
<h1>{subject}</h1>
{blocks}
<div class="footer">
{footer}
</div>
</main>
</body>
</html>
"""
