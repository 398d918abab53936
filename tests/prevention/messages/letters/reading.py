"""Read letters as their readers do: the words of a text, and those of its HTML."""

from html.parser import HTMLParser

from prevention.messages.blocks import Button, Facts, Items, Paragraph
from prevention.messages.letters import render_text, write


class Page(HTMLParser):
    """The words, links and headings of an HTML letter, below its title."""

    def __init__(self, html):
        super().__init__()
        self.words, self.links, self.headings, self.tags, self.attributes = [], [], [], [], []
        self.lang = None
        self._inside = []
        self._link = None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.tags.append(tag)
        self.attributes += attributes
        if tag == "html":
            self.lang = named["lang"]
        if tag not in {"br", "meta", "link", "img"}:
            self._inside.append(tag)
        if tag == "a":
            self._link = [named["href"], ""]

    def handle_endtag(self, tag):
        assert self._inside.pop() == tag  # everything is closed, in order
        if tag == "a":
            self.links.append(tuple(self._link))
            self._link = None

    def handle_data(self, data):
        if {"head", "h1"} & set(self._inside):
            if "h1" in self._inside:
                self.headings.append(data)
            return
        if self._inside[-1:] == ["h2"]:
            self.headings.append(data)
        if self._link:
            self._link[1] += data
        self.words += data.split()


def words_of_text(text):
    """The words without what only draws: bullets, underlines and addresses."""
    return [
        word
        for line in text.splitlines()
        if not set(line) <= {"-", " "}
        for word in line.removeprefix("- ").split()
        if not word.startswith("http")
    ]


def addresses_of_text(text):
    return [line.strip() for line in text.splitlines() if line.strip().startswith("http")]


def text_of(message, now):
    return render_text(write(message, now))


def buttons_of(message, now):
    return [block for block in write(message, now).blocks if isinstance(block, Button)]


def facts_of(message, now):
    return {
        label: value
        for block in write(message, now).blocks
        if isinstance(block, Facts)
        for label, value in block.rows
    }


def paragraphs_of(message, now):
    return [b.text for b in write(message, now).blocks if type(b) is Paragraph][1:-1]


def items_of(message, now):
    blocks = write(message, now).blocks
    return [item for block in blocks if isinstance(block, Items) for item in block.items]
