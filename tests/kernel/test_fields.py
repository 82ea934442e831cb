"""Text that lies encrypted, under keys that can be changed."""

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from wellbeing_portal.kernel.fields import EncryptedTextField, InvalidToken, decrypt, encrypt

FIELD = EncryptedTextField()


def test_what_is_stored_cannot_be_read_and_comes_back_whole():
    stored = FIELD.get_prep_value("Olen väsynyt.")
    assert "väsynyt" not in stored
    assert FIELD.from_db_value(stored, None, None) == "Olen väsynyt."


@pytest.mark.parametrize("empty", [None, ""])
def test_nothing_stays_nothing(empty):
    assert FIELD.get_prep_value(empty) == empty
    assert FIELD.from_db_value(empty, None, None) == empty


def test_an_old_key_still_reads_after_a_new_one_is_put_first(settings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.FIELD_KEYS = [old]
    stored = encrypt("Olen väsynyt.")
    settings.FIELD_KEYS = [new, old]
    assert decrypt(stored) == "Olen väsynyt."
    settings.FIELD_KEYS = [new]
    with pytest.raises(InvalidToken):
        decrypt(stored)


def test_a_key_of_the_wrong_shape_stops_with_a_clear_line(settings):
    settings.FIELD_KEYS = ["not a key"]
    with pytest.raises(ImproperlyConfigured, match="FIELD_KEYS must be url-safe base64 keys"):
        encrypt("x")
