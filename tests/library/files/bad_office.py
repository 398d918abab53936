"""Office documents with programs, other files and ways out, and archives that lie."""

import io
import struct
import zipfile

from tests.library.files.makers import content_types, docx_parts, odf_parts, packed


def docx(**more):
    return lambda: packed({**docx_parts(), **more})


def part(name, data=b"MZ", make=docx_parts):
    return lambda: packed({**make(), name: data})


def tied(kind, target):
    return lambda: packed(docx_parts(tied=[(kind, target, True)]))


def docm():
    parts = docx_parts()
    parts["[Content_Types].xml"] = content_types(
        {"word/document.xml": "application/vnd.ms-word.document.macroEnabled.main+xml"}
    )
    return packed(parts)


def zip_bomb():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in docx_parts().items():
            archive.writestr(name, data)
        with archive.open("word/media/image1.png", "w", force_zip64=True) as entry:
            for _ in range(256):
                entry.write(bytes(1024**2))
    return target.getvalue()


def zip_that_lies():
    """Says ten bytes, and unpacks to a hundred megabytes."""
    data = packed({**docx_parts(), "word/media/image1.png": bytes(100 * 1024**2)})
    return data.replace(struct.pack("<I", 100 * 1024**2), struct.pack("<I", 10))


def twice_the_same_part():
    target = io.BytesIO(packed(docx_parts()))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("WORD/document.xml", "<harmless/>")
    return target.getvalue()


def locked_zip():
    data = bytearray(packed(docx_parts()))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    return bytes(data)


def laughs():
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    return f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><x>&a9;</x>'


LISTENER = (
    '<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" '
    'script:event-name="dom:load" xlink:href="vnd.sun.star.script:Standard.M.go"/>'
    "</office:event-listeners></office:scripts>"
)


def odt(**given):
    return lambda: packed(odf_parts(**given))


def dde(code):
    return f"<w:p><w:r>{code}</w:r></w:p>"
