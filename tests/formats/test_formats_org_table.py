"""Tables of positions, as foreign charts: headers, who reports to whom, who is in it, and what refuses them."""

import pytest

from mopsctl.errors import BAD_INPUT, USAGE, MopsError
from mopsctl.formats.files import Source
from mopsctl.formats.org_table import read_org
from mopsctl.model.foreign import ForeignChart, ForeignSeat

PEOPLE = """\
Employee ID;Name;Job Title;Manager;Department;E-Mail;FTE;Location
1;"Maier, Lena";Chief Marketing Officer;;Marketing;lena@example.com;1;Berlin
2;Ada Kaya;Head of Operations;Lena Maier;Operations;ada@example.com;1,0;Berlin
3;Işıl Öz;Campaign Manager;2;Operations;;80 %;İzmir
4;vacant;Campaign Manager;ADA@example.com;Operations;;0.5;
5;Tom Li;Data Engineer;head of operations;Operations;;60;
"""


def read(text: str, said: dict[str, str] | None = None, name: str = "people.csv") -> ForeignChart:
    return read_org(Source(name, text.encode()), said or {})


def refusal(text: str, said: dict[str, str] | None = None) -> MopsError:
    with pytest.raises(MopsError) as caught:
        read(text, said)
    return caught.value


def test_a_row_is_a_position_and_who_is_in_it() -> None:
    assert read(PEOPLE).seats[:2] == (
        ForeignSeat("people.csv:2", "Chief Marketing Officer", "Lena Maier", "lena@example.com", "Marketing", 100),
        ForeignSeat("people.csv:3", "Head of Operations", "Ada Kaya", "ada@example.com", "Operations", 100, above=0),
    )


def test_a_manager_is_named_by_id_address_name_or_title() -> None:
    assert [seat.above for seat in read(PEOPLE).seats] == [None, 0, 1, 1, 1]


def test_a_vacant_position_has_a_title_and_nobody() -> None:
    seat = read(PEOPLE).seats[3]
    assert (seat.title, seat.person, seat.email) == ("Campaign Manager", "", "")


def test_a_share_is_a_percentage_or_a_fraction() -> None:
    assert [seat.allocation for seat in read(PEOPLE).seats] == [100, 100, 80, 50, 60]


def test_a_column_that_nobody_asked_for_is_told() -> None:
    assert read(PEOPLE).notes == ('people.csv: column "Location" was not brought in',)


def test_german_and_turkish_headers_are_understood() -> None:
    german = read("Vorname;Nachname;Stelle;Vorgesetzter\nLena;Maier;Leiterin;\nTim;Voss;Referent;Lena Maier\n")
    turkish = read("Ad Soyad;Ünvan;Yönetici\nIşıl Çağlar;Direktör;\nCan Öz;Uzman;ışıl çağlar\n")
    assert [(seat.person, seat.above) for seat in german.seats] == [("Lena Maier", None), ("Tim Voss", 0)]
    assert [(seat.title, seat.above) for seat in turkish.seats] == [("Direktör", None), ("Uzman", 0)]


def test_who_reports_to_oneself_is_at_the_top() -> None:
    assert [seat.above for seat in read("Name,Title,Manager\nLena,CMO,Lena\nTom,CTO,Lena\n").seats] == [None, 0]


def test_without_a_title_the_position_is_called_as_who_is_in_it() -> None:
    assert [seat.title for seat in read("Name,Manager\nLena,\nTom,Lena\n").seats] == ["Lena", "Tom"]


def test_a_row_of_nobody_and_nothing_is_told_and_left_out() -> None:
    found = read("Name,Title,Manager,Team\nLena,CMO,,M\n,,,Sales\n")
    assert [seat.title for seat in found.seats] == ["CMO"]
    assert found.notes == ("people.csv:3: a row with no title and nobody; not brought in",)


def test_a_manager_who_is_in_no_row_is_kept_by_name_with_the_place_of_it() -> None:
    seat = read('Name,Title,Manager\nLena,CMO,\nTom,CTO,"Maier, Ada (A7)"\n').seats[1]
    assert (seat.above, seat.manager_place) == (None, 'people.csv:3:3: "Manager": "Maier, Ada (A7)"')
    assert seat.manager == ("Maier, Ada (A7)", "Ada (A7) Maier", "Maier, Ada", "Ada Maier")


def test_names_in_any_script_are_told_apart() -> None:
    found = read("Name,Title,Manager\nИван Петров,CMO,\nАнна Лебедева,CTO,Иван Петров\nΝίκος,CDO,Анна Лебедева\n")
    assert [seat.above for seat in found.seats] == [None, 0, 1]


def test_a_row_that_names_itself_as_manager_is_told() -> None:
    assert read("Name,Title,Manager\nLena,CMO,cmo\n").notes == (
        'people.csv:2: "CMO" names itself as manager; taken as the head',
    )


@pytest.mark.parametrize("rows", ["", ",,Lena\n"])
def test_a_table_of_no_positions_is_refused(rows: str) -> None:
    error = refusal("Name,Title,Manager\n" + rows)
    assert (error.code, error.message) == (BAD_INPUT, "people.csv: no row names a position or somebody in it")


def test_what_the_store_could_not_hold_is_told_with_its_place() -> None:
    error = refusal(f"Name,Title,Manager,Team\nLe\x07na,CMO,,M\nTom,{'x' * 401},Lena,M\nTim,CDO,,{'y' * 401}\n")
    assert error.code == BAD_INPUT
    assert error.message.splitlines() == [
        'people.csv:2:1: "Name": holds a control character (U+0007 at character 3)',
        'people.csv:3:2: "Title": is 401 characters long; at most 400 fit',
        'people.csv:4:4: "Team": is 401 characters long; at most 400 fit',
    ]


def test_a_manager_who_could_be_two_people_is_refused_with_their_lines() -> None:
    error = refusal("Name,Title,Manager\nLena Maier,CMO,\nLena Maier,CTO,\nTom,CDO,Lena Maier\n")
    assert error.message == 'people.csv:4:3: "Manager": "Lena Maier" is in 2 rows (lines 2, 3)'


def test_a_share_that_is_none_is_refused_with_its_place() -> None:
    error = refusal("Name,Title,Manager,FTE\nLena,CMO,,half\nTom,CTO,,140\n")
    assert error.message.splitlines() == [
        'people.csv:2:4: "FTE": "half" is no share of a person: 80, 80 % or 0.8',
        'people.csv:3:4: "FTE": "140" is no share of a person: 80, 80 % or 0.8',
    ]


def test_columns_of_other_names_can_be_said() -> None:
    text = "Who,What,Boss\nLena,CMO,\nTom,CTO,Lena\n"
    assert refusal(text).message == (
        'people.csv: no column of titles or names beside one of managers; there are "Who", "What", "Boss"'
    )
    found = read(text, {"Who": "person", "What": "title", "Boss": "manager"})
    assert [(seat.title, seat.above) for seat in found.seats] == [("CMO", None), ("CTO", 0)]


def test_a_field_that_is_none_is_refused() -> None:
    error = refusal(PEOPLE, {"Location": "tittle"})
    assert (error.code, error.message) == (USAGE, '--map "Location": no field "tittle"; did you mean "title"?')
