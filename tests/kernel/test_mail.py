"""What is certain about a letter, whatever the mail server says and wherever the line breaks."""

import datetime
import ipaddress
import socket
from email import message_from_bytes

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives

from tests.support.mail_server import DROP
from wellbeing_portal.kernel.mail import Post, Result


def letter(to="somebody@elsewhere.example", text="Hei\n.piste\nmoi"):
    return EmailMessage("Aihe", text, "portal@localhost", [to])


@pytest.mark.parametrize("subject", ["Uutta", "Nytt för dig", "ä" * 90, "word " * 30, "x" * 90])
def test_a_letter_is_written_as_the_library_would(server, subject):
    sent = EmailMultiAlternatives(subject, "Hei\nÄäni\n", "Portaali <portal@localhost>", ["a@elsewhere.example"])
    sent.extra_headers = {"Message-ID": "<1@localhost>", "Date": "Wed, 25 Nov 2026 03:00:00 +0200", "X-Long": "y " * 60}
    sent.attach_alternative("<p>Hei</p>" * 200, "text/html")
    with Post() as post:
        post.hand_over(sent)
    [taken] = server.taken
    expected = sent.message()
    expected.set_boundary(message_from_bytes(taken).get_boundary())
    assert taken == expected.as_bytes(linesep="\r\n")


def test_a_letter_is_taken_with_its_dots_and_the_line_stays_open(server):
    with Post() as post:
        answers = [post.hand_over(letter()), post.hand_over(letter(text="Ääkkösiä\n"))]
    assert answers == [(Result.ACCEPTED, 250, "")] * 2
    assert server.lines == 1
    assert server.taken[0].endswith(b"\r\n\r\nHei\r\n.piste\r\nmoi\r\n")


@pytest.mark.parametrize(
    ("step", "said", "result"),
    [
        ("MAIL", "550 not you", Result.LATER),
        ("MAIL", "421 closing", Result.LATER),
        ("RCPT", "450 greylisted", Result.LATER),
        ("RCPT", "452 full", Result.LATER),
        ("RCPT", "421 closing", Result.LATER),
        ("RCPT", "550 nobody", Result.NO_SUCH_ADDRESS),
        ("RCPT", "553 nobody", Result.NO_SUCH_ADDRESS),
        ("RCPT", "554 nobody", Result.NO_SUCH_ADDRESS),
        ("DATA", "451 not now", Result.LATER),
        ("DATA", "554 never", Result.REFUSED),
        ("DOT", "451 not now", Result.LATER),
        ("DOT", "454 not now", Result.LATER),
        ("DOT", "550 nobody", Result.NO_SUCH_ADDRESS),
        ("DOT", "554 looks like junk", Result.REFUSED),
    ],
)
def test_an_answer_says_whether_to_try_again_and_who_is_meant(server, step, said, result):
    server.script[step] = [said]
    with Post() as post:
        answer = post.hand_over(letter())
        after = post.hand_over(letter())
    assert (answer.result, answer.code) == (result, int(said[:3]))
    assert after.result is Result.ACCEPTED
    assert len(server.taken) == 1


@pytest.mark.parametrize(
    ("step", "result"),
    [
        ("EHLO", Result.LATER),
        ("MAIL", Result.LATER),
        ("RCPT", Result.LATER),
        ("DATA", Result.LATER),
        ("DOT", Result.UNKNOWN),
    ],
)
def test_a_line_that_breaks_leaves_a_doubt_only_after_the_last_dot(server, step, result):
    server.script[step] = [DROP]
    if step == "EHLO":
        server.script["HELO"] = [DROP]
    with Post() as post:
        answer = post.hand_over(letter())
        after = post.hand_over(letter())
    assert (answer.result, answer.code) == (result, 0)
    assert after.result is Result.ACCEPTED


def test_a_line_that_breaks_after_a_refusal_is_opened_anew(server):
    server.script.update({"RCPT": ["550 nobody"], "RSET": [DROP]})
    with Post() as post:
        assert post.hand_over(letter()).result is Result.NO_SUCH_ADDRESS
        assert post.hand_over(letter()).result is Result.ACCEPTED
    assert server.lines == 2


def test_a_server_that_is_not_there_or_refuses_our_sign_in_blames_no_address(server, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "portal", "wrong"
    with Post() as post:
        assert post.hand_over(letter()).result is Result.LATER
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = free.getsockname()[1]
        with Post() as post:
            assert post.hand_over(letter()).result is Result.LATER


def test_other_backends_take_letters_as_they_do(settings, tmp_path):
    with Post() as post:
        assert post.hand_over(letter()).result is Result.ACCEPTED
    assert len(mail.outbox) == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    with Post() as post:
        tmp_path.chmod(0o755)
        assert post.hand_over(letter()).result is Result.ACCEPTED


# --- a line that cannot be made safe carries nothing


def test_a_server_without_tls_gets_nothing_where_tls_is_asked_for(server, settings):
    settings.EMAIL_USE_TLS = True
    with Post() as post:
        assert post.hand_over(letter()).result is Result.LATER
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = False, True
    with Post() as post:
        assert post.hand_over(letter()) == (Result.LATER, 0, "SSLError")
    assert server.taken == []


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(server, settings, tmp_path):
    settings.EMAIL_USE_SSL = True
    server.certificate = self_signed(tmp_path)
    with Post() as post:
        assert post.hand_over(letter()) == (Result.LATER, 0, "SSLCertVerificationError")
    assert server.taken == []


def self_signed(folder):
    """A certificate for 127.0.0.1 that only vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + datetime.timedelta(days=1))
    host = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    signed = made.add_extension(host, critical=False).sign(key, hashes.SHA256())
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    place = folder / "mail.pem"
    place.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
    return place
