"""Our detectors inside presidio's own engine."""

from __future__ import annotations

import pytest
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NoOpNlpEngine

from scanner.detectors.presidio import KgRecognizer, entity
from scanner.detectors.prose import ProseDetector
from scanner.detectors.rules import load_rules
from tests.detectors.made_up import PIN, WRONG_PIN


@pytest.fixture(scope="module")
def engine() -> AnalyzerEngine:
    rules = load_rules()
    recognizer = KgRecognizer(ProseDetector(rules), [rule.category for rule in rules.detectors if rule.patterns])
    return AnalyzerEngine(
        registry=RecognizerRegistry(recognizers=[recognizer], supported_languages=["ky"]),
        nlp_engine=NoOpNlpEngine([{"lang_code": "ky", "model_name": "no_op"}]),
        supported_languages=["ky"],
    )


def test_presidio_finds_what_the_detector_finds(engine):
    text = f"ПИН {PIN}, тел. 66-12-34, name@gov.kg"

    found = sorted((text[r.start : r.end], r.entity_type) for r in engine.analyze(text, language="ky"))

    assert found == sorted([(PIN, "KG_PIN"), ("66-12-34", "PHONE_NUMBER"), ("name@gov.kg", "EMAIL_ADDRESS")])


def test_only_the_wanted_entities_are_returned(engine):
    found = engine.analyze(f"ПИН {PIN}, name@gov.kg", language="ky", entities=["KG_PIN"])

    assert [result.entity_type for result in found] == ["KG_PIN"]


def test_every_result_is_explained(engine):
    (result,) = engine.analyze(f"ПИН {WRONG_PIN}", language="ky", return_decision_process=True)

    explanation = result.analysis_explanation
    assert explanation.pattern_name == "solid"
    assert explanation.validation_result is False
    assert "check_digit_bad" in explanation.textual_explanation
    assert WRONG_PIN not in explanation.textual_explanation


def test_names_of_entities():
    assert [entity(category) for category in ("pin", "email", "current_account")] == [
        "KG_PIN",
        "EMAIL_ADDRESS",
        "KG_CURRENT_ACCOUNT",
    ]
