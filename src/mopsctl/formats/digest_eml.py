"""A digest as a mail (RFC 5322) that a mail program opens for sending: plain text, with the page as its alternative.

The same digest gives the same bytes: the parts are parted by a word that quoted-printable text cannot hold.
"""

from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP

from .letter_eml import on_one_line, recipient

_BETWEEN = "=-mopsctl-digest-="


def write(to: Sequence[tuple[str, str]], subject: str, text: str, page: str) -> str:
    """The mail to some (name, address), as a draft without date and message id; what is no address is left out."""
    message = EmailMessage(policy=SMTP)
    if known := [found for name, address in to if (found := recipient(on_one_line(name), address.strip()))]:
        message["To"] = known
    message["Subject"] = on_one_line(subject)
    message["X-Unsent"] = "1"
    message.set_content(text, charset="utf-8", cte="quoted-printable")
    message.add_alternative(page, subtype="html", charset="utf-8", cte="quoted-printable")
    message.set_boundary(_BETWEEN)
    return message.as_string()
