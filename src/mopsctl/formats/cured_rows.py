"""Which row of a plan file the cure of a finding speaks of. Our own commands are read, and no shell."""

from collections.abc import Mapping
from shlex import split

from msgspec import Struct

from ..model.kinds import BY_WORD

# Command -> the fields that its first words name.
_WORDS: Mapping[str, tuple[str, ...]] = {
    "assess": ("team",),
    "capability dispose": ("capability",),
    "capability offer": ("capability",),
    "commit": ("team",),
    "dataset claim": ("dataset",),
    "position set": ("position",),
    "right": ("topic", "part"),
    "support set": ("person",),
    "task unlink": ("before", "after"),
    "team join": ("team",),
    "waiver remove": ("code",),
}

# Command -> the rows that it changes, the best first: (section, fields that say which row it is).
ROWS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "assess": (("assessments", ("team", "capability")),),
    "capability dispose": (("dispositions", ("capability", "platform")), ("offerings", ("capability", "platform"))),
    "capability offer": (("offerings", ("capability", "platform", "team")),),
    "commit": (("asks", ("plan", "team", "kind")), ("participations", ("plan", "team"))),
    "dataset claim": (("truths", ("dataset", "platform")),),
    "position set": (("boxes", ("position", "state")),),
    "right": (
        ("rights", ("topic", "part", "holder", "platform", "state")),
        ("rights", ("topic", "part", "platform", "state")),
    ),
    "support set": (("support", ("plan", "person")),),
    "task unlink": (("links", ("before", "after")),),
    "team join": (("participations", ("plan", "team")),),
    "waiver remove": (("waivers", ("plan", "code", "subject")),),
}

HOLDERS = ("team", "person", "position")
_CHANGING = ("set", "retire", "govern", "lead", "link", "unlink", "skill", "confirm")  # verbs of a record, by its key


class Cure(Struct, frozen=True):
    """The first command of a cure: `raci clear`, its words, and its options with the values each was given."""

    command: str
    words: tuple[str, ...]
    options: Mapping[str, tuple[str, ...]]

    @property
    def holders(self) -> tuple[str, ...]:
        """Typed keys of the holders that are named."""
        return tuple([f"{kind}:{key}" for kind in HOLDERS for key in self.options.get(kind, ())])

    def fields(self) -> dict[str, str]:
        """What it says of a row, by field; of an option that is given several times, the first value."""
        said = {"state": "to-be", "platform": ""}  # a command that names neither means these
        said |= {name: values[0] for name, values in self.options.items()}
        if self.holders:
            said["holder"] = self.holders[0]
        return said | dict(zip(_named(_WORDS, self.command) or (), self.words, strict=False))

    def rows(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The rows to look for, the best first."""
        return _named(ROWS, self.command) or ()

    def own(self) -> tuple[str, str] | None:
        """The word and the key of the record that is changed by its key: `condition set approval`."""
        word, _, verb = self.command.partition(" ")
        kind = BY_WORD.get(word)
        changed = kind is not None and kind.key == ("key",) and verb in _CHANGING and self.words
        return (word, self.words[0]) if changed else None


def _named(table: Mapping[str, tuple], command: str) -> tuple | None:  # type: ignore[type-arg]
    """What a table says of a command, else of its noun."""
    return table.get(command) or table.get(command.partition(" ")[0])


def read_cure(cure: str) -> Cure | None:
    """The first of the commands of a cure; None where it is none of ours."""
    try:
        # Tens of thousands of findings have one, and the shell's way takes 50 µs for each.
        said = split(cure) if '"' in cure or "'" in cure else cure.split()
    except ValueError:  # a quotation mark too few
        return None
    if said[:1] != ["mopsctl"]:
        return None
    words, options, option = list[str](), dict[str, tuple[str, ...]](), ""
    for word in said[1:]:
        if word == "&&":  # the others only make sense after this one
            break
        if word.startswith("--"):
            option = word[2:]
        elif option:
            options[option] = (*options.get(option, ()), word)
            option = ""
        else:
            words.append(word)
    lone = words[:1] in (["assess"], ["meet"], ["waive"])
    return Cure(" ".join(words[: 1 if lone else 2]), tuple(words[1 if lone else 2 :]), options)
