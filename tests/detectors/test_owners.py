"""Whose a text's values are: accounts, pay and posts count where somebody is named."""

import pytest

from scanner import app

ACCOUNT = "1240100000012301"
GOODS = "\n".join(f"{number}. Кагаз А4, таңгак — {number * 3} даана, {number * 1050} сом" for number in range(1, 14))


@pytest.fixture(scope="module")
def detector():
    return app.text_detector(0.5)


def categories(detector, text):
    return {match.category for match in detector.find(text)}


def test_in_a_text_that_names_nobody_an_account_beside_requisites_is_a_firms(detector):
    invoice = f"Төлөм тапшырмасы № 12\nЭсеби: {ACCOUNT}, БИК 124001\n{GOODS}"
    assert len(invoice) > 400
    assert categories(detector, invoice) == set()
    assert "current_account" in categories(detector, f"Асанов Бакыт Кубанычович\n{invoice}")


def test_without_a_word_of_a_firm_an_account_is_somebodys(detector):
    assert "current_account" in categories(detector, f"Эсеби: {ACCOUNT}\n{GOODS}")


def test_a_post_and_pay_of_nobody_are_nothing(detector):
    vacancy = f"Башкы адис, айлык акысы 24 000 сом\n{GOODS}"
    assert categories(detector, vacancy) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"ЗАКАЗЧИК:\nОсОО «Мисал», ИНН 00806199510027\nг. Бишкек\nр/с {ACCOUNT}\nДиректор Асанов А.", False),
        (f"Beneficiary: Misal Trade LLC\nAccount No: {ACCOUNT}", False),
        (f"Алуучу: «Мисал» ишканасы, э/э {ACCOUNT}; директору Асанова А.", False),
        (f"Школа № 12, учитель Асанова Айнура: счёт {ACCOUNT}", True),
        (f"ЗАКАЗЧИК:\nОсОО «Мисал»\n\nИСПОЛНИТЕЛЬ:\nАсанов Бакыт Кубанычович\nл/с {ACCOUNT}", True),
        (f"Окуган жери: мамлекеттик университети\nЭсеби: {ACCOUNT}", True),
    ],
)
def test_an_account_is_an_organisations_where_no_person_stands_between(detector, text, found):
    assert ("current_account" in categories(detector, text)) is found


def test_a_record_written_as_settings_is_somebodys(detector):
    record = (
        "user.birth_date = 12.03.1985\nuser.diagnosis = диабет 2 типа, состоит на учёте, инвалид II группы\n"
        "user.income = 25 000 сом в месяц, пенсия 7 400 сом\nuser.phone = 0555 12 34 56\n"
    )
    assert {"phone", "birth_date", "health", "income"} <= categories(detector, record)


def test_an_apps_strings_are_nobodys(detector):
    strings = "\n".join(
        f"lbl_status{at};{word};жардам тексти" for at, word in enumerate(["Холост", "Вдова", "Женат"] * 3)
    )
    assert categories(detector, strings) == set()
