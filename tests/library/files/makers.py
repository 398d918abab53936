"""Good files of each type, as small as they come, with what people do not know is in them."""

import io
import tempfile
import zipfile
from fractions import Fraction

import av
import pikepdf
from PIL import Image, ImageCms

SECRET = "Camille Martin"  # invented: what no clean file may still hold
GPS = 0x8825
ORIENTATION = 0x0112
MAKER = 0x010F


def image(form="JPEG", size=(400, 300), mode="RGB", *, sideways=False, **options):
    """A photograph that says where and by whom it was taken, red on its left half."""
    exif = Image.Exif()
    exif[MAKER] = SECRET
    exif.get_ifd(GPS).update({1: "N", 2: (50.0, 21.0, 29.0), 3: "E", 4: (3.0, 31.0, 12.0)})
    if sideways:
        exif[ORIENTATION] = 6
    picture = Image.new(mode, size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    target = io.BytesIO()
    picture.save(target, form, **{"exif": exif, "icc_profile": profile, **options})
    return target.getvalue()


def pdf(pages=1, *, change=None, words="Respecter le consentement", **options):
    """A document of A4 pages with a line of text each, and an author."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(Type="/Font", Subtype="/Type1", BaseFont="/Helvetica")
    fonts = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=document.make_indirect(font)))
    for number in range(1, pages + 1):
        page = document.add_blank_page(page_size=(595, 842))
        page.Resources = fonts
        drawn = f"BT /F1 24 Tf 72 700 Td ({words} {number}) Tj ET".encode()
        page.Contents = document.make_stream(drawn)
    document.docinfo["/Author"] = SECRET
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [SECRET]
    if change:
        change(document)
    target = io.BytesIO()
    document.save(target, **options)
    return target.getvalue()


def media(
    form,
    *,
    video=None,
    audio=None,
    seconds=1,
    frames=None,
    size=(64, 48),
    options=None,
    title=SECRET,
):
    """A film of one colour and a sound of silence, in the codecs named, with a title."""
    with (
        tempfile.NamedTemporaryFile() as target,
        av.open(target.name, "w", format=form, options=options or {}) as container,
    ):
        container.metadata["title"] = title
        film = sound = None
        if video:
            film = container.add_stream(video, rate=10)
            film.width, film.height, film.pix_fmt = *size, "yuv420p"
            film.thread_count = 1
        if audio:
            sound = container.add_stream(audio, rate=48_000, layout="mono")
        if film:
            for number in range(frames or seconds * 10):
                frame = av.VideoFrame.from_image(Image.new("RGB", size, "green"))
                frame.pts, frame.time_base = number, Fraction(1, 10)
                container.mux(film.encode(frame))
            container.mux(film.encode(None))
        if sound:
            samples = sound.codec_context.frame_size or 960
            for number in range(seconds * 48_000 // samples):
                silence = av.AudioFrame(sound.format.name, "mono", samples)
                silence.sample_rate, silence.pts = 48_000, number * samples
                for plane in silence.planes:
                    plane.update(bytes(plane.buffer_size))
                container.mux(sound.encode(silence))
            container.mux(sound.encode(None))
        container.close()
        return target.read()


def mp3(**options):
    return media("mp3", audio="libmp3lame", **options)


def ogg(**options):
    return media("ogg", audio="libopus", **options)


def mp4(**options):
    return media("mp4", video="libx264", audio="aac", **options)


def webm(**options):
    return media("webm", video="libvpx", audio="libopus", **options)


def packed(parts):
    """An archive of parts, given as text or bytes by name; ``mimetype`` is not packed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, data, packing)
    return target.getvalue()


ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODF_NAMESPACES = " ".join(
    f'xmlns:{name}="{ODF}:{space}:1.0"'
    for name, space in {
        "office": "office",
        "text": "text",
        "draw": "drawing",
        "presentation": "presentation",
        "script": "script",
    }.items()
)
ODF_NAMESPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink"'


def odf_parts(kind="text", *, inside="", scripts=""):
    body = (
        "<text:h>Écrans</text:h><text:p>Le consentement, <text:span>toujours</text:span></text:p>"
    )
    body += inside
    if kind == "presentation":
        body = f"<draw:page>{body}</draw:page>"
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{media}"/>'
        for name, media in {
            "/": media_type,
            "content.xml": "text/xml",
            "meta.xml": "text/xml",
        }.items()
    )
    return {
        "mimetype": media_type,
        "content.xml": f"<office:document-content {ODF_NAMESPACES}>{scripts}<office:body>"
        f"<office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {ODF_NAMESPACES}/>",
        "meta.xml": f"<office:document-meta {ODF_NAMESPACES}>{SECRET}</office:document-meta>",
        "Thumbnails/thumbnail.png": image("PNG"),
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0">'
        f"{listed}</manifest:manifest>",
    }


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
FORMAT = "application/vnd.openxmlformats-officedocument"


def ties(*given):
    """Relationships, each as its type, its target, and whether that is elsewhere."""
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/relationships/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if away else ''}/>"
        for number, (kind, target, away) in enumerate(given)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def content_types(overrides):
    inner = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/>{inner}</Types>'
    )


def docx_parts(inside="", tied=()):
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return {
        "[Content_Types].xml": content_types(
            {
                "word/document.xml": f"{FORMAT}.wordprocessingml.document.main+xml",
                "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
            }
        ),
        "_rels/.rels": ties(
            ("officeDocument", "word/document.xml", False),
            ("metadata/core-properties", "docProps/core.xml", False),
        ),
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>Le consen</w:t>'
        f"</w:r><w:r><w:t>tement</w:t></w:r></w:p>{inside}</w:body></w:document>",
        "word/_rels/document.xml.rels": ties(("hyperlink", "https://exemple.test/", True), *tied),
        "docProps/core.xml": f"<core>{SECRET}</core>",
    }


def pptx_parts(slides=2, inside=""):
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    show = "http://schemas.openxmlformats.org/presentationml/2006/main"
    names = [f"ppt/slides/slide{number}.xml" for number in range(1, slides + 1)]
    return {
        "[Content_Types].xml": content_types(
            {"ppt/presentation.xml": f"{FORMAT}.presentationml.presentation.main+xml"}
            | dict.fromkeys(names, f"{FORMAT}.presentationml.slide+xml")
        ),
        "_rels/.rels": ties(("officeDocument", "ppt/presentation.xml", False)),
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{show}"/>',
        "ppt/_rels/presentation.xml.rels": ties(
            *(("slide", name.removeprefix("ppt/"), False) for name in names)
        ),
        **{
            name: f'<p:sld xmlns:p="{show}" xmlns:a="{drawing}"><a:p><a:r><a:t>Écrans {number}'
            f"</a:t></a:r></a:p>{inside}</p:sld>"
            for number, name in enumerate(names, start=1)
        },
    }


GOOD = {
    "image/jpeg": lambda: image("JPEG"),
    "image/png": lambda: image("PNG"),
    "image/webp": lambda: image("WEBP"),
    "image/avif": lambda: image("AVIF"),
    "application/pdf": pdf,
    "audio/mpeg": mp3,
    "audio/ogg": ogg,
    "video/mp4": mp4,
    "video/webm": webm,
    "application/vnd.oasis.opendocument.text": lambda: packed(odf_parts()),
    "application/vnd.oasis.opendocument.presentation": lambda: packed(odf_parts("presentation")),
    f"{FORMAT}.wordprocessingml.document": lambda: packed(docx_parts()),
    f"{FORMAT}.presentationml.presentation": lambda: packed(pptx_parts()),
}
