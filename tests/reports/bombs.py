"""Documents made to exhaust whoever reads them, small as files, and documents whose last word is easily lost."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import documents

SHARED = Path(__file__).resolve().parents[3] / "shared" / "hostile"
MARK = "Zanzibar"
WORD = "word/document.xml"
TEXT = "Ships leave Odesa\n\n" + "A ship left Odesa for Varna on Monday with grain for the port. " * 12


def deflated(unit: bytes, times: int, wbits: int = zlib.MAX_WBITS) -> bytes:
    """Return a unit many times over, compressed; the same compressed piece is put after itself, so that gigabytes take no time."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    first = packer.compress(unit) + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(unit) + packer.flush(zlib.Z_FULL_FLUSH)
    raw = first + piece * (times - 1) + zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS).flush()
    if wbits < 0:
        return raw
    checksum = 1  # Adler-32 of the whole would need the whole: readers come to it last, if ever
    return b"\x78\xda" + raw + struct.pack(">I", checksum)


def pdf_of(stream: bytes, filters: str = "/FlateDecode", size: int = 0) -> bytes:
    return documents.assemble([stream]).replace(b"<< /Length", f"<< /Filter {filters} /Length".encode())


def zipped(name: str, unit: bytes, times: int) -> bytes:
    """Return a zip file of one deflated member, which is as large as it says."""
    packed, size = deflated(unit, times, -15), len(unit) * times
    size32 = min(size, 0xFFFFFFFF)
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(packed), size32, len(name), 0)
    local = b"PK\x03\x04" + fields + name.encode() + packed
    central = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name.encode()
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def word_with(document: bytes, **more: bytes) -> bytes:
    """Return a Word document whose text is this XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(documents.word(TEXT))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, document if name == WORD else old.read(name))
        for name, content in more.items():
            new.writestr(name, content)
    return out.getvalue()


def word_xml(inner: bytes, before: bytes = b"") -> bytes:
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return b'<?xml version="1.0"?>' + before + b"<w:document " + space + b"><w:body>" + inner + b"</w:body></w:document>"


def entities(levels: int = 10, each: int = 10) -> bytes:
    return (
        b"<!DOCTYPE x [" + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * each if n else b"ha") for n in range(levels)) + b"]>"
    )


def rss(title: bytes, before: bytes = b"") -> bytes:
    return before + b"<rss><channel><item><title>" + title + b"</title><description>Odesa</description></item></channel></rss>"


QUADRATIC = b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 100_000 + b'">]>'
FILE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
NETWORK = b'<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd">%a;]>'


def bombs() -> dict[str, tuple[str, Callable[[], bytes]]]:
    """Return the suffix and the maker of each bomb."""
    attributes = b" ".join(b"a%d=x" % n for n in range(300_000))
    quoted = b" ".join(b'a%d="x"' % n for n in range(300_000))
    run = b"<w:p><w:r><w:t>a</w:t></w:r></w:p>"
    found: dict[str, tuple[str, Callable[[], bytes]]] = {
        "attributes, html": (".html", lambda: b"<p " + attributes + b">Odesa</p>"),
        "attributes, feed": (".rss", lambda: rss(b"a").replace(b"<item>", b"<item " + quoted + b">")),
        "attributes, word": (".docx", lambda: word_with(word_xml(b"<w:p " + quoted + b"/>"))),
        "entities, feed": (".rss", lambda: rss(b"&a9;", entities())),
        "entities, html": (".html", lambda: entities() + b"<html><p>&a9; Odesa</p></html>"),
        "entities, word": (".docx", lambda: word_with(word_xml(b"<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", entities()))),
        "quadratic entities": (".rss", lambda: rss(b"&a;" * 90_000, QUADRATIC)),
        "a file as an entity": (".rss", lambda: rss(b"&a;", FILE)),
        "a file as an entity, word": (".docx", lambda: word_with(word_xml(b"<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", FILE))),
        "a dtd of the network": (".rss", lambda: rss(b"a", NETWORK)),
        "flate, 10 GB": (".pdf", lambda: pdf_of(deflated(b"BT (aaaaaaaa) Tj ET\n" * 500_000, 1000))),
        "flate, 10 GB of nothing": (".pdf", lambda: pdf_of(deflated(bytes(10_000_000), 1000))),
        "flate in flate": (".pdf", lambda: pdf_of(zlib.compress(deflated(bytes(10_000_000), 1000), 9), "[/FlateDecode /FlateDecode]")),
        "zip, 10 GB": (".docx", lambda: zipped(WORD, bytes(10_000_000), 1000)),
        "zip, 4 GB of paragraphs": (".docx", lambda: zipped("[Content_Types].xml", run * 300_000, 400)),
        "a large document": (".docx", lambda: word_with(word_xml(run * 3_000_000))),
        "many members": (".docx", lambda: word_with(word_xml(run), **{f"m{n}.xml": b"" for n in range(30_000)})),
        "no zip": (".docx", lambda: b"PK\x03\x04" + bytes(1000)),
        "quotes, markdown": (".md", lambda: b">" * 20_000 + b"Odesa"),
        "brackets, markdown": (".md", lambda: b"[" * 200_000 + b"Odesa"),
        "emphasis, markdown": (".md", lambda: b"*a_ " * 300_000),
        "parts of a mail": (".eml", lambda: b"From: a@b.c\r\nSubject: x\r\nMIME-Version: 1.0\r\n" + b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)) + b"\r\nOdesa"),
        "headers of a mail": (".eml", lambda: b"From: a@b.c\r\nSubject: " + b"=?utf-8?b?YQ==?= " * 300_000 + b"\r\nTo: x@y.z\r\n\r\nOdesa"),
        "open elements, html": (".html", lambda: b"<b><i><u><font><a href=x>" * 40_000 + b"Odesa"),
        "tables, html": (".html", lambda: b"<table><tr><td>" * 30_000 + b"Odesa"),
        "a comment, html": (".html", lambda: b"<!--" * 2_000_000 + b"Odesa"),
        "a tag, html": (".html", lambda: b"<" * 9_000_000),
        "ampersands, html": (".html", lambda: b"<p>" + b"&" * 5_000_000 + b"Odesa"),
    }  # fmt: skip
    if (SHARED / "xmlbomb.xml").exists():
        found["the shared entities"] = (".xml", (SHARED / "xmlbomb.xml").read_bytes)
    return found


def mutated(seed: int) -> bytes:
    """Return a PDF that is random bytes, or a real one with some bytes changed, moved, cut or doubled."""
    chance = random.Random(seed)
    if seed % 4 == 0:
        return b"%PDF-1.7\n" + chance.randbytes(chance.randrange(200_000))
    whole = bytearray(documents.pdf(TEXT * 3) if seed % 4 < 3 else pdf_of(zlib.compress(b"BT /F1 11 Tf 1 0 0 1 60 700 Tm (Odesa) Tj ET")))
    for _ in range(chance.randrange(1, 60)):
        at, n = chance.randrange(len(whole)), chance.randrange(1, 30)
        change = chance.randrange(4)
        if change == 0:
            whole[at : at + n] = chance.randbytes(n)
        elif change == 1:
            del whole[at : at + n]
        elif change == 2:
            whole[at:at] = whole[at : at + n] * chance.randrange(1, 50)
        else:
            digits = [k for k, byte in enumerate(whole) if 48 <= byte < 58]
            whole[chance.choice(digits)] = 57  # lengths, counts and offsets that are too large
    return bytes(whole)


def deep(tag: str, depth: int) -> bytes:
    return f"<html><body><p>A ship left port.</p>{f'<{tag}>' * depth}{MARK}{f'</{tag}>' * depth}</body></html>".encode()


def lost() -> dict[str, tuple[str, Callable[[], bytes]]]:
    """Return documents that end in the mark, where parsers tend to lose it."""
    filler = b"word " * 1_900_000
    found: dict[str, tuple[str, Callable[[], bytes]]] = {
        f"{tag}, {depth:,} deep": (".html", lambda tag=tag, depth=depth: deep(tag, depth))  # type: ignore[misc]
        for tag in ("div", "p", "b", "table", "ul", "blockquote", "section")
        for depth in (10, 1000, 100_000)
    }
    mark = MARK.encode()
    found |= {
        "a paragraph of 9.5 MB": (".html", lambda: b"<p>" + filler + mark + b"</p>"),
        "a paragraph of 20 MB": (".html", lambda: b"<p>" + filler * 2 + mark + b"</p>"),
        "a text of 9.5 MB": (".txt", lambda: filler + mark),
        "a text of 20 MB": (".txt", lambda: filler * 2 + mark),
        "markdown of 9.5 MB": (".md", lambda: filler + mark),
        "a mail of 9.5 MB": (".eml", lambda: b"From: a@b.c\r\nSubject: x\r\nDate: Sat, 14 Oct 2023 09:30:00 +0200\r\n\r\n" + filler + mark),
        "a feed of 9 MB": (".rss", lambda: rss(b"x" + b" word" * 1_800_000 + mark)),
        "no end tags": (".html", lambda: b"<p>a<p>b<div>c<table><tr><td>" + mark),
        "after the end": (".html", lambda: b"<html><body><p>a</p></body></html><p>" + mark),
        "after the end, twice": (".html", lambda: b"<html><body>a</body></html> b <p>c</p></html><html><body><div>" + mark),
        "in a table, outside its cells": (".html", lambda: b"<table>" + mark + b"<tr><td>a</td></tr></table>"),
        "in a template": (".html", lambda: b"<p>A ship left port.</p><template></template><p>" + mark),
        "after a comment without end": (".html", lambda: b"<p>a</p><!-- x --!><p>" + mark),
        "after a processing instruction": (".html", lambda: b"<?php x ?><p>a</p><p>" + mark),
        "after CDATA": (".html", lambda: b"<p>a</p><![CDATA[x]]><p>" + mark),
        "after an attribute without end": (".html", lambda: b"<p>a</p><p title='x>y'>" + mark),
        "entities without semicolons": (".html", lambda: b"<p>a &amp b &copy c &eacute d " + mark),
        "noscript": (".html", lambda: b"<p>a</p><noscript><p>b</p></noscript><p>" + mark),
        "a select": (".html", lambda: b"<p>a</p><select><option>b</select><p>" + mark),
        "plaintext": (".html", lambda: b"<p>a</p><p>b</p><xmp>c</xmp><p>" + mark),
        "frames": (".html", lambda: b"<html><body><p>a<iframe src=x></iframe> " + mark),
        "nested forms": (".html", lambda: b"<form><form><form><p>a</p></form></form><p>" + mark),
        "misnested": (".html", lambda: b"<b><p>a<i>b</b>c</p>d</i><p>" + mark),
        "old Mac line ends": (".txt", lambda: b"A ship left port.\r\r" + mark),
        "form feeds": (".txt", lambda: b"A ship left port.\x0c" + mark),
    }
    for encoding in (
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1252",
        "cp1251",
        "koi8-r",
        "shift_jis",
        "gb18030",
        "euc-kr",
        "utf-7",
    ):
        said = "" if encoding.startswith("utf") else f"<meta charset={encoding}>"
        page = f"<html><head>{said}</head><body><p>A ship left the port of Odesa on Monday with grain, bound for {MARK}</p></body></html>"
        found[f"in {encoding}"] = (".html", lambda page=page, encoding=encoding: page.encode(encoding))  # type: ignore[misc]
    return found
