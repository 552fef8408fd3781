"""The document's own date: what heads or signs it, and the dates that never do."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.detectors.document_date import document_date

DAY = dt.date(2019, 3, 5)
BODY = "\nТекст документа о порядке работы отдела.\n" * 60


@pytest.mark.parametrize(
    "head",
    [
        "05.03.2019 № 12-Б",
        "№ 12-Б 05.03.2019-ж.",
        "БУЙРУК\n2019-жылдын 5-марты № 7",
        "Бишкек ш. 2019-ж. 5-март",
        "Бишкек шаары                2019-жылдын 5-марты",
        "5-март, 2019-жыл\nБишкек шаары",
        "ПРИКАЗ\n№ 12 от 5 марта 2019 г.\nг. Бишкек",
        "Приказ № 12 от 05.03.2019",
        "г. Бишкек         «05» марта 2019 года\nДОГОВОР № 5",
        "исх. № 01-5/123 от 05.03.2019",
        "March 5, 2019\nDear colleague",
        "5 March 2019",
        "Дата: 05.03.2019",
        "Датасы: 05.03.2019",
        "Date: 2019-03-05",
    ],
)
def test_the_date_that_heads_a_document_is_its_own(head: str) -> None:
    assert document_date(head + BODY) == DAY


@pytest.mark.parametrize(
    "foot",
    [
        "Директор ________ Асанов Б. К.\n«5» марта 2019 г.",
        "Колу ______ 05.03.2019",
        "5-март 2019-ж.",
        "Подпись: ____ 05.03.2019",
    ],
)
def test_where_the_head_has_none_the_date_of_the_signature_counts(foot: str) -> None:
    assert document_date(BODY + "\n" + foot) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Туулган күнү: 05.03.1995",
        "Туулган күнү\n05.03.1995",
        "Дата рождения: 05.03.1995",
        "Паспорт AN1234567, выдан 05.03.2015",
        "Берилген күнү: 05.03.2015",
        "Кыргыз Республикасынын 2008-жылдын 14-апрелиндеги № 58 Мыйзамы",
        "Закон Кыргызской Республики от 14 апреля 2008 года № 58",
        "Постановление от 5 марта 2019 г. № 12",
        "Срок: до 05.03.2019",
        "Действителен до 05.03.2019",
        "Мөөнөтү: 05.03.2019",
        "Асанов Бакыт 05.03.1999\nОсмонова Айгүл 06.07.1998",
        "Мы встретились 05.03.2019 и говорили о работе.",
        "05.03.2019\n06.03.2019",
        "31.02.2019 № 5",
        "Дата: 05.03.1919",
        "Дата: 05.03.2999",
        "1.2.3.2019 № 5",
    ],
)
def test_rather_none_than_a_wrong_date(text: str) -> None:
    assert document_date(text) is None


def test_a_date_in_the_middle_is_not_looked_at() -> None:
    assert document_date(BODY + "\nДата: 05.03.2019\n" + BODY) is None


def test_a_number_beside_it_outranks_a_bare_date() -> None:
    assert document_date("01.02.2018\n05.03.2019 № 12") == DAY


@settings(deadline=None)
@given(st.one_of(st.text(), st.text(alphabet="0123456789.-/ №жгмарт\n", max_size=200)))
def test_any_text_gives_a_day_of_the_past_or_none(text: str) -> None:
    day = document_date(text)
    assert day is None or dt.date(1990, 1, 1) <= day <= dt.date.today()
