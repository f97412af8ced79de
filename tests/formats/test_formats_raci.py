"""RACI tables: which tables are, what their cells mean, and that nothing is dropped in silence."""

import io
import time

import openpyxl
import pytest

from mopsctl.errors import BAD_INPUT, USAGE, MopsError
from mopsctl.formats.files import Source
from mopsctl.formats.raci_letters import Alphabet
from mopsctl.formats.raci_table import RaciRow, RaciTable, read_raci


def read(text: str, name: str = "a.csv", **options: object) -> RaciTable:
    return read_raci(Source(name, text.encode()), **options)  # type: ignore[arg-type]


def told(table: RaciTable) -> dict[str, str]:
    """`{"Build": "IT:RA Legal:C"}`"""
    return {row.subject: " ".join(f"{holder}:{''.join(found)}" for holder, found in row.cells) for row in table.rows}


def refusal(text: str, name: str = "a.csv") -> str:
    with pytest.raises(MopsError) as caught:
        read(text, name)
    assert caught.value.code == BAD_INPUT
    return caught.value.message


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("R", "R"), ("ra", "RA"), ("AR", "RA"), ("**RA**", "RA"), ("A/R", "RA"), ("R/A", "RA"), ("C/I", "CI"),
        ("A / R C*", "RAC"), ("RA*", "RA"), ("I*", "I"), ("**RI**", "RI"), ("R, C", "RC"), ("R + A", "RA"),
        ("R(1)", "R"), ("R¹", "R"), ("A [2]", "A"), ("Ｒ", "R"), ("R1", "R"), ("R & A", "RA"), ("R\nA", "RA"),
        ("Responsible", "R"), ("ACCOUNTABLE", "A"), ("Consulted/Informed", "CI"), ("informed ", "I"),
        ("Consulté", "C"), ("Informé", "I"), ("Approbateur", "A"), ("rechenschaftspflichtig", "A"),
        ("informiert", "I"), ("Consultado", "C"), ("Responsável", "R"), ("Informato", "I"),
        ("Sorumlu", "R"), ("Danışılan", "C"), ("BİLGİLENDİRİLEN", "I"), ("Hesap verebilir", "A"),
        ("", ""), ("-", ""), ("—", ""), ("n/a", ""), ("*", ""),
    ],
)  # fmt: skip
def test_a_cell_means_letters(cell: str, found: str) -> None:
    assert Alphabet().letters(cell) == tuple(found)


@pytest.mark.parametrize(
    "cell", ["X", "✓", "RAX", "Yes", "R?", "Air", "Responsable", "R (lead)", "TBD", "#REF!", "S", "1"]
)
def test_a_cell_that_means_no_letter_is_not_guessed(cell: str) -> None:
    assert Alphabet().letters(cell) is None


def test_a_plain_matrix_is_read_with_its_lines() -> None:
    table = read("Task,IT,Legal\nBuild,RA,C\nRun,,-\nSell,I,A/R\n")
    assert table.rows[0] == RaciRow("Build", "", (("IT", ("R", "A")), ("Legal", ("C",))), 2)
    assert told(table) == {"Build": "IT:RA Legal:C", "Run": "", "Sell": "IT:I Legal:RA"}


def test_columns_without_letters_are_told() -> None:
    table = read("ID,Task,IT,SLA,Legal,Notes,Empty\n1,Build,R,2 days,A,see A,\n2,Run,R,4 days,A,,\n")
    assert table.extra_columns == ("ID", "SLA", "Notes")
    assert told(table) == {"Build": "IT:R Legal:A", "Run": "IT:R Legal:A"}


def test_an_extra_column_may_look_like_letters_if_its_head_says_otherwise() -> None:
    table = read("Task,IT,Priority\nBuild,R,A\nRun,A,C\n")
    assert table.extra_columns == ("Priority",)
    assert told(table) == {"Build": "IT:R", "Run": "IT:A"}


def test_an_unreadable_cell_among_letters_is_a_fault_with_its_line() -> None:
    assert refusal("Task,IT,Legal\nBuild,R,A\nRun,X,A\nSell,R,✓\nBuy,R,A\n") == (
        'a.csv:3: "IT": cannot read "X" as R, A, C or I\na.csv:4: "Legal": cannot read "✓" as R, A, C or I'
    )


def test_a_row_of_prose_is_left_out_and_told() -> None:
    table = read("Task,IT,Legal\nSkills,Python and SQL,contract law\nBuild,R,A\nRun,R,A\n")
    assert told(table) == {"Build": "IT:R Legal:A", "Run": "IT:R Legal:A"}
    assert table.skipped == ('a.csv:2: no letters: "Skills Python and SQL contract law"',)


def test_a_repeated_header_is_skipped() -> None:
    assert told(read("Task,IT\nBuild,R\nTask,IT\nRun,A\n")) == {"Build": "IT:R", "Run": "IT:A"}


def test_bold_rows_and_headings_name_the_section() -> None:
    text = "## Setup\n| Task | IT |\n|---|---|\n| Build | R |\n| **Operations** | |\n| Run | A |\n| Rest | |\n"
    table = read(text, "a.md")
    assert [(row.subject, row.section) for row in table.rows] == [
        ("Build", "Setup"),
        ("Run", "Operations"),
        ("Rest", "Operations"),
    ]
    assert table.skipped == ()


def test_a_lone_cell_in_a_csv_is_taken_as_a_heading_and_told() -> None:
    table = read("Task,IT\nOperations,\nRun,A\n")
    assert [(row.subject, row.section) for row in table.rows] == [("Run", "Operations")]
    assert table.skipped == ('a.csv:2: no letters: read as a heading: "Operations"',)


def test_a_column_of_phases_names_the_section_until_the_next() -> None:
    table = read("Phase,Task,IT\nOne,Build,R\n,Test,R\nTwo,Run,A\n")
    assert [(row.subject, row.section) for row in table.rows] == [("Build", "One"), ("Test", "One"), ("Run", "Two")]
    assert table.extra_columns == ()


def test_letters_without_a_subject_or_a_head_are_faults() -> None:
    assert refusal("Task,IT\nBuild,R\n,A\n") == "a.csv:3: letters without a name of what they are about"
    assert refusal("Task,IT,,Legal\nBuild,R,C,A\n") == "a.csv:1: column 3 has letters but no name above them"
    two = "| Task | IT | IT |\n|---|---|---|\n| Build | R | A |\n"
    assert refusal(two, "a.md") == 'a.md:1: two columns are headed "IT"'


@pytest.mark.parametrize(
    "text",
    [
        "id,name,department\n1,Ada,Data\n2,Bob,IT\n",
        "Letter,Meaning\nR,Responsible\nA,Accountable\nC,Consulted\nI,Informed\n",
        "Role,Description\nResponsible,does the work\nAccountable,answers for it\n",
        "Task,IT\n",
    ],
)
def test_a_table_without_letters_and_a_legend_are_no_raci_table(text: str) -> None:
    assert refusal(text) == "a.csv holds no RACI table: in no table are most cells of a column R, A, C or I"


def test_tables_that_are_none_are_told_beside_those_that_are() -> None:
    table = read("| Who | What |\n|---|---|\n| x | does things |\n\n| Task | IT |\n|---|---|\n| Build | R |\n", "a.md")
    assert told(table) == {"Build": "IT:R"}
    assert table.skipped == ('a.md:1: a table without R, A, C, I, not read: "Who What"',)


def test_a_table_may_have_a_column_for_each_letter() -> None:
    table = read(
        'Task,Responsible,Accountable,Consulted,Informed,SLA\nBuild,"IT, Data",CMO,-,"Legal / Privacy; IT",2d\n'
        "Run,IT,IT,,N/A,1d\n"
    )
    assert told(table) == {"Build": "IT:RI Data:R CMO:A Legal / Privacy:I", "Run": "IT:RA"}
    assert table.extra_columns == ("SLA",)


SIDEWAYS = ",Delivery,Alignment,Operations\nCloud adoption team,A,A,C\nCloud governance team,C,I,A\n"


def test_teams_down_and_activities_across_are_turned() -> None:
    table = read(SIDEWAYS)
    assert told(table) == {
        "Delivery": "Cloud adoption team:A Cloud governance team:C",
        "Alignment": "Cloud adoption team:A Cloud governance team:I",
        "Operations": "Cloud adoption team:C Cloud governance team:A",
    }


def test_the_user_may_say_which_way_a_table_lies() -> None:
    assert list(told(read(SIDEWAYS, transpose=False))) == ["Cloud adoption team", "Cloud governance team"]
    assert told(read("Task,IT\nBuild,R\nRun,A\n", transpose=True)) == {"IT": "Build:R Run:A"}


def test_known_names_tell_which_way_a_table_lies() -> None:
    text = ",Delivery,Alignment\nMars,A,R\nVenus,R,A\n"
    assert list(told(read(text))) == ["Mars", "Venus"]
    assert list(told(read(text, holders=["mars", "venus"]))) == ["Delivery", "Alignment"]


def test_activities_that_mention_teams_do_not_turn_a_table_with_one_a_a_row() -> None:
    text = ",Sales,Legal,Ops,Data\nBrief the team,R,A,I,I\nStaff the team,R,A,C,I\nFire the team,A,R,C,I\n"
    assert list(told(read(text))) == ["Brief the team", "Staff the team", "Fire the team"]


def test_an_unreadable_cell_in_a_turned_table_is_a_fault_with_its_own_line() -> None:
    assert refusal(SIDEWAYS.replace("C,I,A", "C,X,A")) == 'a.csv:3: "Alignment": cannot read "X" as R, A, C or I'


def test_tables_below_each_other_have_each_their_own_heads() -> None:
    table = read("Task,IT,Legal\nBuild,R,A\n\nStep,Sales,Ops\nRun,C,A\n")
    assert told(table) == {"Build": "IT:R Legal:A", "Run": "Sales:C Ops:A"}


def workbook(**sheets: list[list[object]]) -> Source:
    made = openpyxl.Workbook()
    made.remove(made.active)  # type: ignore[arg-type]
    for title, rows in sheets.items():
        page = made.create_sheet(title)
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    made.save(out)
    return Source("a.xlsx", out.getvalue())


def test_several_sheets_ask_which_one() -> None:
    source = workbook(Now=[["Task", "IT"], ["Build", "R"]], Notes=[["x", "y"]], Then=[["Task", "IT"], ["Build", "A"]])
    with pytest.raises(MopsError) as caught:
        read_raci(source)
    assert caught.value.message == 'a.xlsx has RACI tables on 2 sheets: "Now", "Then"; choose one'
    assert caught.value.hint == 'mopsctl import raci a.xlsx --sheet "Now"'
    assert caught.value.code == USAGE
    assert told(read_raci(source, sheet="Then")) == {"Build": "IT:A"}


def test_letters_right_of_the_heads_of_a_sheet_are_not_lost() -> None:
    with pytest.raises(MopsError) as caught:
        read_raci(workbook(S=[["Task", "IT"], ["Build", "R", "A"], ["Run", "R", "A"]]))
    assert caught.value.message == "a.xlsx:1: column 3 has letters but no name above them"


def test_five_thousand_rows_are_read_quickly() -> None:
    rows = "\n".join(f"| Activity **{i}** | RA | **C** | I |" for i in range(5000))
    started = time.monotonic()
    table = read(f"| Task | IT | Legal | Ops |\n|---|---|---|---|\n{rows}\n", "a.md")
    assert len(table.rows) == 5000
    assert time.monotonic() - started < 5  # 0.5 s on the slowest machine this was tried on


LONG = "subject,holder,letters\ncapability:send,team:it,RA\ncapability:send,person:ada,C\ntask:move,team:it,R\n"


def test_one_line_for_each_subject_and_holder_is_read_as_our_own_export_writes_it() -> None:
    table = read(LONG)
    assert [(row.subject, row.section, row.cells, row.line) for row in table.rows] == [
        ("capability:send", "", (("team:it", ("R", "A")),), 2),
        ("capability:send", "", (("person:ada", ("C",)),), 3),
        ("task:move", "", (("team:it", ("R",)),), 4),
    ]
    assert (table.extra_columns, table.skipped) == ((), ())
    assert read(LONG, transpose=True) == table
    assert read("subject,holder,letters\n").rows == ()


def test_the_columns_of_such_lines_may_stand_in_any_order_beside_others() -> None:
    table = read("Holder;Letters;Why;Subject\nIT;R A;asked;Build\n")
    assert told(table) == {"Build": "IT:RA"}
    assert table.extra_columns == ("Why",)


def test_what_is_wrong_in_such_a_line_is_told_with_its_place() -> None:
    assert refusal("subject,holder,letters\nBuild,IT,X\n,IT,R\nRun,,A\n") == (
        'a.csv:2: "letters": cannot read "X" as R, A, C or I\n'
        "a.csv:3: letters without a name of what they are about\n"
        "a.csv:4: letters without a name of who has them"
    )
    assert read("subject,holder,letters\nBuild,IT,-\nRun,IT,R\n").skipped == ('a.csv:2: no letters: "Build IT -"',)


def test_rows_of_one_name_in_one_section_are_joined_and_that_is_told() -> None:
    text = "## One\n| Task | IT |\n|---|---|\n| Build | R |\n| BUILD | A |\n| Rest | |\n| Rest | A |\n"
    table = read(text + "\n## Two\n| Task | IT |\n|---|---|\n| Build | C |\n", "a.md")
    assert [row.cells for row in table.rows if row.section == "One"][:2] == [(("IT", ("R",)),), (("IT", ("A",)),)]
    assert table.skipped == ('a.md:5: its letters were joined with those of line 4: "BUILD"',)


def test_the_title_of_a_document_is_no_section() -> None:
    body = "| Task | IT |\n|---|---|\n| Build | R |\n"

    def sections(text: str) -> list[str]:
        return [row.section for row in read(text, "a.md").rows]

    assert sections(f"# Who does what\n\n{body}\n## Later\n\n{body}") == ["", "Later"]
    assert sections(f"Who does what\n=====\n\n{body}") == [""]
    assert sections(f"# Now\n\n{body}\n# Later\n\n{body}") == ["Now", "Later"]
    assert sections(f"{body}\n# Later\n\n{body}") == ["", "Later"]


@pytest.mark.parametrize("name", ["a.csv", "a.md", "stdin"])
def test_a_sheet_of_what_is_no_workbook_is_a_usage_error(name: str) -> None:
    text = "| Task | IT |\n|---|---|\n| Build | R |\n" if name == "a.md" else "Task,IT\nBuild,R\n"
    with pytest.raises(MopsError) as caught:
        read(text, name, sheet="Org")
    assert caught.value.message == f'{name} is no workbook: it has no sheet "Org"; leave --sheet out'
    assert caught.value.code == USAGE
    assert told(read(text, name)) == {"Build": "IT:R"}


def test_a_column_whose_only_value_is_a_letter_that_nobody_knows_is_a_mistake() -> None:
    text = "| | martech | it |\n|---|---|---|\n| send | X | C |\n| cut | | I |\n"
    with pytest.raises(MopsError) as caught:
        read_raci(Source("m.md", text.encode()))
    assert caught.value.message == 'm.md:3: "martech": cannot read "X" as R, A, C or I'
