"""QR codes, drawn for the pages."""

import io

from markupsafe import Markup


def code_of(text: str) -> Markup:
    """Returns `text` as a QR code in SVG (ISO/IEC 18004), dark on white in every theme."""
    import segno

    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn,
        kind="svg",
        scale=5,
        border=4,
        dark="#000",
        light="#fff",
        xmldecl=False,
        svgns=False,
        svgclass="qr",
        lineclass=None,
        omitsize=True,
        nl=False,
    )
    return Markup(drawn.getvalue().decode())  # noqa: S704 (segno draws it; the text is dots by then)
