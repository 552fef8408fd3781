"""The type of a document: titles, body cues, subject groups; rather none than a wrong one."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.detectors.document_type import GroupName, TypeName, document_type
from scanner.folding import loose

TYPES = {
    "Омбудсменге\nАРЫЗ\nУрматтуу мырза! Маселеге чара көрүүңүздү суранам.": "appeal",
    "Мэру города\nЗАЯВЛЕНИЕ\nПрошу принять меры по ремонту крыши.": "appeal",
    "ЖАЛОБА\nПрошу разобраться с бездействием управления.": "appeal",
    "ПРИКАЗ № 12-к\nПРИКАЗЫВАЮ:\n1. Уволить по собственному желанию.\nОснование: заявление.": "order",
    "Б У Й Р У К  № 7\n1. Башкы адис кызматтан бошотулсун.\nНегиз: арыз.": "order",
    "ORDER No 5\nI hereby order to appoint the chief specialist.": "order",
    "ЖЕКЕ КАРТОЧКА (Т-2 формасы)\n1. Фамилиясы\n2. Туулган жери\n3. Улуту\n4. Билими": "personal_card",
    "ЛИЧНАЯ КАРТОЧКА РАБОТНИКА\nМесто рождения\nНациональность\nСостояние в браке": "personal_card",
    "ДОГОВОР № 3\nИменуемый в дальнейшем Заказчик, с одной стороны, заключили": "contract",
    "ИЖАРА КЕЛИШИМИ\nмындан ары «Ижарачы», бир тараптан, келишимди түздүк": "contract",
    "Расчётный листок за март\nНачислено 10 000\nУдержано 2 000\nК выплате 8 000": "payroll",
    "Айлык ведомосту\nТаб. № Оклад Начислено Соц. фонд К выдаче": "payroll",
    "ЛИСТОК НЕТРУДОСПОСОБНОСТИ\nВрач\nРежим: амбулаторный\nПриступить к работе": "sick_leave",
    "ЭМГЕККЕ ЖАРАМСЫЗДЫК БАРАКЧАСЫ\nДиагнозу\nОорунун коду": "sick_leave",
    "Журнал учёта посетителей\nвремя; к кому; документ": "visitor_journal",
    "Келүүчүлөрдү каттоо журналы\nкирген убактысы; максаты": "visitor_journal",
    "ТАЛАПКЕРДИН АНКЕТАСЫ\nАчык конкурс, кадрлар резерви": "competition",
    "Протокол заседания конкурсной комиссии\nКандидаты прошли собеседование. Балл — 70.": "competition",
    "РЕЗЮМЕ\nОпыт работы\nНавыки\nЯзыки": "cv",
    "Rezyume\nOpyt raboty\nObrazovanie": "cv",
    "КЫРГЫЗ РЕСПУБЛИКАСЫ / KYRGYZ REPUBLIC\nАты / Given name\nТуулган күнү / Date of birth": "identity_document",
    "BIRTH CERTIFICATE\nPlace of birth\nCivil Registry Office": "identity_document",
}


@pytest.mark.parametrize(("text", "name"), TYPES.items())
def test_types_are_told_by_title_and_body(text: str, name: str) -> None:
    told = document_type(text)
    assert told is not None
    assert told.type == name
    assert 0.3 < told.confidence <= 1
    assert told.why


@pytest.mark.parametrize(("text", "name"), TYPES.items())
def test_dropped_letters_and_case_do_not_matter(text: str, name: str) -> None:
    told = document_type(loose(text))
    assert told is not None
    assert told.type == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "Добрый день, встречаемся завтра в шесть.",
        "Кыргызстандын географиясы: тоолор жана көлдөр",
        "Дал приказ и подписал договор, потом читал заявление.",
        "From: a@example.kg\nSubject: Re: приказ\nКоллеги, здравствуйте!",
        "ПРАЙС-ЛИСТ\nАртикул, цена, шт.",
        "АНКЕТА УЧАСТНИКА (чистый бланк)\nФамилия ____\nИмя ____",
    ],
)
def test_other_documents_have_no_type(text: str) -> None:
    assert document_type(text) is None


def test_a_title_far_below_is_only_a_mention() -> None:
    assert document_type("Слова о погоде и дорогах.\n" * 40 + "ПРИКАЗ\n") is None


def test_only_the_beginning_and_the_end_are_read() -> None:
    filler = "Слова о погоде и дорогах.\n" * 400
    body = "Заказчик, исполнитель, именуемый, с одной стороны, заключили"
    assert document_type(filler + body + filler) is None
    assert document_type(filler + body) is not None


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("ЗАЯВЛЕНИЕ\nПрошу принять меры.", "citizen_applicant"),
        ("ДОГОВОР\nЗаказчик и Исполнитель заключили", "contractor"),
        ("ПРИКАЗ\nПрисвоить очередной классный чин советника", "civil_servant"),
        ("ПРИКАЗ\nПринять на работу уборщицу и сторожа", "technical_staff"),
        ("Конкурсная комиссия\nКандидаты в резерв кадров", "reserve_candidate"),
        ("ПРИКАЗ\nПринять на стажировку стажёра, студента", "trainee"),
        ("РЕЗЮМЕ\nОпыт работы\nНавыки", None),
    ],
)
def test_subject_groups(text: str, group: str | None) -> None:
    told = document_type(text)
    assert told is not None
    assert told.subject_group == group
    assert 0 < told.subject_confidence <= 1


def test_evidence_is_a_phrase_of_the_rules_and_never_data() -> None:
    told = document_type("ПРИКАЗ № 12\nУволить по собственному желанию Асанова Бакыта, тел. 0555 12 34 56")
    assert told is not None
    assert {evidence.code for evidence in told.why} == {"document_type"}
    assert told.why[0].detail == "приказ"
    assert not any(word in repr(told).lower() for word in ("асанов", "бакыт", "0555"))


@settings(deadline=None)
@given(st.one_of(st.text(), st.text(alphabet="приказ договор\n", max_size=200)))
def test_any_text_gives_a_type_or_none(text: str) -> None:
    told = document_type(text)
    assert told is None or (told.type in get_args(TypeName) and 0 < told.confidence <= 1)
    assert told is None or told.subject_group is None or told.subject_group in get_args(GroupName)
