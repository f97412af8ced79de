"""Which parts of a document are drawn as posters, and all of them in one picture, a sheet below the other."""

from ...reports.document import Chart, Document, Heading, Heat, Matrix, Stack, Table
from . import heat, org, shelves
from .page import Page, document, sheet


def draw(shown: Document, title: str) -> str | None:
    """The posters of a document as SVG; None where it holds nothing that is drawn as one, or more than a heat map."""
    if not any(isinstance(block, Chart | Stack) for block in shown.blocks) and not all(map(_beside_heat, shown.blocks)):
        return None
    title = next((block.text for block in shown.blocks if isinstance(block, Heading) and block.level == 1), title)
    pages = [page for block in shown.blocks if (page := _page(block, title))]
    if not pages:
        return None
    used = sorted({name for page in pages for name in page.patterns})
    return document([sheet(page) for page in pages], pages[0].words.title or title, used)


def _beside_heat(block: object) -> bool:
    """Whether a poster of heat maps says it too, or may leave it out."""
    return isinstance(block, Heat | Heading) or (isinstance(block, Table | Matrix) and not block.rows)


def _page(block: object, title: str) -> Page | None:
    match block:
        case Chart() if block.nodes:
            return org.page(block)
        case Stack() if any(shelf.tiles for shelf in block.shelves):
            return shelves.page(block)
        case Heat() if block.rows and block.columns:
            return heat.page(block, title)
    return None
