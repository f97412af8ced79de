"""What a poster is drawn with: hues with a pattern each, the shapes of marks, and the few SVG elements there are."""

from collections.abc import Iterable

from msgspec import Struct

from ..safe import safe
from .type import BODY, HEAD, LEGEND, NUMBER, SHELF, SMALL, STRONG, SUBTITLE, TITLE, Type
from .widths import is_measured

INK, SOFT, LINE, PALE, PAPER = "#1b2430", "#5a6675", "#8b97a5", "#d9dfe6", "#ffffff"
ATTENTION, DOTTED, MARK = "#8a4b00", "#7a5195", "#3a4657"
# Hues that colour-blind people tell apart (Okabe & Ito 2008), yellow and black left out; a pattern stands with each.
HUES = (
    *("#0072b2", "#d55e00", "#009e73", "#b0578d", "#e69f00", "#56b4e9", "#6b5b95"),
    *("#882255", "#7a7a1e", "#44546a"),  # and three of Tol's and our own, darker, for charts of many functions
)
NEUTRAL = "#8b97a5"
PATTERNS = (
    "",
    "M0 0L4 4M-1 3L1 5M3 -1L5 1",
    "M0 2H4",
    "M0 4L4 0M-1 1L1 -1M3 5L5 3",
    "M2 1V3",
    "M2 0V4",
    "M0 2H4M2 0V4",
)
WIDER = 1.3  # a fallback such as DejaVu Sans is at most so much wider
FONTS = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'Nimbus Sans', 'DejaVu Sans Condensed', sans-serif"

# The shape of a mark, drawn in a square of 6 around its middle.
SHAPES = {
    "new": "M0 -3V3M-3 0H3",
    "gone": "M-2.4 -2.4L2.4 2.4M2.4 -2.4L-2.4 2.4",
    "moved": "M-3 0H2.6M0.2 -2.4L2.7 0L0.2 2.4",
    "re-scoped": "M0 -3L3 0L0 3L-3 0Z",
    "staffed": "M-2.8 3Q-2.8 0.2 0 0.2Q2.8 0.2 2.8 3ZM0 -0.6A1.3 1.3 0 1 0 0 -3.2A1.3 1.3 0 1 0 0 -0.6Z",
    "vacant": "M-2.6 -2.6H2.6V2.6H-2.6Z",
}
OTHER_SHAPES = ("M0 -3L2.8 2.4H-2.8Z", "M0 -2.8A2.8 2.8 0 1 0 0 2.8A2.8 2.8 0 1 0 0 -2.8Z", "M0 3L2.8 -2.4H-2.8Z")


class Hue(Struct, frozen=True):
    """The colour of a group, its tint for fields, and the pattern that tells it without colour."""

    strong: str
    tint: str
    head: str  # the field of a box that has others under it
    edge: str
    pattern: str  # id of a pattern; "" for none


def hues(groups: Iterable[tuple[str, str]]) -> dict[str, Hue]:
    """A hue for each group in its order; the pattern changes with every hue, and again with every round of hues."""
    found = {"": Hue(NEUTRAL, "#f7f8fa", "#e9edf1", "#c3cbd4", "")}
    for number, (key, _) in enumerate(groups):
        turn, place = divmod(number, len(HUES))
        pattern = (place + turn * 2) % len(PATTERNS)
        found[key] = Hue(
            *(HUES[place], tint(HUES[place], 0.06), tint(HUES[place], 0.2), tint(HUES[place], 0.55)),
            f"p{pattern}" if pattern else "",
        )
    return found


def tint(color: str, share: float) -> str:
    """The colour thinned with white; `share` of it is left."""
    parts = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)


def patterns(used: Iterable[str]) -> str:
    """The definitions of the patterns that are used."""
    return "".join(
        f'<pattern id="{name}" width="4" height="4" patternUnits="userSpaceOnUse">'
        f'<path d="{PATTERNS[int(name[1:])]}" stroke="{PAPER}" stroke-width="1.1" stroke-linecap="square" fill="none"/>'
        "</pattern>"
        for name in sorted(set(used) - {""})
    )


def style() -> str:
    """The style sheet: classes by the names of the types."""
    types = (TITLE, SUBTITLE, HEAD, BODY, STRONG, SMALL, LEGEND, SHELF, NUMBER)
    rules = [f"text{{font-family:{FONTS};fill:{INK}}}"]
    rules += [f".{type_.name}{{font-size:{type_.size}px{';font-weight:700' * type_.bold}}}" for type_ in types]
    rules += [f".g{{fill:{SOFT}}}", f".w{{fill:{ATTENTION}}}", f".r{{fill:{PAPER}}}", ".e{text-anchor:end}"]
    rules += [".m{text-anchor:middle}", f".c{{fill:none;stroke:{LINE};stroke-width:.9}}"]
    rules += [f".d{{fill:none;stroke:{DOTTED};stroke-width:.9;stroke-dasharray:3 2.4}}"]
    rules += [f".a{{fill:none;stroke:{DOTTED};stroke-width:1}}"]
    rules += [f".x{{fill:none;stroke:{MARK};stroke-width:1.2}}"]
    rules += [f".y{{fill:none;stroke:{PAPER};stroke-width:1.1}}"]
    return "<style>" + "\n".join(rules) + "</style>"


def measured(value: float) -> str:
    """A measure with one decimal at most."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")


def written(text: str, x: float, y: float, type_: Type, more: str = "", room: float = 0.0) -> str:
    """A line of text that begins at x, its base line at y.

    Where a wider font than it was measured for could burst the room, its length is said: such a font is then condensed.
    Of scripts that were not measured none is said, which could only stretch them.
    """
    shown = safe(text)
    said = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    classes = f"{type_.name} {more}" if more else type_.name
    held = ""
    if room and (wide := type_.width(shown)) * WIDER > room and is_measured(shown):
        held = f' textLength="{measured(min(wide, room))}" lengthAdjust="spacingAndGlyphs"'
    return f'<text class="{classes}" x="{measured(x)}" y="{measured(y)}"{held}>{said}</text>'


def rect(x: float, y: float, wide: float, high: float, more: str) -> str:
    """A rectangle with whatever attributes more."""
    return f'<rect x="{measured(x)}" y="{measured(y)}" width="{measured(wide)}" height="{measured(high)}" {more}/>'


def path(line: str, kind: str) -> str:
    """A path of a class of the style sheet."""
    return f'<path class="{kind}" d="{line}"/>'


def shapes(marks: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The shape of each mark; unknown ones take what shapes are left, in turn."""
    found: dict[str, str] = {}
    for key, _ in marks:
        others = len([one for one in found if one not in SHAPES])
        found[key] = SHAPES.get(key) or OTHER_SHAPES[others % len(OTHER_SHAPES)]
    return found


def shape(line: str, x: float, y: float, kind: str = "x") -> str:
    """A mark's shape around (x, y)."""
    return f'<path class="{kind}" transform="translate({measured(x)} {measured(y)})" d="{line}"/>'
