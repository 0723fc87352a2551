import mailbox
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.model import Article
from kg.read import Options, read

FIRST = "The council of Springfield voted late on Tuesday to close the old bridge to lorries until the spring and the governor said"
SECOND = "that the money for the repairs is there."
LAST = "Council member Ann Lee called the vote “overdue”."
BODY = f"View this email in your browser\n\n{FIRST}\n{SECOND}\n\n{LAST}\n\nUnsubscribe | You are receiving this because you asked for it.\n"
TEXT = f"{FIRST} {SECOND}\n\n{LAST}"


def mail(number: int = 1, markup: bool = False, **headers: str) -> EmailMessage:
    message = EmailMessage()
    told = {
        "From": "The Harbour Letter <letter@harbour.example>",
        "Subject": f"Bridge closes, “{number}”",
        "Date": "Wed, 04 Jun 2025 23:30:00 -0500",
        "Message-ID": f"<{number}@harbour.example>",
        **headers,
    }
    for name, value in told.items():
        message[name] = value
    if markup:
        paragraphs = "".join(f"<tr><td><p>{part}</p></td></tr>" for part in BODY.replace(f"{FIRST}\n", f"{FIRST} ").split("\n\n"))
        message.set_content("Open the mail in a browser.")
        message.add_alternative(f"<html><head><style>p {{}}</style></head><body><table>{paragraphs}</table></body></html>", subtype="html")
    else:
        message.set_content(BODY, cte="quoted-printable")
    return message


def found(data: bytes, name: str, folder: Path, options: Options | None = None) -> list[Article | SourceError]:
    (folder / name).write_bytes(data)
    return list(read([str(folder / name)], options))


@pytest.mark.parametrize("markup", [False, True])
def test_a_newsletter_is_an_article_without_its_offers_and_terms(markup: bool, tmp_path: Path) -> None:
    (article,) = found(bytes(mail(markup=markup)), "a.eml", tmp_path)
    assert isinstance(article, Article)
    assert article.text == TEXT
    assert (article.title, article.published) == ("Bridge closes, “1”", date(2025, 6, 4))
    assert (article.publisher, article.doc) == ("The Harbour Letter", "<1@harbour.example>")


def test_files_that_hang_on_a_mail_are_read_and_pictures_are_not(tmp_path: Path) -> None:
    message = mail()
    message.add_attachment(f"date 2025-06-01\n\n{LAST}".encode(), maintype="text", subtype="plain", filename="older.txt")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="bridge.png")
    first, second = found(bytes(message), "a.eml", tmp_path)
    assert getattr(first, "text", None) == TEXT
    assert (getattr(second, "published", None), getattr(second, "title", None)) == (date(2025, 6, 1), "Bridge closes, “1”")


def test_a_box_gives_every_mail_in_its_order(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "box.mbox")
    for number in (1, 2, 3):
        box.add(mail(number))
    box.close()
    articles = list(read([str(tmp_path / "box.mbox")]))
    assert [getattr(one, "doc", one) for one in articles] == ["<1@harbour.example>", "<2@harbour.example>", "<3@harbour.example>"]
    assert {getattr(one, "text", None) for one in articles} == {TEXT}


def test_a_mail_of_a_box_that_is_too_long_is_refused_alone(tmp_path: Path) -> None:
    long = mail(2)
    long.set_content(BODY * 50)
    data = b"".join(b"From a@b Wed Jun  4 10:00:00 2025\n" + bytes(one) + b"\n\n" for one in (mail(1), long, mail(3)))
    first, refused, last = found(data, "box.mbox", tmp_path, Options(max_bytes=5_000))
    assert (getattr(first, "doc", None), getattr(last, "doc", None)) == ("<1@harbour.example>", "<3@harbour.example>")
    assert "box.mbox#2: larger than the limit" in str(refused)


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        pytest.param(b"The council met.", "a.eml", "no mail: no sender, subject or date", id="no mail"),
        pytest.param(b"The council met.", "a.mbox", "no box of mails", id="no box"),
        pytest.param(b"", "a.mbox", "the file is empty", id="an empty box"),
        pytest.param(b"Subject: x\nDate: Wed, 04 Jun 2025 10:00:00 GMT\n\n", "a.eml", "no text in it", id="no text"),
        pytest.param(
            b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 5_000,
            "a.eml",
            "more parts than any",
            id="depth",
        ),
    ],
)
def test_what_is_no_mail_says_so(data: bytes, name: str, says: str, tmp_path: Path) -> None:
    (refused,) = found(data, name, tmp_path)
    assert isinstance(refused, SourceError)
    assert says in str(refused)


WHOLE = bytes(mail(markup=True))


@settings(deadline=None, max_examples=100)
@given(st.integers(0, len(WHOLE) - 1), st.binary(max_size=12), st.integers(0, 60))
def test_a_changed_mail_never_breaks_the_reading(tmp_path_factory: pytest.TempPathFactory, at: int, data: bytes, cut: int) -> None:
    results = found(WHOLE[:at] + data + WHOLE[at + cut :], "a.eml", tmp_path_factory.mktemp("changed"), Options(any_language=True))
    assert results
    assert all(isinstance(result, Article | SourceError) for result in results)
