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


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE staff (fam varchar(40), im varchar(40));\n"
        "INSERT INTO staff VALUES (1,'Асанов','Бакыт','г. Бишкек, ул. Ахунбаева, д. 12, кв. 4');\n"
        "INSERT INTO staff VALUES (2,'Асанова','Айгүл','г. Ош, ул. Ленина, д. 2');\n"
        "INSERT INTO staff VALUES (3,'Бакытов','Асан','г. Ош, ул. Ленина, д. 3');",
        "На улице разбит асфальт, нет тротуаров и бордюров, на остановке негде стоять, пешеходный переход не освещён,\n"
        "объезд перекрыт. Живу по адресу г. Бишкек, ул. Ахунбаева, д. 12, кв. 4. Прошу принять меры.\nАсанов Бакыт",
        "Живёт Асанов Бакыт в Канте, улица Ленина, 5. Растит рассаду и саженцы, сорта семян берёт у соседей, "
        "многолетние клумбы, луковицы тюльпанов.",
    ],
    ids=["dump", "appeal", "gardener"],
)
def test_words_of_things_silence_nobodys_address(detector, text):
    assert "address" in categories(detector, text)


@pytest.mark.parametrize(
    "text",
    [
        "Кладовщики склада мебели, ответственные за упаковку: Асанов Бакыт (диваны, кресла), Асанова Айгүл (стулья, "
        "комоды, тумбы). Артикулы и сорта проверяют сами, скидки согласует Бакытов Асан.",
        "Guests of 12 May: John Smith, suite 4 (two beds, extra towels, laundry); Aibek Asanov, room 7, breakfast in "
        "the lounge; no smokers, linen changed. Reception.",
        "Меню на обед: Асанов Бакыт — супы, салаты; Асанова Айгүл — десерты, напитки; гарниры и завтраки без соли.",
    ],
    ids=["storekeepers", "guests", "diners"],
)
def test_words_of_things_silence_no_names(detector, text):
    assert {"surname", "given_name"} <= categories(detector, text)


def test_an_illness_told_beside_a_name_stays_among_things(detector):
    text = "Семена и рассада, саженцы, луковицы, клумбы, многолетние сорта.\nАсанов Бакыт болен диабетом.\n" + GOODS
    assert "health" in categories(detector, text)


def test_a_record_with_a_birth_is_somebodys_whatever_it_speaks_of(detector):
    record = (
        "Пациент К., 12.03.1985 г.р. Показатели крови, коэффициент и удельный вес средние. Диагноз: сахарный диабет "
        "2 типа, E11.9, инвалид II группы, наблюдается у эндокринолога, принимает инсулин, состоит на учёте."
    )
    assert {"birth_date", "health", "disease_code"} <= categories(detector, record)


def test_an_account_behind_an_organisations_number_is_the_organisations(detector):
    assert categories(detector, f"ИНН 00806199510027, счёт {ACCOUNT}") == set()
    assert "current_account" in categories(detector, f"Асанов Бакыт, счёт {ACCOUNT}")


def test_so_many_years_asked_of_whoever_comes_are_nobodys(detector):
    asked = "Требования: стаж не менее 5 лет по специальности.\nАсанов Бакыт Кубанычович, председатель"
    assert "years_worked" not in categories(detector, asked)
    assert "years_worked" in categories(detector, "Асанов Бакыт Кубанычович, стаж 5 лет")


def test_a_number_of_noughts_is_an_example(detector):
    assert "passport" not in categories(detector, "Мисалы: паспорт ID0000000")
