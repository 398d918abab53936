"""The types of file that are taken, told apart by what the files hold; names say nothing."""

import re
from dataclasses import dataclass
from enum import StrEnum

from library.files.troubles import Trouble, UnfitError

# How much of a file's beginning tells what it is.
HEAD_BYTES = 4096
# Where the header of a PDF may begin (Adobe, implementation note 13 of PDF 1.7).
PDF_HEADER_WITHIN = 1024


class Family(StrEnum):
    IMAGE = "IMAGE"
    PDF = "PDF"
    AUDIO = "AUDIO"
    VIDEO = "VIDEO"
    OFFICE = "OFFICE"


@dataclass(frozen=True)
class Kind:
    """A type that is taken; ``extension`` without a dot."""

    media_type: str
    extension: str
    family: Family


JPEG = Kind("image/jpeg", "jpg", Family.IMAGE)
PNG = Kind("image/png", "png", Family.IMAGE)
WEBP = Kind("image/webp", "webp", Family.IMAGE)
AVIF = Kind("image/avif", "avif", Family.IMAGE)
PDF = Kind("application/pdf", "pdf", Family.PDF)
MP3 = Kind("audio/mpeg", "mp3", Family.AUDIO)
OGG = Kind("audio/ogg", "ogg", Family.AUDIO)
MP4 = Kind("video/mp4", "mp4", Family.VIDEO)
WEBM = Kind("video/webm", "webm", Family.VIDEO)
ODT = Kind("application/vnd.oasis.opendocument.text", "odt", Family.OFFICE)
ODP = Kind("application/vnd.oasis.opendocument.presentation", "odp", Family.OFFICE)
DOCX = Kind(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "docx",
    Family.OFFICE,
)
PPTX = Kind(
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pptx",
    Family.OFFICE,
)
KINDS = (JPEG, PNG, WEBP, AVIF, PDF, MP3, OGG, MP4, WEBM, ODT, ODP, DOCX, PPTX)
OFFICE = tuple(kind for kind in KINDS if kind.family == Family.OFFICE)

MP4_BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V "}
MP4_BRANDS |= {b"dash", b"MSNV"}
# The doctype of Matroska's header: identifier, length of one byte, value.
WEBM_DOCTYPE = b"\x42\x82\x84webm"
# Two bytes in which each bit says something: MPEG 1 or 2, layer III, and no reserved rate.
MP3_FRAME = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xeb]", re.DOTALL)
MARKUP = re.compile(rb"(?:\xef\xbb\xbf|\xfe\xff|\xff\xfe)?[\s\x00]*<\x00?[!?a-zA-Z]")


def sniff(head: bytes) -> tuple[Kind, ...]:
    """What a file that begins like this may be: one kind, or all of the office documents.

    Those are archives, and only what is in them tells them apart (``office.py``).

    Raises:
        UnfitError: EMPTY, or none of the types that are taken.

    """
    if not head:
        raise UnfitError(Trouble.EMPTY)
    if head.startswith(b"PK"):
        return OFFICE
    if kind := _image(head) or _film(head) or _document(head) or _sound(head):
        return (kind,)
    if MARKUP.match(head):
        raise UnfitError(Trouble.WEB_PAGE)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise UnfitError(Trouble.OLD_OFFICE)
    raise UnfitError(Trouble.TYPE_NOT_TAKEN)


def _image(head: bytes) -> Kind | None:
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if _brand(head) in {b"avif", b"avis"}:
        return AVIF
    return None


def _film(head: bytes) -> Kind | None:
    if _brand(head) in MP4_BRANDS:
        return MP4
    if head.startswith(b"\x1a\x45\xdf\xa3") and WEBM_DOCTYPE in head[:128]:
        return WEBM
    return None


def _document(head: bytes) -> Kind | None:
    return PDF if b"%PDF-" in head[:PDF_HEADER_WITHIN] else None


def _sound(head: bytes) -> Kind | None:
    if head.startswith(b"OggS"):
        return OGG
    if head.startswith(b"ID3") or MP3_FRAME.match(head):
        return MP3
    return None


def _brand(head: bytes) -> bytes:
    """The major brand of an ISO base media file, or nothing."""
    return head[8:12] if head[4:8] == b"ftyp" else b""
