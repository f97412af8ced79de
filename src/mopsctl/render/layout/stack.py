"""A stack in lines: shelf by shelf, a tile a line. The picture of it is a poster's business."""

from ...reports.document import Shelf, Stack, Tile
from .ink import Line, Sheet, aligned, indented, trimmed, wrap
from .width import columns

_TITLE, _GROUP = 32, 16  # columns; wider ones are cut
_SENTENCE = 24  # less room than this, and what stands under a title goes below it


def stack_lines(stack: Stack, sheet: Sheet) -> list[Line]:
    """Title and shelves; without any tile, what `empty` says."""
    lines: list[Line] = []
    if stack.title:
        lines += wrap([(sheet.text(stack.title), "title")], sheet.width)
    if stack.subtitle:
        lines += wrap([(sheet.text(stack.subtitle), "muted")], sheet.width)
    tiles = [tile for shelf in stack.shelves for tile in shelf.tiles]
    if not tiles:
        return [*lines, *wrap([(sheet.text(stack.empty), "muted")], sheet.width)] if stack.empty else lines
    groups = {key: sheet.text(name) for key, name in stack.groups}
    title = min(max(columns(sheet.text(tile.title)) for tile in tiles), _TITLE, sheet.width // 2)
    group = min(max(columns(groups.get(tile.group, sheet.text(tile.group))) for tile in tiles), _GROUP)
    for shelf in stack.shelves:
        lines += [[]] if lines else []
        lines += _shelf(shelf, sheet)
        for tile in shelf.tiles:
            lines += _tile(tile, groups, dict(stack.marks), title, group, sheet)
    return [*lines, [], *wrap([(sheet.text(stack.footer), "muted")], sheet.width)] if stack.footer else lines


def _shelf(shelf: Shelf, sheet: Sheet) -> list[Line]:
    name = sheet.clip(sheet.text(shelf.name), sheet.width - 4)
    rest = sheet.width - columns(name) - 1
    return [[(name, "section"), (" ", "plain"), (sheet.glyphs.rule * rest, "rule")]]


def _tile(
    tile: Tile, groups: dict[str, str], marks: dict[str, str], title: int, group: int, sheet: Sheet
) -> list[Line]:
    """Name, group, and what else there is to say of it, beside or below."""
    head = [*aligned([(sheet.clip(sheet.text(tile.title), title), "strong")], title)]
    if group:
        shown = sheet.clip(groups.get(tile.group, sheet.text(tile.group)), group)
        head += [("  ", "plain"), *aligned([(shown, "muted")], group)]
    said: Line = [(sheet.text(" ".join(f"[{marks.get(key, key)}]" for key in tile.mark.split())), "accent")]
    said = said if tile.mark.split() else []
    for cell in tile.lines:
        if cell.text:
            said += [(sheet.text(" · "), "muted")] if said else []
            said.append(sheet.span(cell))
    at = 2 + title + (group + 2 if group else 0) + 2
    if sheet.width - at < _SENTENCE:
        below = wrap(said, sheet.width - 4) if said else []
        return [*(trimmed(line) for line in indented(wrap(head, sheet.width - 2), 2)), *indented(below, 4)]
    folded = wrap(said, sheet.width - at)
    first = trimmed([("  ", "plain"), *head, ("  ", "plain"), *folded[0]])
    return [first, *indented(folded[1:], at)]
