import io
import os
from pathlib import Path

import pytest

from mopsctl.errors import BAD_INPUT, USAGE, MopsError
from mopsctl.formats import files
from mopsctl.formats.files import Source, decode, read_source, write_whole


def refused(path: str, **options: object) -> str:
    with pytest.raises(MopsError) as caught:
        read_source(path, **options)  # type: ignore[arg-type]
    assert caught.value.code == BAD_INPUT
    return caught.value.message


def undecodable(name: str, data: bytes, **options: object) -> str:
    with pytest.raises(MopsError) as caught:
        decode(Source(name, data), **options)  # type: ignore[arg-type]
    return caught.value.message


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"mopsctl: 1\n")
    assert read_source(str(path)) == Source(str(path), b"mopsctl: 1\n")


def test_a_dash_means_standard_input() -> None:
    assert read_source("-", stdin=io.BytesIO(b"x: 1")) == Source("stdin", b"x: 1")


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert refused(str(tmp_path / "none.yaml")) == f"no file {tmp_path}/none.yaml"
    assert refused(str(tmp_path)) == f"{tmp_path} is a directory, not a file"
    assert refused(str(tmp_path / "empty")) == f"{tmp_path}/empty is empty"
    assert refused("a\0b").startswith("cannot read ")


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345678")
    assert read_source(str(path), limit=8).data == b"12345678"
    assert refused(str(path), limit=7) == f"{path} is larger than 7 bytes, the limit for such a file"


def test_endless_input_is_cut_at_the_limit() -> None:
    assert "larger than 1 MB" in refused("/dev/zero", limit=files.MEGABYTE)


@pytest.mark.parametrize(
    "data",
    [
        "Zoë İzmir".encode(),
        "\ufeffZoë İzmir".encode(),
        "Zoë İzmir".encode("utf-16"),
        "\ufeffZoë İzmir".encode("utf-16-be"),
    ],
)
def test_text_is_utf_8_or_utf_16_with_a_mark(data: bytes) -> None:
    assert decode(Source("a.txt", data)) == "Zoë İzmir"


def test_bytes_that_are_no_utf_8_are_named_by_place() -> None:
    assert (
        undecodable("a.yaml", b"one\nZo\xeb\n")
        == "a.yaml:2:3: byte 0xeb (offset 6) is not UTF-8; save the file as UTF-8"
    )
    assert undecodable("a.yaml", b"\xef\xbb\xbfab\xff").startswith("a.yaml:1:6: byte 0xff (offset 5)")


def test_half_a_character_is_refused() -> None:
    assert "is not UTF-8" in undecodable("a", b"\xed\xa0\x80")
    assert "broken UTF-16" in undecodable("a", b"\xff\xfe\x00\xd8")


def test_a_named_encoding_is_taken_at_its_word() -> None:
    assert decode(Source("a.csv", "Satış Ekibi".encode("cp1254")), encoding="cp1254") == "Satış Ekibi"
    assert "is not cp1252" in undecodable("a.csv", b"\x81", encoding="cp1252")


@pytest.mark.parametrize("encoding", ["martian", "hex", "rot13"])
def test_an_encoding_that_is_none_is_a_mistake_in_the_command(encoding: str) -> None:
    with pytest.raises(MopsError) as caught:
        decode(Source("a.csv", b"00"), encoding=encoding)
    assert caught.value.code == USAGE
    assert f'no text encoding "{encoding}"' in caught.value.message


def test_binary_files_are_told_from_text() -> None:
    assert undecodable("a.csv", b"PK\x03\x04xx") == "a.csv is a zip file (or an .xlsx workbook), not text"
    assert undecodable("a.yaml", b"ab\ncd\0") == "a.yaml:2:3: a NUL byte; this is not a text file"
    assert "SQLite" in undecodable("mops.db", b"SQLite format 3\0")


def test_a_written_file_is_private_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "plan.yaml"
    target.write_text("old")
    target.chmod(0o644)
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_write_keeps_the_old_file_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "plan.yaml"
    target.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(MopsError) as caught:
        write_whole(target, b"new")
    assert caught.value.message == f"cannot write {target}: no space left on device"
    assert caught.value.code == BAD_INPUT
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_an_interrupted_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "plan.yaml", b"new")
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    for target in (tmp_path, tmp_path / "no" / "folder.yaml"):
        with pytest.raises(MopsError) as caught:
            write_whole(target, b"x")
        assert caught.value.message.startswith(f"cannot write {target}: ")
        assert caught.value.code == BAD_INPUT


def test_a_link_goes_on_pointing_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("old")
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    write_whole(tmp_path / "link.yaml", b"new")
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_bytes() == b"new"


def test_a_device_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, b"through")
        assert os.read(reader, 100) == b"through"
        assert pipe.is_fifo()
    finally:
        os.close(reader)
