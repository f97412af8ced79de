"""The one bounded reader that all files enter by, and the one writer that leaves them whole.

What the bytes mean is the business of the other modules here.
"""

import codecs
import os
import stat
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from ..errors import BAD_INPUT, USAGE, MopsError, nearest
from .faults import place, shown

MEGABYTE = 1 << 20
LIMIT = 64 * MEGABYTE

NAME_ENCODING = "name the encoding: --encoding cp1252, or cp1254 for Turkish"

_MAGIC = (
    (b"PK\x03\x04", "a zip file (or an .xlsx workbook)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel file, or one protected by a password"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"%PDF-", "a PDF file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


class Source(Struct, frozen=True):
    """The whole content of one input, and the name by which messages call it."""

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        """`.csv` and the like, in lower case; empty for standard input."""
        return Path(self.name).suffix.lower()


def read_source(path: str, *, limit: int = LIMIT, stdin: BinaryIO | None = None) -> Source:
    """The bytes of a file, or of `stdin` for `-`. Missing, unreadable, empty or over `limit` bytes: MopsError."""
    name = "stdin" if path == "-" and stdin is not None else path
    try:
        if path == "-" and stdin is not None:
            data = stdin.read(limit + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(limit + 1)
    except FileNotFoundError:
        raise MopsError(f"no file {path}{_meant(Path(path))}", code=BAD_INPUT) from None
    except IsADirectoryError:
        raise MopsError(f"{path} is a directory, not a file", code=BAD_INPUT) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise MopsError(f"cannot read {path}: {_reason(error)}", code=BAD_INPUT) from None
    if len(data) > limit:
        raise MopsError(f"{name} is larger than {_size(limit)}, the limit for such a file", code=BAD_INPUT)
    if not data:
        raise MopsError(f"{name} is empty", code=BAD_INPUT)
    return Source(name, data)


def _meant(path: Path) -> str:
    """The file of the same folder that was probably meant."""
    try:
        near = sorted(other.name for other in path.parent.iterdir() if other.is_file())
    except OSError:
        return ""
    guess = nearest(path.name, near, alike=0.8)
    return f"; did you mean {shown(str(path.with_name(guess)), 200)}?" if guess else ""


def decode(source: Source, *, encoding: str | None = None, cure: str = "save the file as UTF-8") -> str:
    """The text: UTF-8, UTF-16 with a byte order mark, or the encoding named. Never a guess.

    `cure` is said where the bytes are not UTF-8.
    """
    _refuse_binary(source)
    text = _decode(source, encoding, cure)
    at = text.find("\0")
    if at >= 0:
        raise MopsError(
            f"{place(source.name, *position(text, at))}: a NUL byte; this is not a text file", code=BAD_INPUT
        )
    return text


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def write_whole(path: str | Path, data: bytes, mode: int = 0o600) -> None:
    """Replace the file at `path` by `data`, all or nothing. A link keeps pointing; a device is written to."""
    target = Path(path)
    try:
        # Renaming over /dev/null or a pipe would replace it by a file.
        if target.exists() and not stat.S_ISREG(target.stat().st_mode):
            target.write_bytes(data)
        else:
            _replace(Path(os.path.realpath(target)), data, mode)
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise MopsError(f"cannot write {target}: {_reason(error)}", code=BAD_INPUT) from None


def _replace(target: Path, data: bytes, mode: int) -> None:
    temporary = target.with_name(f".mopsctl.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:  # an interrupt must not leave it behind either
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    if hasattr(os, "O_DIRECTORY"):  # the rename itself is durable only once its folder is
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _refuse_binary(source: Source) -> None:
    for magic, what in _MAGIC:
        if source.data.startswith(magic):
            raise MopsError(f"{source.name} is {what}, not text", code=BAD_INPUT)


def _decode(source: Source, encoding: str | None, cure: str) -> str:
    data = source.data
    if encoding is not None:
        return _decode_as(source, encoding)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            message = f"{source.name}: broken UTF-16 at byte {error.start}: {error.reason}"
            raise MopsError(message, code=BAD_INPUT) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _undecodable(source, error, cure) from None


def _decode_as(source: Source, encoding: str) -> str:
    try:
        codec = codecs.lookup(encoding).name
        return source.data.decode("utf-8-sig" if codec == "utf-8" else codec)
    except LookupError:
        raise MopsError(f'no text encoding "{encoding}"; try cp1252, cp1254 or utf-16', code=USAGE) from None
    except UnicodeError as error:
        raise MopsError(f"{source.name} is not {encoding}: {error}", code=BAD_INPUT) from None


def _undecodable(source: Source, error: UnicodeDecodeError, cure: str) -> MopsError:
    # `utf-8-sig` counts from after the byte order mark.
    offset = error.start + (len(codecs.BOM_UTF8) if source.data.startswith(codecs.BOM_UTF8) else 0)
    line = source.data.count(b"\n", 0, offset) + 1
    column = offset - source.data.rfind(b"\n", 0, offset)
    byte = source.data[offset]
    message = f"{place(source.name, line, column)}: byte 0x{byte:02x} (offset {offset}) is not UTF-8; {cure}"
    return MopsError(message, code=BAD_INPUT)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error)


def _size(count: int) -> str:
    return f"{count // MEGABYTE} MB" if count >= MEGABYTE else f"{count} bytes"
