"""Addresses: one phrase each, a person's, down to the house or under a label. All are made up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.detectors.addresses import AddressDetector

DETECTOR = AddressDetector()


def found(text: str) -> list[str]:
    return [match.value for match in DETECTOR.find(text)]


@pytest.mark.parametrize(
    "address",
    [
        "Бишкек ш., Чүй пр., 12-үй, 5-бат.",
        "Бишкек шаары, Токтогул көчөсү, 12-үй, 5-батир",
        "Ысык-Көл облусу, Каракол шаары, Абдрахманов көчөсү 45",
        "Чүй облусу, Аламүдүн району, Лебединовка айылы, Победа көч. 267",
        "Чуй облусу, Аламудун району, Победа коч. 267",
        "Бишкек шаары, 6-кичи район, 12-үй, 34-батир",
        "Аксы р., Сыны а., Р. Момунов к., 1",
        "Бишкек ш. Жибек Жолу пр. 555",
        "г. Бишкек, ул. Токтогула, д. 12, кв. 5",
        "г.Бишкек,ул.Токтогула,д.12,кв.5",
        "720001, г. Бишкек, ул. К. Датка, 15",
        "г. Ош, с. Татар, ул. Школьная 1",
        "г. Ош, ул. Нурматова, 1/2",
        "10 мкр, дом 1, кв №2",
        "г. Бишкек, мкр. Восток-5, дом 12, кв. 44",
        "ул Ахунбаева 123 кв 4",
        "проспект Чуй дом 5",
        "Массив Калинина 1/2",
        "БИШКЕК ШААРЫ, ЧҮЙ ПР., 12",
        "Bishkek, Chui Ave 12, apt. 5",
        "45 Toktogul Street, Bishkek",
        "Bishkek sh., Toktogul koch., 12-uy",
        "g. Bishkek, ul. Toktogula, d. 12, kv. 5",
        "Нарын ш., Сагынбай Асан уулу көчөсү, 36, 11-батир",
        "Ак-Жар айылы, Жайыл баатыр көчөсү, 14-үй",
        "Жалал-Абад обл., Сузак р., Барпы а.ө., Көгарт айылы, А.Масалиев көчөсү, н/ж",
        "ЧУЙ ОБЛУСУ, АЛАМУДУН Р., КОК-ЖАР А., МАДАНИЯТ К. 40",
        'Баткен ш., Раззаков көчөсү, 14 "А"',
        "Талас ш., Айтматов көчөсү, 61-3",
        "Кара-Суйский р-н, с. Отуз-Адыр, ул. Дружбы народов 44",
        "Bishkek, Alamedin-1 m-d, 24-36",
        "Bishkek, 12 mkr, bld. 40, apt. 7",
        "Osh city, Navoi lane 9",
    ],
)
def test_an_address_down_to_the_house_is_one_phrase(address: str) -> None:
    assert found(f"Асанов Бакыт, {address}; паспорт") == [address]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Дареги: Ош обл., Кара-Суу р., Толойкон а.", "Ош обл., Кара-Суу р., Толойкон а."),
        ("жашаган жери: Нарын облусу, Ат-Башы району", "Нарын облусу, Ат-Башы району"),
        ("прописан: Чуйская область, с. Беловодское", "Чуйская область, с. Беловодское"),
        ("проживает по адресу: с. Кызыл-Суу", "с. Кызыл-Суу"),
        ("Home address: Osh city, Kara-Suu", "Osh city, Kara-Suu"),
        ("Талас облусу, Манас районунда турат", "Талас облусу, Манас районунда"),
        (
            "I live in Osh oblast, Kara-Kulja rayon, Oy-Tal village, b/n",
            "Osh oblast, Kara-Kulja rayon, Oy-Tal village, b/n",
        ),
        ("lives: Alamudun rayon, Lebedinovka, Naberezhnaya 17", "Alamudun rayon, Lebedinovka, Naberezhnaya 17"),
        ("живу: Ошская обл., Араванский р-он, с. Тепе-Коргон", "Ошская обл., Араванский р-он, с. Тепе-Коргон"),
    ],
)
def test_under_a_label_a_place_is_an_address(text: str, address: str) -> None:
    assert found(text) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "Бишкек шаары",
        "Ош облусу, Кара-Суу району",
        "Юридический адрес: г. Бишкек, ул. Киевская, 96",
        "Юридикалык дареги: Бишкек ш., Киев көч., 96",
        "ОсОО «Тоо», г. Бишкек, ул. Киевская, 96",
        "Мектеп: Ош ш., Ленин көчөсү, 5",
        "Токтогул көчөсүнөн Манас көчөсүнө чейин",
        "Токтогул көчөсүндө 12 үй курулду",
        "по улице Ленина 5 марта прошёл парад",
        "51 Franklin Street, Fifth Floor, Boston, MA 02110-1301",
        "10 Downing St., London",
        "E-mail address: nobody",
        "Адрес музея: г. Токмок, ул. Ленина, 361",
        "The notice hangs at Naryn, Lenin street 88, second floor.",
        "кв. 5",
        "дом 12",
        "2 кв. 2019-ж., 5 к., 3 р., 12 а.",
        "",
    ],
)
def test_what_is_no_address_of_a_person_is_not_found(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("родилась в селе Кок-Жар Ноокатского района Ошской области", "селе Кок-Жар Ноокатского района Ошской области"),
        ("Родом из села Шарк Карасуйского района.", "села Шарк Карасуйского района"),
        ("ур. г. Кара-Суу Ошской области", "г. Кара-Суу Ошской области"),
        (
            "место рождения: г. Кара-Балта Калининского района Киргизской ССР, ПИН",
            "г. Кара-Балта Калининского района Киргизской ССР",
        ),
        ("Ош облусунун Алай районундагы Гүлчө айылында туулган", "Ош облусунун Алай районундагы Гүлчө айылында"),
        (
            "Нарын облусунун Ат-Башы районуна караштуу Ак-Жар айылында туулуп",
            "Нарын облусунун Ат-Башы районуна караштуу Ак-Жар айылында",
        ),
        ("Туулган: 17.12.1986, Баткен обл., Лейлек р., Катраң а.", "Баткен обл., Лейлек р., Катраң а."),
        ("Место рождения\n1987, 3-июнь; Ош облусу, Кара-Кулжа району", "Ош облусу, Кара-Кулжа району"),
        ("ТУУЛГАН ЖЕРИ:__с.Кызыл-Суу Джети-Огузского р-на__", "с.Кызыл-Суу Джети-Огузского р-на"),
        ("born 29.09.1992, Kyzyl-Adyr village of Kara-Buura district,", "Kyzyl-Adyr village of Kara-Buura district"),
        ("born on 04.04.1989 in the city of Osh,", "the city of Osh"),
        ("data rozhd 21.01.1986, Naryn obl, Jumgal r-n, s. Chaek", "Naryn obl, Jumgal r-n, s. Chaek"),
    ],
)
def test_beside_a_word_for_birth_a_row_of_places_is_a_place_of_birth(text: str, place: str) -> None:
    assert [(match.category, match.value) for match in DETECTOR.find(text)] == [("birth_place", place)]


def test_where_somebody_lives_is_no_place_of_birth() -> None:
    text = "1949 year of birth, live in Osh oblast, Kara-Kulja rayon"
    assert [match.category for match in DETECTOR.find(text)] == ["address"]


def test_a_person_living_at_a_school_has_an_address() -> None:
    assert found("мектептин үйүндө турат: Ош ш., Ленин көчөсү, 5") == ["Ош ш., Ленин көчөсү, 5"]


def test_addresses_on_lines_of_their_own_are_apart() -> None:
    lines = ["г. Ош, ул. Нурматова, 1", "г. Ош, ул. Масалиева, 2"]
    assert found("\n".join(lines)) == lines


def test_an_address_may_go_over_a_line_end() -> None:
    assert found("г. Бишкек,\nул. Токтогула, д. 12") == ["г. Бишкек,\nул. Токтогула, д. 12"]


def test_label_flat_and_town_raise_the_confidence() -> None:
    texts = ["ул. Токтогула, 12", "г. Ош, ул. Токтогула, 12", "прописка: г. Ош, ул. Токтогула, 12, кв. 5"]
    sure = [DETECTOR.find(text)[0].confidence for text in texts]
    assert sure == sorted(set(sure))
    assert sure[0] >= 0.5


def test_the_canonical_form_minds_no_punctuation_and_no_kyrgyz_letters() -> None:
    spellings = ["Чүй пр., 12-үй, 5-бат.", "Чуй пр. 12-уй 5-бат."]
    assert len({DETECTOR.find(text)[0].canonical for text in spellings}) == 1


PIECES = "г. Бишкек ул. Токтогула д. 12 , кв. 5 көчөсү үй - мкр \n \u00ad Дареги:"
MIXTURES = st.lists(st.one_of(st.sampled_from(PIECES.split(" ")), st.text(max_size=3))).map(" ".join)


@settings(deadline=None)
@given(st.one_of(st.text(), MIXTURES))
def test_any_text_gives_sound_offsets(text: str) -> None:
    end = 0
    for match in DETECTOR.find(text):
        assert end <= match.start < match.end <= len(text)
        assert match.value == text[match.start : match.end]
        assert match.canonical
        assert 0.5 <= match.confidence < 1
        end = match.end


@pytest.mark.parametrize(
    "text", ["ул. " * 8_000, "кв 1 кв 2 ул. " * 2_000, "А" * 20_000 + " ул. ", "1" * 20_000 + " ул."]
)
def test_a_hostile_text_does_not_stall(text: str) -> None:
    """Each takes a small part of a second; a quadratic scan takes minutes."""
    DETECTOR.find(text)
