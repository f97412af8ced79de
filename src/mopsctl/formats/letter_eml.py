"""A letter as a mail that a mail program opens for sending (RFC 5322); the same letter gives the same bytes."""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

# Plain ASCII addresses only: whatever else stands in a field may not be one, and then the sender chooses.
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def eml(to: str, address: str, subject: str, body: str) -> str:
    """The mail: `to` is a name, `address` where it goes (left out where it is none), `body` plain text.

    Without date and message id, which a mail program adds; `X-Unsent` makes it open the mail as a draft.
    """
    message = EmailMessage(policy=SMTP)
    if found := recipient(on_one_line(to), address.strip()):
        message["To"] = found
    message["Subject"] = on_one_line(subject)
    message["X-Unsent"] = "1"
    message.set_content(body, charset="utf-8", cte="quoted-printable")
    return message.as_string()


def recipient(name: str, address: str) -> Address | None:
    """The address with its name; None where it is none."""
    if not _ADDRESS.fullmatch(address):
        return None
    try:
        return Address(name, addr_spec=address)
    except ValueError:  # two dots in a row and the like
        return None


def on_one_line(text: str) -> str:
    """A header cannot be ended from inside."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
