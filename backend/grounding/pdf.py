"""A PDF's text as paragraphs in reading order: a sidebar is never mixed into the main column."""

import ctypes
import math
import sys
import unicodedata
from collections.abc import Iterator
from typing import Any

from errors import ConfigurationError
from grounding.layout import Page, Word
from grounding.reading_order import reading_order
from grounding.wrapping import Paragraph, paragraphs

MAX_PAGES = 200

_PDFIUM_HYPHENS = (0x02, 0xFFFE)  # what PDFium makes of a hyphen at the end of a line
_SOFT_HYPHEN = "\u00ad"
_BLANK = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zs"})


def read_pdf(data: bytes, name: str) -> list[Paragraph]:
    """Read the paragraphs of a PDF; `name` is what its errors call it.

    Raises ConfigurationError, with the fix, for a file that is damaged, encrypted, scanned or
    longer than 200 pages.
    """
    import pypdfium2  # type: ignore[import-untyped]  # only where a PDF is parsed: 0.2 s and 8 MB

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ConfigurationError(_explain(name, error.err_code)) from error
    try:
        if len(document) > MAX_PAGES:
            raise ConfigurationError(
                f"{name} has {len(document)} pages, more than {MAX_PAGES}: "
                "export your profile alone, or keep only the pages that matter."
            )
        pages = [Page(tuple(_words(page)), page.get_height()) for page in document]
    except pypdfium2.PdfiumError as error:
        raise ConfigurationError(_explain(name, None)) from error
    finally:
        document.close()
    if not any(page.words for page in pages):
        raise ConfigurationError(
            f"{name} holds no text, only images (a scan?): save your profile from LinkedIn "
            "itself (More, Save to PDF), or run OCR on it."
        )
    return paragraphs(reading_order(pages))


def _explain(name: str, code: int | None) -> str:
    from pypdfium2.raw import FPDF_ERR_PASSWORD  # type: ignore[import-untyped]

    if code == FPDF_ERR_PASSWORD:
        return f"{name} is encrypted: save it again without a password."
    return f"{name} is damaged, or not a PDF: save your profile from LinkedIn again as a PDF."


def _words(page: Any) -> Iterator[Word]:
    """Join a page's characters into words, in the order in which the PDF draws them."""
    text_page = page.get_textpage()
    height = page.get_height()
    word: Word | None = None
    for glyph in _glyphs(text_page, height):
        if word and glyph and _continues(word, glyph):
            word = word.joined(glyph)
            continue
        if word:
            yield word
        word = glyph
    if word:
        yield word
    text_page.close()


def _continues(word: Word, glyph: Word) -> bool:
    gap = glyph.x0 - word.x1
    tolerance = 0.12 * word.size
    return (
        abs(word.y - glyph.y) < tolerance
        and abs(word.size - glyph.size) < tolerance
        and -tolerance < gap < tolerance
    )


def _glyphs(text_page: Any, height: float) -> Iterator[Word | None]:
    """Give each character as a word of its own, None for white space."""
    from pypdfium2 import raw

    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(raw.FPDFText_CountChars(text_page)):
        character = _character(raw.FPDFText_GetUnicode(text_page, index))
        if not character.strip():
            yield None
            continue
        raw.FPDFText_GetLooseCharBox(text_page, index, box)
        raw.FPDFText_GetMatrix(text_page, index, matrix)
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        size = raw.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.b, matrix.d)
        yield Word(character, box.left, box.right, height - y.value, size)


def _character(code: int) -> str:
    """Give the character of a code: ligatures spelled out, control characters as white space."""
    if code in _PDFIUM_HYPHENS:
        return "-"
    character = chr(code) if 0 < code <= sys.maxunicode else " "
    if unicodedata.category(character) in _BLANK and character != _SOFT_HYPHEN:
        return " "
    is_ligature = "\ufb00" <= character <= "\ufb06"
    return unicodedata.normalize("NFKC", character) if is_ligature else character
