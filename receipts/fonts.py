"""The shipped fonts: which one draws which character, and the opened faces.

One thread uses a `Fonts` at a time. Pillow has no fallback from font to font, so the choice is made here, by
a table. What no font has becomes one `?`, and is said in the log once.
"""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import ImageFont, features

from receipts.cells import EMOJI_STYLE, KEYCAP, ZWJ, cells, clusters, is_emoji, is_region
from receipts.cmap import Coverage, read_coverage

log = logging.getLogger("receipts")

Drawn = Literal["grid", "shaped", "emoji"]

_RIGHT_TO_LEFT = ((0x0590, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF))


@dataclass(frozen=True, slots=True)
class Face:
    """One font file and what it is for.

    only, never: ranges of code points that it is asked for, or not. drawn: `grid`, every character in the
    middle of its cells; `shaped`, whole runs by HarfBuzz, as wide as they come; `emoji`, a whole sequence as
    one picture in two cells, asked for nothing else. size, baseline: in thousandths of the row's height.
    """

    file: str
    drawn: Drawn
    size_milli: int
    baseline_milli: int
    only: tuple[tuple[int, int], ...] = ()
    never: tuple[tuple[int, int], ...] = ()
    bold_file: str = ""
    index: int = 0

    def is_for(self, char: str) -> bool:
        """Whether this face is asked for the character at all."""
        if self.drawn == "emoji":
            return is_emoji(char)
        code = ord(char)
        if any(first <= code <= last for first, last in self.never):
            return False
        return not self.only or any(first <= code <= last for first, last in self.only)


def _noto(script: str, *only: tuple[int, int], size_milli: int = 834, baseline_milli: int = 770) -> Face:
    return Face(f"NotoSans{script}-Regular.ttf", "shaped", size_milli, baseline_milli, only)


_CJK = (
    (0x1100, 0x11FF),
    (0x2E80, 0xA4CF),
    (0xAC00, 0xD7FF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),
)

_ARABIC = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))

_MONO = Face(
    "DejaVuSansMono.ttf", "grid", 834, 792, never=_RIGHT_TO_LEFT, bold_file="DejaVuSansMono-Bold.ttf"
)
_EMOJI = Face("NotoEmoji-Medium.ttf", "emoji", 792, 800)

# The first that has a character draws it. GNU Unifont has nearly all of Unicode, but in dots 16 to a row.
FACES = (
    _EMOJI,
    _MONO,
    Face("wqy-microhei.ttc", "grid", 959, 834, only=_CJK),
    _noto("Arabic", *_ARABIC, size_milli=792, baseline_milli=709),
    _noto("Hebrew", (0x0590, 0x05FF), (0xFB1D, 0xFB4F)),
    _noto("Thai", (0x0E00, 0x0E7F)),
    _noto("Devanagari", (0x0900, 0x097F), (0xA8E0, 0xA8FF)),
    _noto("Bengali", (0x0980, 0x09FF)),
    _noto("Gurmukhi", (0x0A00, 0x0A7F)),
    _noto("Gujarati", (0x0A80, 0x0AFF)),
    _noto("Oriya", (0x0B00, 0x0B7F)),
    _noto("Tamil", (0x0B80, 0x0BFF)),
    _noto("Telugu", (0x0C00, 0x0C7F)),
    _noto("Kannada", (0x0C80, 0x0CFF)),
    _noto("Malayalam", (0x0D00, 0x0D7F)),
    _noto("Sinhala", (0x0D80, 0x0DFF)),
    _noto("Lao", (0x0E80, 0x0EFF)),
    _noto("Myanmar", (0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)),
    _noto("Khmer", (0x1780, 0x17FF), (0x19E0, 0x19FF)),
    _noto("Thaana", (0x0780, 0x07BF)),
    _noto("Ethiopic", (0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)),
    Face("NotoSerifTibetan-Regular.ttf", "shaped", 700, 600, ((0x0F00, 0x0FFF),)),
    Face("DejaVuSans.ttf", "shaped", 792, 792, bold_file="DejaVuSans-Bold.ttf"),
    Face("unifont.otf", "grid", 1000, 875),
    Face("unifont_upper.otf", "grid", 1000, 875),
)

# What stands for a character that no face has.
SUBSTITUTE = "?"

_ONE_PICTURE = "\U0001f642"
_MEASURED_SIZE = 20


class Fonts:
    """The faces of one folder, opened when first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._coverage: dict[Face, Coverage] = {}
        self._opened: dict[tuple[str, int, bool], ImageFont.FreeTypeFont] = {}
        self._chosen: dict[str, Face | None] = {}
        self._sequences: dict[str, tuple[Face, str]] = {}

    def path(self, name: str) -> Path:
        """Where a font file lies."""
        return self._folder / name

    def face_of(self, char: str) -> Face | None:
        """The face that draws a character, None where none has it."""
        if char not in self._chosen:
            wanted = (face for face in FACES if face.is_for(char) and char in self._covers(face))
            self._chosen[char] = next(wanted, None)
            if self._chosen[char] is None:
                log.info("glyph_missing code=U+%04X", ord(char))
        return self._chosen[char]

    def is_shaped(self, text: str) -> bool:
        """Whether any of the text is as wide as it comes, and not as wide as its cells."""
        faces = map(self.face_of, text)
        return any(face is not None and face.drawn == "shaped" for face in faces)

    def pieces(self, text: str) -> list[tuple[Face, str]]:
        """The text in reading order, cut where the face changes; what no face has is replaced."""
        parts = [self._for_cluster(cluster) for cluster in clusters(text)]
        for order in (range(1, len(parts)), range(len(parts) - 2, -1, -1)):
            step = -1 if order.step > 0 else 1
            for index in order:
                parts[index] = self._beside(parts[index], parts[index + step][0])
        found: list[tuple[Face, str]] = []
        for face, drawable in parts:
            if found and found[-1][0] is face:
                found[-1] = (face, found[-1][1] + drawable)
            else:
                found.append((face, drawable))
        return found

    def opened(self, face: Face, size: int, bold: bool, shaped: bool) -> ImageFont.FreeTypeFont:
        """The face at a size in dots; shaped: by HarfBuzz, slower."""
        name = face.bold_file if bold and face.bold_file else face.file
        key = (name, size, shaped)
        if key not in self._opened:
            layout = ImageFont.Layout.RAQM if shaped and shapes_text() else ImageFont.Layout.BASIC
            self._opened[key] = ImageFont.truetype(self.path(name), size, face.index, layout_engine=layout)
        return self._opened[key]

    def _for_cluster(self, cluster: str) -> tuple[Face, str]:
        """The face of a character, for it and its marks."""
        if EMOJI_STYLE in cluster or KEYCAP in cluster or is_emoji(cluster[0]):
            if cluster not in self._sequences:
                self._sequences[cluster] = self._for_emoji(cluster)
            return self._sequences[cluster]
        face = self.face_of(cluster[0])
        if face is None:
            return _MONO, SUBSTITUTE.ljust(cells(cluster)) if cells(cluster) else ""
        covers = self._covers(face)
        return face, "".join(char for char in cluster if char in covers)

    def _for_emoji(self, cluster: str) -> tuple[Face, str]:
        """A sequence as one picture; where the font has none of it, its first sign, or a flag's letters."""
        base = cluster[0]
        if base in self._covers(_EMOJI):
            if len(cluster) == 1 or self._is_one_picture(cluster):
                return _EMOJI, cluster
            if not is_region(base) and not base.isascii():
                return _EMOJI, base
        if is_region(base):
            letters = (chr(ord(char) - ord("\U0001f1e6") + ord("A")) for char in cluster if is_region(char))
            return _MONO, "".join(letters).ljust(2)
        face = self.face_of(base)
        return (_MONO, SUBSTITUTE.ljust(2)) if face is None else (face, base)

    def _is_one_picture(self, cluster: str) -> bool:
        if not shapes_text():
            return False
        shaped = self.opened(_EMOJI, _MEASURED_SIZE, False, shaped=True)
        drawn = [char for char in cluster if char not in (EMOJI_STYLE, ZWJ)]
        return all(char in self._covers(_EMOJI) for char in drawn) and shaped.getlength(
            cluster, direction="ltr"
        ) <= shaped.getlength(_ONE_PICTURE, direction="ltr")

    def _beside(self, part: tuple[Face, str], neighbour: Face) -> tuple[Face, str]:
        """Blanks and punctuation go with the shaped script beside them, which spaces and mirrors them."""
        face, text = part
        if neighbour.drawn == "shaped" and face.drawn == "grid" and not text.isalnum():
            covers = self._covers(neighbour)
            if text and all(char in covers for char in text):
                return neighbour, text
        return part

    def _covers(self, face: Face) -> Coverage:
        if face not in self._coverage:
            self._coverage[face] = read_coverage(self.path(face.file), face.index)
        return self._coverage[face]


def shapes_text() -> bool:
    """Whether Arabic, Thai and Indic scripts are shaped; Pillow says nothing where libfribidi is missing."""
    return bool(features.check_feature("raqm") and features.check_feature("fribidi"))
