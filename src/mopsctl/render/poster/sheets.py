"""Which parts of a document are drawn as posters, and all of them in one picture, a sheet below the other."""

from ...reports.document import Chart, Document, Heading, Heat, Matrix, Stack, Table
from . import heat, org, shelves
from .page import Page, Words, document, sheet


def draw(shown: Document, title: str) -> str | None:
    """The posters of a document as SVG; None where it is not about a chart, a stack or a heat map.

    It is about a heat map where that comes first. What stands beside it is then left out, and the footer names the
    command (`title`) that tells it.
    """
    drawn = [block for block in shown.blocks if isinstance(block, Chart | Stack)]
    first = next((block for block in shown.blocks if not isinstance(block, Heading)), None)
    if not drawn and not isinstance(first, Heat):
        return None
    more = any(not isinstance(block, Heat | Heading) and not _is_empty(block) for block in shown.blocks)
    footer = f"what it counts, in a list: {title}" if more else ""
    title = next((block.text for block in shown.blocks if isinstance(block, Heading) and block.level == 1), title)
    pages = [page for block in shown.blocks if (page := _page(block, title, footer))]
    if not pages and drawn and all(isinstance(block, Chart | Stack | Heading) for block in shown.blocks):
        pages = [_nothing(drawn[0])]
    if not pages:
        return None
    used = sorted({name for page in pages for name in page.patterns})
    return document([sheet(page) for page in pages], pages[0].words.title or title, used)


def _nothing(block: Chart | Stack) -> Page:
    """A sheet that says why there is nothing on it."""
    words = Words(block.title, block.empty, (), block.footer)
    return Page(words, 1.0, 1.0, "")


def _is_empty(block: object) -> bool:
    return isinstance(block, Table | Matrix) and not block.rows


def _page(block: object, title: str, footer: str) -> Page | None:
    match block:
        case Chart() if block.nodes:
            return org.page(block)
        case Stack() if any(shelf.tiles for shelf in block.shelves):
            return shelves.page(block)
        case Heat() if block.rows and block.columns:
            return heat.page(block, title, footer)
    return None
