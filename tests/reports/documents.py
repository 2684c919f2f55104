"""A report as the documents that people have it in: made here, so that nothing binary lies in the repository."""

import io
import textwrap
from email.message import EmailMessage
from html import escape

import docx


def paragraphs(text: str) -> list[str]:
    return [" ".join(p.split()) for p in text.split("\n\n") if p.strip()]


def html(text: str, date: str = "") -> bytes:
    """A news page: menu, advertisements, comments and the article."""
    title, *rest = paragraphs(text)
    body = "".join(f"<p>{escape(p)}</p>\n" for p in rest)
    menu = "".join(f'<li><a href="/{w}">{w}</a></li>' for w in ("Home", "World", "Paris", "London", "Sport", "Subscribe"))
    meta = f'<meta property="article:published_time" content="{date}T08:00:00+00:00">' if date else ""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{escape(title)}</title>"
        f'<meta property="og:title" content="{escape(title)}"><meta name="author" content="Ada Writer">{meta}'
        f"<script>var places = 'Tripoli, Benghazi';</script></head><body><nav><ul>{menu}</ul></nav>"
        f"<article><h1>{escape(title)}</h1>{body}</article>"
        "<aside><h3>Most read</h3><ul><li><a href='/x'>What to do in Rome</a></li></ul></aside>"
        "<footer>© The Gazette, Berlin. <a href='/terms'>Terms</a></footer></body></html>"
    ).encode()


def word(text: str) -> bytes:
    file = docx.Document()
    title, *rest = paragraphs(text)
    file.add_heading(title, 0)
    for p in rest:
        file.add_paragraph(p)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def mail(text: str, subtype: str = "plain") -> bytes:
    title, *rest = paragraphs(text)
    message = EmailMessage()
    message["From"] = "Ada Writer <ada@example.org>"
    message["To"] = "desk@example.org"
    message["Date"] = "Sat, 14 Oct 2023 09:30:00 +0200"
    message["Subject"] = title
    if subtype == "html":
        message.set_content("".join(f"<p>{escape(p)}</p>" for p in rest), subtype="html")
    else:
        message.set_content("\n\n".join(textwrap.fill(p, 70) for p in rest))
    return message.as_bytes()


def pdf(text: str, columns: int = 80, lines: int = 46) -> bytes:
    """A PDF set in Helvetica: wrapped lines, paragraphs apart by half a line, a running head and page numbers."""
    flow: list[tuple[str, float]] = []
    for n, p in enumerate(paragraphs(text)):
        wrapped = textwrap.wrap(p, columns if n else columns // 2, break_on_hyphens=False)
        flow += [(line, 14.0 + (8.0 if k == 0 and n else 0.0)) for k, line in enumerate(wrapped)]
    pages = [flow[i : i + lines] for i in range(0, len(flow), lines)]
    streams = []
    for number, page in enumerate(pages, 1):
        y, content = 790.0, [f"BT /F1 9 Tf 1 0 0 1 60 815 Tm (The Gazette   {number}) Tj ET"]
        for line, step in page:
            y -= step
            safe = line.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)").decode("latin-1")
            content.append(f"BT /F1 11 Tf 1 0 0 1 60 {y:.1f} Tm ({safe}) Tj ET")
        streams.append("\n".join(content).encode("latin-1"))
    return assemble(streams)


def assemble(streams: list[bytes]) -> bytes:
    """The least file around the content streams of pages."""
    kids = " ".join(f"{4 + 2 * k} 0 R" for k in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for k, stream in enumerate(streams):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            + f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * k} 0 R >>".encode()
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for n, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{n} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{o:010d} 00000 n \n".encode() for o in offsets)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def feed(text: str) -> bytes:
    title, *rest = paragraphs(text)
    body = "".join(f"<p>{escape(p)}</p>" for p in rest)
    item = (
        f"<item><title>{escape(title)}</title><pubDate>Sat, 14 Oct 2023 09:30:00 GMT</pubDate>"
        f"<description><![CDATA[{body}]]></description></item>"
    )
    other = "<item><title>Rain in Rome</title><description>It rains in Rome.</description></item>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Gazette</title>{item}{other}</channel></rss>'.encode()
