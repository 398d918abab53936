"""What a letter is made of: blocks that text and HTML are both made from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    """Some sentences; a line end in it stays one."""

    text: str


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Facts:
    """What is known of one thing: pairs of a label, with its colon, and a value."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Item:
    """One line of a list: what it says, some notes below, and where it leads, if anywhere."""

    text: str
    notes: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True)
class Items:
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Link:
    """A link with words."""

    label: str
    url: str


@dataclass(frozen=True)
class Button(Link):
    """The one thing that the reader comes to do."""


Block = Paragraph | Heading | Facts | Items | Link


@dataclass(frozen=True)
class Letter:
    """A letter in one language; ``footer`` says why one gets it, and how to get fewer."""

    subject: str
    language: str
    blocks: tuple[Block, ...]
    footer: tuple[Block, ...] = ()
