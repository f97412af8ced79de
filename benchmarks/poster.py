"""Posters of charts: mopsctl and Graphviz in turn, each from its own file or store to an SVG of the same tree.

    python3 benchmarks/poster.py [ROUNDS]

Graphviz (`dot`, Debian's package graphviz) sets the same titles and names in boxes under each other. Beside the time
stands how many times broader than high each picture is: a sheet of paper is 1.4 times.
"""

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from stage import BENCH, ROOT, environment, in_a_pipe, in_turn, verdict

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
WANTED = {150: 0.5, 5_000: 2.0}  # seconds, whole process
TITLES = ("Head of marketing operations", "Campaign manager", "Data steward for customers", "Analyst", "Art director")


class Post(NamedTuple):
    """A position, and the one it reports to."""

    key: str
    title: str
    holder: str
    above: str | None


def main() -> None:
    """Make the trees, run both sides, print ratios beside what is wanted."""
    mopsctl = environment("poster", str(ROOT)) / "mopsctl"
    for size, seconds in WANTED.items():
        folder = BENCH / f"poster-{size}"
        folder.mkdir(parents=True, exist_ok=True)
        prepare(mopsctl, folder, list(drawn(size)))
        compare(mopsctl, folder, size, seconds)


def drawn(size: int) -> Iterator[Post]:
    """A tree in which a sixth of the positions has from four to nine under it, and the rest have nobody."""
    chance = random.Random(size)
    waiting: list[str] = []
    for number in range(size):
        key = f"p{number}"
        above = waiting.pop(0) if waiting else None
        yield Post(key, f"{TITLES[number % len(TITLES)]} {number}", f"Person {number}", above)
        if number < size / 6 or not waiting:
            waiting += [key] * chance.randint(4, 9)


def prepare(mopsctl: Path, folder: Path, posts: list[Post]) -> None:
    """The tree for both sides, and a store of it."""
    write_plan_file(posts, folder / "org.yaml")
    write_dot(posts, folder / "org.dot")
    (folder / "mops.db").unlink(missing_ok=True)
    subprocess.run([mopsctl, "apply", "org.yaml", "--db", "mops.db"], cwd=folder, check=True, capture_output=True)


def write_plan_file(posts: list[Post], path: Path) -> None:
    """As people write it, in flow style."""
    lines = ["mopsctl: 1", "teams:", "- {key: marketing, name: Marketing}", "people:"]
    lines += [f"- {{key: {post.key}, name: {post.holder}, team: marketing}}" for post in posts]
    lines += ["positions:", *(f"- {{key: {post.key}, name: {post.title}}}" for post in posts), "boxes:"]
    for post in posts:
        above = f", reports_to: {post.above}" if post.above else ""
        lines.append(f"- {{position: {post.key}, holder: {post.key}{above}}}")
    path.write_text("\n".join(lines) + "\n")


def write_dot(posts: list[Post], path: Path) -> None:
    """The same boxes, with lines at right angles where Graphviz can draw them in time."""
    lines = ["digraph org {", '  node [shape=box, fontname="Helvetica", fontsize=7, margin="0.05,0.03", height=0.3];']
    lines += ["  edge [arrowhead=none]; nodesep=0.1; ranksep=0.2;"]
    lines += [f'  {post.key} [label="{post.title}\\n{post.holder}"];' for post in posts]
    lines += [f"  {post.above} -> {post.key};" for post in posts if post.above]
    path.write_text("\n".join([*lines, "}"]) + "\n")


def compare(mopsctl: Path, folder: Path, size: int, seconds: float) -> None:
    """Whole processes, and what they drew."""
    ours = [mopsctl, "org", "show", "--db", "mops.db", "--format", "svg", "-o", "ours.svg"]
    theirs = ["dot", "-Tsvg", "org.dot", "-o", "theirs.svg"]
    taken = in_turn(
        {"mopsctl": partial(in_a_pipe, ours, folder, {}), "dot": partial(in_a_pipe, theirs, folder, {})}, ROUNDS
    )
    print(f"{size} positions, seconds   {verdict(taken['mopsctl'] / 1000, seconds)}")
    print(f"{size} positions, dot       {taken['dot'] / 1000:7.2f}  {taken['dot'] / taken['mopsctl']:.1f} x mopsctl")
    for name in ("ours", "theirs"):
        wide, high = shape((folder / f"{name}.svg").read_text())
        print(f"{size} positions, {name:<6}    {wide / high:7.1f}  x broader than high, {wide:.0f} x {high:.0f} points")


def shape(svg: str) -> tuple[float, float]:
    """Width and height of a picture, in points."""
    found = re.search(r'viewBox="[\d.]+ [\d.]+ ([\d.]+) ([\d.]+)"', svg)
    assert found
    return float(found[1]), float(found[2])


if __name__ == "__main__":
    main()
