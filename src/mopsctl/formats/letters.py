"""Letters from templates: what a template may do, and the text that comes of it.

A template chooses words and fills in names; it computes nothing. So its tree is checked against a short list of what it
may hold before anything runs: no loop, no call, no attribute, which leaves nothing that could run away or look around.
What the names mean is `reports.letter`.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from traceback import walk_tb
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from ..errors import BAD_INPUT, MopsError, nearest
from .faults import Faults, place, shown
from .files import Source, decode

TEMPLATE_LIMIT = 64 * 1024  # bytes of a template
LONGEST = 100_000  # characters of a letter
LONGEST_SUBJECT = 300
SUBJECT = "Subject:"

_OURS = Path(__file__).parent.parent / "templates" / "letters"

# What stands for a value that is not known, until its line is taken out. No file and no record can hold it.
_MISSING = "\0"

_MAY_HOLD = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.CondExpr, nodes.Name, nodes.Const, nodes.Filter,
    nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Concat, nodes.Tuple, nodes.List,
)  # fmt: skip
FILTERS = ("capitalize", "d", "default", "lower", "title", "trim", "upper")
TESTS = ("defined", "undefined", "none", "in", "eq", "equalto", "ne")
_ORDERS = {"lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}
_CALLED = {
    "For": "loop", "Call": "call", "Macro": "macro", "CallBlock": "macro", "Include": "include", "Import": "import",
    "FromImport": "import", "Extends": "inheritance", "Block": "block", "Assign": "{% set %}",
    "AssignBlock": "{% set %}", "Getattr": "attribute", "Getitem": "subscript", "Dict": "mapping",
}  # fmt: skip


def ours(kind: str, language: str) -> Source:
    """The template that comes with mopsctl for one of the asks, e.g. `assign.tr.md`."""
    name = f"{kind}.{language}.md"
    return Source(f"letters/{name}", (_OURS / name).read_bytes())


def compose(source: Source, values: Mapping[str, str | None]) -> str:
    """The letter: every name filled in, and each line left out that shows a value which is not known.

    Every unknown name and everything a template may not do is told at once, as FILE:LINE.
    """
    environment = _environment()
    text = decode(source).replace("\r\n", "\n")
    try:
        tree = environment.parse(text)
        _refuse_what_it_may_not(tree, source, values)
        template = environment.from_string(tree)
    except TemplateSyntaxError as error:
        raise MopsError(f"{place(source.name, error.lineno)}: {error.message}", code=BAD_INPUT) from None
    except TemplateError as error:
        raise MopsError(f"{source.name}: {error.message}", code=BAD_INPUT) from None
    # Deep nesting ends in any of these, in Jinja or in Python's own compiler.
    except (RecursionError, MemoryError, SyntaxError, ValueError, OverflowError):
        raise MopsError(f"{source.name}: a template nested too deeply to be read", code=BAD_INPUT) from None
    lines = _rendered(template, source, values).split("\n")
    kept = "\n".join(line.rstrip() for line in lines if _MISSING not in line)
    return re.sub(r"\n{3,}", "\n\n", kept).strip("\n") + "\n"


def apart(source: Source, letter: str) -> tuple[str, str]:
    """Subject and body of a letter whose first line is `Subject: ...`."""
    first, _, body = letter.partition("\n")
    subject = " ".join(first.removeprefix(SUBJECT).split())
    if not first.startswith(SUBJECT) or not subject:
        raise MopsError(
            f'{place(source.name, 1)}: a letter begins with a line "{SUBJECT} ..." that is never left out;'
            ' write {{ forum or "..." }} for a name that may be missing',
            code=BAD_INPUT,
        )
    if len(subject) > LONGEST_SUBJECT:
        raise MopsError(
            f"{place(source.name, 1)}: a subject of {len(subject)} characters; at most {LONGEST_SUBJECT}",
            code=BAD_INPUT,
        )
    return subject, body.strip("\n") + "\n"


def _environment() -> SandboxedEnvironment:
    # A letter is plain text, a mail or Markdown to paste: HTML escapes would be read as they are.
    environment = SandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: _MISSING if value in (None, "") else value,
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    environment.tests = {name: environment.tests[name] for name in TESTS}
    return environment


def _refuse_what_it_may_not(tree: nodes.Template, source: Source, values: Mapping[str, str | None]) -> None:
    faults = Faults(source.name)
    for node in _nodes(tree):
        if fault := _fault(node, values):
            faults.add(node.lineno, 0, fault)
    faults.settle()


def _nodes(tree: nodes.Node) -> Iterator[nodes.Node]:
    """Every node, outermost first; below one that is refused nothing is looked at."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, _MAY_HOLD):
            waiting += reversed(list(node.iter_child_nodes()))


def _fault(node: nodes.Node, values: Mapping[str, str | None]) -> str:
    """What is wrong with one node; empty where it may stand."""
    match node:
        case nodes.Name(name=name) if name not in values:
            return _unknown(name, list(values), f"; the names are {', '.join(values)}")
        case nodes.Filter(name=name) if name not in FILTERS:
            return _unknown(f"|{name}", [f"|{one}" for one in FILTERS], f"; the filters are {', '.join(FILTERS)}")
        case nodes.Compare(ops=ops) if orders := [_ORDERS[one.op] for one in ops if one.op in _ORDERS]:
            return f"a letter has no {orders[0]}: its values are words; there are ==, !=, in, and, or, not"
        case nodes.Test(name=name) if name not in TESTS:
            return _unknown(f"is {name}", [f"is {one}" for one in TESTS], f"; the tests are {', '.join(TESTS)}")
    if isinstance(node, _MAY_HOLD):
        return ""
    what = type(node).__name__
    return f"a letter fills in names and chooses words with {{% if %}}; it has no {_CALLED.get(what, what.lower())}"


def _unknown(name: str, known: list[str], otherwise: str) -> str:
    guess = nearest(name, known)
    return f"no {shown(name)}" + (f'; did you mean "{guess}"?' if guess else otherwise)


def _rendered(template: Any, source: Source, values: Mapping[str, str | None]) -> str:
    """The letter; whatever goes wrong while it is put together is told with its line."""
    context = template.new_context({name: value or "" for name, value in values.items()})
    try:
        return "".join(_bounded(template, template.root_render_func(context), source))
    except MopsError:
        raise
    except Exception as error:  # a filter, a test or an `in` raises what it likes where it cannot work
        why = "a filter, a test or `in` is given something here that it cannot work with"
        raise MopsError(f"{place(source.name, _line(template, error))}: {why}", code=BAD_INPUT) from None


def _bounded(template: Any, pieces: Any, source: Source) -> Iterator[str]:
    """The pieces of the letter, no more of them than a letter can be long."""
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > LONGEST:
            line = template.get_corresponding_lineno(pieces.gi_frame.f_lineno)
            raise MopsError(
                f"{place(source.name, line)}: the letter grows beyond {LONGEST:,} characters here", code=BAD_INPUT
            )
        yield piece


def _line(template: Any, error: Exception) -> int:
    """The line of the template that was being worked on; 0 where that is not known."""
    compiled = template.root_render_func.__code__
    lines = [number for frame, number in walk_tb(error.__traceback__) if frame.f_code is compiled]
    return int(template.get_corresponding_lineno(lines[-1])) if lines else 0
