"""The catalogues: every sentence of the code in Kyrgyz and in Russian, whole and with the same names in braces."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import scanner

PACKAGE = Path(scanner.__file__).parent
FORMS = {"ky": 2, "ru": 3}
HEADERS = {"Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
BRACES = re.compile(r"\{\{|\}\}|\{[^{}]*\}")
LANGUAGES = pytest.mark.parametrize("lang", FORMS)


@cache
def in_code() -> frozenset[str | tuple[str, ...]]:
    found = extract_from_dir(PACKAGE, keywords={**DEFAULT_KEYWORDS, "N_": None})
    return frozenset(message for _file, _line, message, _comments, _context in found)


def source(lang: str) -> Path:
    return PACKAGE / "locales" / lang / "LC_MESSAGES" / "scanner.po"


@cache
def catalogue(lang: str) -> Catalog:
    with source(lang).open("rb") as file:
        return read_po(file, abort_invalid=True)


def entries(lang: str) -> list[Message]:
    return [message for message in catalogue(lang) if message.id]


@cache
def compiled(lang: str) -> GNUTranslations:
    out = BytesIO()
    write_mo(out, catalogue(lang))
    out.seek(0)
    return GNUTranslations(out)


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def frame(text: str) -> tuple[list[str], bool, bool]:
    """What a translation must leave as it is: names in braces, and whether a blank stands at either end."""
    return sorted(BRACES.findall(text)), text[:1].isspace(), text[-1:].isspace()


@LANGUAGES
def test_a_catalogue_holds_the_sentences_of_the_code_and_no_others(lang: str) -> None:
    assert {message.id for message in entries(lang)} == in_code(), "run `make catalogues`, then translate"
    assert not catalogue(lang).obsolete


@LANGUAGES
def test_every_sentence_is_translated_in_all_forms_of_its_number(lang: str) -> None:
    for message in entries(lang):
        said = forms(message.string)
        assert len(said) == (FORMS[lang] if message.pluralizable else 1), message.id
        assert all(form.strip() for form in said), message.id
        assert not message.fuzzy, message.id


@LANGUAGES
def test_a_translation_keeps_the_names_in_braces_and_the_blanks_at_the_ends(lang: str) -> None:
    for message in entries(lang):
        frames = [frame(form) for form in forms(message.id)]
        assert all(frame(form) in frames for form in forms(message.string)), message.id


@LANGUAGES
def test_the_head_of_a_catalogue_names_no_day_and_nobody(lang: str) -> None:
    head = source(lang).read_text("utf-8").split("\n\n")[0]
    assert set(re.findall(r'^"([\w-]+): ', head, re.MULTILINE)) == HEADERS
    assert f'"Language: {lang}\\n"' in head


@LANGUAGES
def test_a_compiled_catalogue_answers_in_its_own_letters(lang: str) -> None:
    for message in entries(lang):
        english = forms(message.id)
        answer = compiled(lang).ngettext(english[0], english[-1], 1)
        if not message.pluralizable:
            answer = compiled(lang).gettext(english[0])
        assert answer != english[0]
        assert re.search("[а-яёңөү]", BRACES.sub("", answer), re.IGNORECASE), answer


@pytest.mark.parametrize(
    ("lang", "number", "said"),
    [
        ("ru", 1, "1 находка"),
        ("ru", 3, "3 находки"),
        ("ru", 11, "11 находок"),
        ("ru", 21, "21 находка"),
        ("ky", 1, "1 табылга"),
        ("ky", 5, "5 табылга"),
    ],
)
def test_a_number_takes_its_own_form_of_the_word(lang: str, number: int, said: str) -> None:
    answer = compiled(lang).ngettext("{count} finding", "{count} findings", number)
    assert answer.format(count=number) == said


def hidden() -> Iterator[str]:
    """Calls inside f-strings: what collects the sentences does not see them there."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for text in ast.walk(ast.parse(file.read_text("utf-8"))):
            calls = ast.walk(text) if isinstance(text, ast.JoinedStr) else ()
            for call in calls:
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext"):
                    yield f"{file.relative_to(PACKAGE)}:{call.lineno}"


def test_no_sentence_hides_in_an_f_string() -> None:
    assert list(hidden()) == []
