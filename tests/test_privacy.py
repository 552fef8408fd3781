"""What leaves a worker: masks that cannot be undone, fingerprints that need the key, secrets that stay dots."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.privacy import Secret, fingerprint, mask


@pytest.mark.parametrize(
    ("category", "value", "masked"),
    [
        ("pin", "21203199801234", "2••••••••••234"),
        ("pin", "2 12031998 01234", "2 •••••••• ••234"),
        ("passport", "ID1234567", "ID•••••67"),
        ("phone", "+996 555 12-34-56", "+••• ••• ••-••-56"),
        ("phone", "12", "••"),
        ("email", "a.asanov@gov.kg", "•.a•••••@g••.k•"),
        ("birth_date", "12.03.1998", "••.••.••••"),
        ("surname", "Асанов", "А•••••"),
        ("given_name", "Б.", "•."),
        ("address", "Бишкек ш., Чүй 12", "Б••••• •., Ч•• ••"),
        ("current_account", "1234567890123456", "123•••••••••••56"),
    ],
)
def test_a_mask_shows_the_form_and_hides_the_value(category, value, masked):
    assert mask(category, value) == masked


@given(st.sampled_from(["pin", "passport", "phone", "email", "surname", "address", "birth_date"]), st.text(max_size=40))
@settings(deadline=None)
def test_a_mask_never_shows_a_word_or_number_whole(category, value):
    masked = mask(category, value)
    assert len(masked) == len(value)
    for word in value.replace("@", " ").replace(".", " ").split():
        if len(word) > 5 and word.isalnum():
            assert word not in masked


def test_a_fingerprint_depends_on_key_kind_and_value():
    prints = {
        fingerprint(key, kind, value)
        for key in (b"a" * 32, b"b" * 32)
        for kind in ("pin", "phone")
        for value in ("1", "2")
    }
    assert len(prints) == 8
    assert fingerprint(b"a" * 32, "pin", "1") == fingerprint(b"a" * 32, "pin", "1")


def test_a_secret_is_dots_wherever_it_is_shown():
    secret = Secret("s3cret")
    assert "s3cret" not in f"{secret} {secret!r} {[secret]} %s" % secret
    assert secret.value == "s3cret"
