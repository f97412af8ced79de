"""On which line a key or an item of a TOML document stands: all that `tomllib` reads, and each where it is written."""

import tomllib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from mopsctl.config.lines import again, lines

DOCUMENT = """\
# a comment with [brackets] and = signs
title = "a # no comment, a \\" quote and = signs" # a comment
'quoted key' . "with \\u00e9" = 'it''s'
long = \"\"\"
[not.a.table]
x = 1 ""\"\"\"
raw = '''
y = 2
'''''
empty = {}
numbers = [ # opens
  1, 2,

  0x1F, # third
  [ 1979-05-27 07:32:00Z, 07:32:00 ], { x = 1, y.z = [ "a",
  "b" ] },
]
date = 1979-05-27 07:32:00

[severities]
RAC705 = "info" ; GAT = no
[ tool . "mopsctl" ]
ignore = [
]
a.b.c = 1
a.b.d = -inf
[[fruit]]
name = "apple"
[fruit.physical]
color = "red"
[[fruit.variety]]
name = "red"
[[fruit.variety]]
name = "green"
[[fruit]]
name = "pear"
[[fruit.variety]]
name = "long"
[tool]
other = true
""".replace("'it''s'", '"its"').replace(" ; GAT = no", "")


def ways(value: object, way: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    """Every way through what tomllib read."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = {(*way, key): one for key, one in parts}
    return found.keys() | {deeper for here, one in found.items() for deeper in ways(one, here)}


@pytest.mark.parametrize(
    ("way", "begins"),
    [
        (("title",), "title"),
        (("quoted key",), "'quoted key'"),
        (("quoted key", "with é"), "'quoted key'"),
        (("long",), "long"),
        (("raw",), "raw"),
        (("numbers",), "numbers"),
        (("numbers", 1), "1, 2"),
        (("numbers", 2), "0x1F"),
        (("numbers", 3, 1), "[ 1979"),
        (("numbers", 4), "[ 1979"),
        (("numbers", 4, "y", "z", 0), "[ 1979"),
        (("numbers", 4, "y", "z", 1), '"b"'),
        (("date",), "date"),
        (("severities",), "[severities]"),
        (("severities", "RAC705"), "RAC705"),
        (("tool",), "[ tool"),
        (("tool", "mopsctl"), "[ tool"),
        (("tool", "mopsctl", "ignore"), "ignore"),
        (("tool", "mopsctl", "a"), "a.b.c"),
        (("tool", "mopsctl", "a", "b", "d"), "a.b.d"),
        (("tool", "other"), "other"),
        (("fruit", 0, "physical", "color"), "color"),
        (("fruit", 0, "variety", 1), "[[fruit.variety]]"),
        (("fruit", 0, "variety", 1, "name"), 'name = "green"'),
        (("fruit", 1, "name"), 'name = "pear"'),
        (("fruit", 1, "variety", 0, "name"), 'name = "long"'),
    ],
)
def test_a_line_is_that_on_which_it_is_written(way: tuple[str | int, ...], begins: str) -> None:
    line = lines(DOCUMENT)[way]
    assert DOCUMENT.split("\n")[line - 1].strip().startswith(begins)


def test_lines_count_alike_whatever_ends_them() -> None:
    text = 'a = 1\n\nb = [\n1,\n2]\n[c]\nd = """\n\n"""\ne = 1\n'
    expected = {("a",): 1, ("b",): 3, ("b", 0): 4, ("b", 1): 5, ("c",): 6, ("c", "d"): 7, ("c", "e"): 10}
    assert lines(text) == lines(text.replace("\n", "\r\n")) == expected
    assert lines("") == lines("# nothing") == {}
    assert lines("a = 1") == {("a",): 1}


def test_what_stands_twice_is_told_with_both_lines_and_what_only_looks_so_is_not() -> None:
    assert again(DOCUMENT) is None
    assert again("a.b = 1\n[t]\nb = [\n1]\n[t.a]\nb = 1\n") is None
    assert again("[t]\na.b = 1\na.c = 1\n'a'.\"b\" = [\n]\n") == (("t", "a", "b"), 2, 4)
    assert again("[a.b]\n[a]\n\n[a.b]\n") == (("a", "b"), 1, 4)
    assert again("a = 1\na = 2\nb = \n") is None
    assert again("a = 1\na") is None


# Values as they may be written, with the lines that they take.
scalars = some.sampled_from(
    ("1", "-1.5e3", "true", "nan", "1979-05-27", "1979-05-27 07:32:00Z", '"a]}#,="', "'[\"'", '""', "''", '"\\\\"',
     '"""\n]\n"""', "'''\n\n}'''", '"""a""b"""', '"""\\""""', "'''''x'''''")
)  # fmt: skip
gaps = some.sampled_from(["", " ", "\t", "\n", ' # ] } , = "\n', "\r\n"])
inline_gaps = some.sampled_from(["", " ", "\t"])


def arrays(of: some.SearchStrategy[str]) -> some.SearchStrategy[str]:
    item = some.tuples(gaps, of, gaps).map("".join)
    return some.tuples(some.lists(item, max_size=4), some.sampled_from(["", ","]), gaps).map(
        lambda made: "[" + ",".join(made[0]) + (made[1] if made[0] else "") + made[2] + "]"
    )


def tables(of: some.SearchStrategy[str]) -> some.SearchStrategy[str]:
    pair = some.tuples(inline_gaps, inline_gaps, of, inline_gaps)
    return some.lists(pair, max_size=3).map(
        lambda pairs: "{" + ",".join(f"{a}i{n}{b}= {v}{c}" for n, (a, b, v, c) in enumerate(pairs)) + "}"
    )


values = some.recursive(scalars, lambda of: some.one_of(arrays(of), tables(of)), max_leaves=8)
heads = some.sampled_from(["[t{}]", "[[aot]]", "[ aot . 'sub' . x{} ]", "[t0.'a.b'.c{}] # ]", "[[aot.in]]", "# [x]"])
statements = some.one_of(heads, some.tuples(some.sampled_from(["k{}", '"k {}"', "a.b . 'k{}'"]), values))


@given(some.lists(statements, max_size=8))
def test_whatever_tomllib_reads_is_found_whole(made: list[str | tuple[str, str]]) -> None:
    text = ""
    begins: list[int] = []
    for number, one in enumerate(made):
        begins.append(text.count("\n") + 1)
        text += one.format(number) if isinstance(one, str) else f"{one[0].format(number)} = {one[1]}"
        text += "\n"
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assume(False)
    found = lines(text)
    assert set(found) == ways(read)
    named = {name.format(number): line for number, line in enumerate(begins) for name in ("k{}", "k {}")}
    assert {line - named[str(way[-1])] for way, line in found.items() if way[-1] in named} <= {0}
