"""Where the store is looked for, and what of it may be printed."""

from pathlib import Path

import pytest

from mopsctl.errors import NOT_FOUND, USAGE, MopsError
from mopsctl.store.place import Place, locate


def test_the_option_wins_over_the_environment_and_the_folder(tmp_path: Path) -> None:
    (tmp_path / "mops.db").touch()
    assert locate("a.db", {"MOPSCTL_DB": "b.db"}, tmp_path) == Place(path=str(tmp_path / "a.db"))


def test_the_environment_wins_over_the_folder(tmp_path: Path) -> None:
    (tmp_path / "mops.db").touch()
    assert locate(None, {"MOPSCTL_DB": "/x/b.db"}, tmp_path) == Place(path="/x/b.db")


def test_a_store_is_found_in_a_parent_folder(tmp_path: Path) -> None:
    (tmp_path / "mops.db").touch()
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert locate(None, {}, deep) == Place(path=str(tmp_path / "mops.db"))


def test_no_store_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(MopsError) as caught:
        locate(None, {"MOPSCTL_DB": ""}, tmp_path)
    assert (caught.value.code, caught.value.hint) == (NOT_FOUND, 'mopsctl plan init "CDP rollout"')


def test_a_new_store_is_made_here(tmp_path: Path) -> None:
    assert locate(None, {}, tmp_path, create=True) == Place(path=str(tmp_path / "mops.db"))


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_url_may_be_written_in_three_ways(scheme: str) -> None:
    assert locate(f"{scheme}://u@h:5432/d", {}, Path("/")) == Place(url="postgresql://u@h:5432/d")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://u:hunter2@h:1/d", "postgresql://u@h:1/d"),
        ("postgresql://h/d?user=u&password=hunter2&sslmode=require", "postgresql://h/d?user=u&sslmode=require"),
        ("postgresql:///d?host=/run&sslpassword=hunter2", "postgresql:///d?host=/run"),
    ],
)
def test_a_place_never_shows_its_secrets(url: str, shown: str) -> None:
    place = locate(url, {}, Path("/"))
    assert place.shown == shown == str(place)
    assert "hunter2" not in repr(place)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:hun@ter2@h/d",
        "postgresql://u:hunter/2@h/d",
        "postgresql://u:hunter#2@h/d",
        "mysql://u:hunter2@h",
    ],
)
def test_a_url_that_cannot_be_read_is_refused_without_quoting_it(url: str) -> None:
    with pytest.raises(MopsError) as caught:
        locate(url, {}, Path("/"))
    assert caught.value.code == USAGE
    assert "hun" not in caught.value.message


def test_an_empty_option_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(MopsError, match="--db is empty"):
        locate(" ", {}, tmp_path)
