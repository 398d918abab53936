"""PDF that act, lie about their pages, or never end."""

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.library.files.bombs import zeros
from tests.library.files.makers import pdf


def opened_by(action):
    def change(document):
        document.Root.OpenAction = action

    return change


def with_action(kind, **more):
    return lambda: pdf(change=opened_by(Dictionary(S=Name(f"/{kind}"), **more)))


def hidden_javascript(document):
    """Deep in an annotation, in an object stream, spelt otherwise."""
    action = Dictionary(S=Name("/GoTo"), D=Array([0, Name("/Fit")]))
    action.Next = Array([Dictionary(S=Name.JavaScript, JS=document.make_stream(b"app.alert(1)"))])
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], AA=Dictionary(E=action)
    )
    document.pages[0].Annots = Array([document.make_indirect(note)])


def named_javascript(document):
    tree = Dictionary(Names=Array([String("a"), Dictionary(S=Name.JavaScript, JS=String("1"))]))
    document.Root.Names = Dictionary(JavaScript=tree)


def attachment(document):
    document.attachments["facture.exe"] = b"MZ"


def xfa_form(document):
    document.Root.AcroForm = Dictionary(XFA=document.make_stream(b"<xdp/>"), Fields=Array([]))


def rich_media(document):
    note = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=[0, 0, 9, 9])
    document.pages[0].Annots = Array([note])


def address(scheme):
    def change(document):
        action = Dictionary(S=Name.URI, URI=String(f"{scheme}"))
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
        document.pages[0].Annots = Array([link])

    return lambda: pdf(change=change)


def pdf_of_many_pages(pages=100_000):
    """Written by hand: each page is a line."""
    lines = [b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"]
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(pages))
    lines.append(b"2 0 obj<</Type/Pages/Count %d/Kids[%b]>>endobj\n" % (pages, kids))
    page = b"%d 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    lines += [page % (number + 3) for number in range(pages)]
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (pages + 3)
    at = len(lines[0].partition(b"\n")[0]) + 1
    offsets = [at]
    offsets.append(len(lines[0]))
    for line in lines[1:]:
        offsets.append(offsets[-1] + len(line))
    start = offsets.pop()
    table += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (pages + 3, start)
    return b"".join(lines) + table + trailer


def pdf_that_lies_about_its_pages():
    return pdf_of_many_pages(5000).replace(b"/Count 5000", b"/Count 1   ")


def pdf_whose_pages_turn_in_circles(document):
    document.Root.Pages.Kids = Array([document.Root.Pages, document.Root.Pages])


def pdf_image_bomb(document):
    packed_zeros = zeros(900)
    bomb = document.make_stream(packed_zeros)
    bomb.Type, bomb.Subtype, bomb.Filter = Name.XObject, Name.Image, Name.FlateDecode
    bomb.Width, bomb.Height, bomb.BitsPerComponent = 30_000, 30_000, 8
    bomb.ColorSpace = Name.DeviceGray
    document.pages[0].Resources.XObject = Dictionary(Im=bomb)
    document.pages[0].Contents = document.make_stream(b"595 0 0 842 0 0 cm /Im Do")


def pdf_that_draws_for_ever(document):
    """Forms that each draw the next one twenty times."""
    inner = document.make_stream(b"0 0 500 500 re f")
    inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, 600, 900])
    for _level in range(7):
        outer = document.make_stream(b"/X Do " * 20)
        outer.Type, outer.Subtype, outer.BBox = Name.XObject, Name.Form, Array([0, 0, 600, 900])
        outer.Resources = Dictionary(XObject=Dictionary(X=inner))
        inner = outer
    document.pages[0].Resources.XObject = Dictionary(X=inner)
    document.pages[0].Contents = document.make_stream(b"/X Do")


def encrypted(user):
    return lambda: pdf(encryption=pikepdf.Encryption(owner="proprietaire", user=user))
