"""PDFs made for tests: lines at places."""

import io

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject


def make_pdf(pages, *, drawn=(), rotate=0):
    """A PDF of lines (x, y, font, size, text); F1 is a text type, F2 a bold one; `drawn` are operators of each page."""
    writer = PdfWriter()
    fonts = DictionaryObject({
        NameObject(f"/F{number}"): DictionaryObject({
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject(name),
        })
        for number, name in ((1, "/Helvetica"), (2, "/Helvetica-Bold"))
    })  # fmt: skip
    for lines in pages:
        page = writer.add_blank_page(600, 800)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        texts = (f"BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET" for x, y, font, size, text in lines)
        stream.set_data("\n".join((*drawn, *texts)).encode("latin-1"))
        page.rotate(rotate)
        page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
