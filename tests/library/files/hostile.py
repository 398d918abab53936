"""Files that somebody made to do harm, or broke: each with what must come of it.

``HOSTILE`` maps a name to how the file is made and the code of the refusal, or ``None`` where
the file is taken and made harmless.
"""

import zlib

import pikepdf
from pikepdf import String

from tests.library.files import bad_office, bad_pdf, bombs, makers
from tests.library.files.makers import docx_parts, image, odf_parts, packed, pdf, pptx_parts

HTML = b"<html><script>alert(document.cookie)</script></html>"
JAVASCRIPT = b"/*alert(1)*/alert(document.cookie)//"
PHP = b"<?php system($_GET['c']); ?>"
DAMAGED, ACTIVE, MACROS = "file_damaged", "file_active_content", "file_macros"
OTHERS, DEMANDING, PIXELS = "file_with_other_files", "file_too_demanding", "file_too_many_pixels"
NOT_TAKEN, PAGE, CODEC = "file_type_not_taken", "file_is_web_page", "file_codec_not_taken"


def cut(make, kept=0.6):
    def half():
        data = make()
        return data[: int(len(data) * kept)]

    return half


def before(head, make):
    return lambda: head + make()


def after(make, tail):
    return lambda: make() + tail


def zip_tail():
    return packed({"run.js": JAVASCRIPT})


HOSTILE = {
    "nothing": (lambda: b"", "file_empty"),
    "zeros": (lambda: bytes(5000), NOT_TAKEN),
    "text": (lambda: b"Bonjour", NOT_TAKEN),
    "program": (lambda: b"MZ" + bytes(500), NOT_TAKEN),
    "script": (lambda: b"#!/bin/sh\nrm -rf /", NOT_TAKEN),
    "GIF": (lambda: image("GIF", exif=b""), NOT_TAKEN),
    "TIFF with JPEG in it": (lambda: image("TIFF", compression="jpeg"), NOT_TAKEN),
    "SVG": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", PAGE),
    "SVG after a comment": (lambda: b"\xef\xbb\xbf\n<!-- --><svg onload='alert(1)'/>", PAGE),
    "HTML": (lambda: HTML, PAGE),
    "HTML in UTF-16": (lambda: HTML.decode().encode("utf-16"), PAGE),
    "XML": (lambda: b"<?xml version='1.0'?><x/>", PAGE),
    "ZIP": (zip_tail, "file_is_archive"),
    "old office": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file_is_old_office"),
    "PNG bomb by its size": (lambda: bombs.png(30_000, 30_000, bombs.zeros(110), depth=1), PIXELS),
    "PNG bomb by its rows": (lambda: bombs.png(10, 10, bombs.zeros(500)), None),
    "PNG bomb by its profile": (
        lambda: bombs.png(
            10,
            10,
            zlib.compress(bytes(110)),
            before=bombs.chunk(b"iCCP", b"a\0\0" + bombs.zeros(200)),
        ),
        DAMAGED,
    ),
    "PNG too wide": (lambda: bombs.png(20_000, 2, zlib.compress(bytes(5002)), depth=1), PIXELS),
    "PNG of no pixel": (lambda: bombs.png(0, 0, zlib.compress(b"")), DAMAGED),
    "JPEG bomb": (bombs.jpeg_that_says_it_is_huge, PIXELS),
    "JPEG with a bomb in its EXIF": (bombs.jpeg_with_a_bomb_in_its_exif, None),
    "WebP bomb": (bombs.webp_that_says_it_is_huge, PIXELS),
    "WebP of 200 frames": (bombs.webp_of_many_frames, None),
    "image called PDF": (lambda: b"%PDF-1.7\n" + image(), DAMAGED),
    "JPEG cut": (cut(lambda: image(size=(800, 600), quality=95)), DAMAGED),
    "PNG cut": (cut(lambda: image("PNG"), 0.9), DAMAGED),
    "WebP cut": (cut(lambda: image("WEBP")), DAMAGED),
    "AVIF cut": (cut(lambda: image("AVIF")), DAMAGED),
    "PDF cut": (cut(lambda: pdf(5)), DAMAGED),
    "MP3 header alone": (lambda: b"ID3\x04\0\0\0\0\0\0" + bytes(500), DAMAGED),
    "OGG cut": (lambda: makers.ogg()[:60], DAMAGED),
    "MP4 cut": (cut(makers.mp4), DAMAGED),
    "MP4 cut behind its index": (
        cut(lambda: makers.mp4(seconds=3, options={"movflags": "+faststart"})),
        DAMAGED,
    ),
    "WebM cut": (cut(lambda: makers.webm(seconds=3), 0.5), DAMAGED),
    "DOCX cut": (cut(lambda: packed(docx_parts())), DAMAGED),
    "MP4 in an old codec": (lambda: makers.media("mp4", video="mpeg4"), CODEC),
    "MP4 without images": (lambda: makers.media("mp4", audio="aac"), NOT_TAKEN),
    "film called OGG": (lambda: makers.media("ogg", video="libvpx"), CODEC),
    "Matroska": (lambda: makers.media("matroska", video="libx264"), NOT_TAKEN),
    "film too large": (
        lambda: makers.media("mp4", video="libx264", size=(4096, 2304), frames=1),
        PIXELS,
    ),
    "PDF with JavaScript": (bad_pdf.with_action("JavaScript", JS=String("app.alert(1)")), ACTIVE),
    "PDF with hidden JavaScript": (
        lambda: pdf(
            change=bad_pdf.hidden_javascript, object_stream_mode=pikepdf.ObjectStreamMode.generate
        ),
        ACTIVE,
    ),
    "PDF with JavaScript by name": (lambda: pdf(change=bad_pdf.named_javascript), ACTIVE),
    "PDF that launches": (bad_pdf.with_action("Launch", F=String("cmd.exe")), ACTIVE),
    "PDF that sends": (bad_pdf.with_action("SubmitForm", F=String("https://exemple.test")), ACTIVE),
    "PDF that imports": (bad_pdf.with_action("ImportData", F=String("a.fdf")), ACTIVE),
    "PDF that opens another": (bad_pdf.with_action("GoToE", F=String("a.pdf")), ACTIVE),
    "PDF that opens a share": (bad_pdf.with_action("GoToR", F=String("//exemple.test/a")), ACTIVE),
    "PDF with a file in it": (lambda: pdf(change=bad_pdf.attachment), ACTIVE),
    "PDF with XFA": (lambda: pdf(change=bad_pdf.xfa_form), ACTIVE),
    "PDF with rich media": (lambda: pdf(change=bad_pdf.rich_media), ACTIVE),
    "PDF with a script as an address": (bad_pdf.address("javascript:alert(1)"), ACTIVE),
    "PDF with a file as an address": (bad_pdf.address("file:///etc/passwd"), ACTIVE),
    "PDF with a share as an address": (bad_pdf.address(r"\\exemple.test\a"), ACTIVE),
    "PDF with an address": (bad_pdf.address("https://exemple.test/a:b"), None),
    "PDF of 100,000 pages": (bad_pdf.pdf_of_many_pages, "file_too_many_pages"),
    "PDF that lies about its pages": (bad_pdf.pdf_that_lies_about_its_pages, "file_too_many_pages"),
    "PDF whose pages turn in circles": (
        lambda: pdf(change=bad_pdf.pdf_whose_pages_turn_in_circles),
        DAMAGED,
    ),
    "PDF with a password": (bad_pdf.encrypted("secret"), "file_encrypted"),
    "PDF that forbids printing": (bad_pdf.encrypted(""), "file_encrypted"),
    "PDF with an image bomb": (lambda: pdf(change=bad_pdf.pdf_image_bomb), None),
    "PDF that draws for ever": (lambda: pdf(change=bad_pdf.pdf_that_draws_for_ever), DEMANDING),
    "DOCM": (bad_office.docm, MACROS),
    "DOCX with VBA": (bad_office.part("word/vbaProject.bin"), MACROS),
    "DOCX with ActiveX": (bad_office.part("word/activeX/activeX1.xml", "<x/>"), MACROS),
    "DOCX with OLE": (bad_office.part("word/embeddings/oleObject1.bin"), OTHERS),
    "DOCX with a program": (bad_office.part("word/media/run.exe"), OTHERS),
    "DOCX with a far template": (
        bad_office.tied("attachedTemplate", "https://exemple.test/a.dotm"),
        OTHERS,
    ),
    "DOCX with a far image": (bad_office.tied("image", "https://exemple.test/a.png"), OTHERS),
    "DOCX that links to a script": (bad_office.tied("hyperlink", "javascript:alert(1)"), OTHERS),
    "DOCX with DDE": (
        lambda: packed(
            docx_parts(
                bad_office.dde("<w:instrText>DD</w:instrText><w:instrText>EAUTO c</w:instrText>")
            )
        ),
        MACROS,
    ),
    "DOCX that laughs": (bad_office.part("word/comments.xml", bad_office.laughs()), DAMAGED),
    "DOCX that is a ZIP bomb": (bad_office.zip_bomb, DEMANDING),
    "DOCX that lies": (bad_office.zip_that_lies, DAMAGED),
    "DOCX with twice the same part": (bad_office.twice_the_same_part, DAMAGED),
    "DOCX and ZIP": (after(lambda: packed(docx_parts()), zip_tail()), "file_is_archive"),
    "DOCX locked": (bad_office.locked_zip, "file_encrypted"),
    "DOCX with a way out": (bad_office.part("../../etc/cron.d/run.xml", "<x/>"), DAMAGED),
    "DOCX of 6,000 parts": (
        lambda: packed({**docx_parts(), **{f"a/{n}.xml": "<x/>" for n in range(6000)}}),
        DEMANDING,
    ),
    "PPTX that starts a program": (
        lambda: packed(pptx_parts(inside='<a:hlinkClick action="ppaction://program"/>')),
        MACROS,
    ),
    "PPTX of 501 slides": (lambda: packed(pptx_parts(501)), "file_too_many_pages"),
    "ODT with Basic": (bad_office.part("Basic/Standard/Module1.xml", "<x/>", odf_parts), MACROS),
    "ODT with a script": (bad_office.part("Scripts/python/run.py", "1", odf_parts), MACROS),
    "ODT with a listener": (bad_office.odt(scripts=bad_office.LISTENER), MACROS),
    "ODT that links to a macro": (
        bad_office.odt(inside='<text:a xlink:href="vnd.sun.star.script:M.go"/>'),
        OTHERS,
    ),
    "ODT with a far image": (
        bad_office.odt(inside='<draw:image xlink:href="https://exemple.test/a.png"/>'),
        OTHERS,
    ),
    "ODT with OLE": (bad_office.odt(inside='<draw:object-ole xlink:href="./Object 1"/>'), OTHERS),
    "ODT with DDE": (bad_office.odt(inside="<text:dde-connection-decl/>"), MACROS),
    "spreadsheet": (lambda: packed(odf_parts("spreadsheet")), NOT_TAKEN),
}
# Two files in one: what follows and what goes before must be gone.
TAILS = {"HTML": HTML, "ZIP": zip_tail(), "JS": JAVASCRIPT, "PHP": PHP}
POLYGLOTS = {
    f"{media_type} and {name}": after(make, tail)
    for media_type, make in makers.GOOD.items()
    for name, tail in TAILS.items()
    # Of two archives in one file, the second is the file: see above.
    if name != "ZIP" or "document" not in media_type
} | {"HTML and application/pdf": before(HTML, pdf)}
