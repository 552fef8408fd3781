"""Our detectors for users of presidio: one recognizer that knows every category of the rules.

recognizer = KgRecognizer(ProseDetector(rules), [rule.category for rule in rules.detectors])
AnalyzerEngine(
    registry=RecognizerRegistry(recognizers=[recognizer], supported_languages=["ky"]),
    nlp_engine=NoOpNlpEngine([{"lang_code": "ky", "model_name": "no_op"}]),
    supported_languages=["ky"],
)
"""

from __future__ import annotations

from collections.abc import Iterable

from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult

from scanner.detectors.interface import TextDetector
from scanner.model import Match

# Presidio has names of its own for what every country has; the rest is `KG_` and the category.
_COMMON = {"email": "EMAIL_ADDRESS", "phone": "PHONE_NUMBER", "birth_date": "DATE_OF_BIRTH"}


def entity(category: str) -> str:
    """Presidio's name for a category: `pin` → `KG_PIN`, `email` → `EMAIL_ADDRESS`."""
    return _COMMON.get(category, f"KG_{category.upper()}")


class KgRecognizer(EntityRecognizer):  # type: ignore[misc]
    """A detector as a presidio recognizer. It weighs words around a value itself and needs no NLP engine."""

    def __init__(self, detector: TextDetector, categories: Iterable[str], language: str = "ky") -> None:
        self._detector = detector
        entities = sorted({entity(category) for category in categories})
        super().__init__(supported_entities=entities, supported_language=language, name="KgRecognizer")

    def load(self) -> None:
        """Nothing to load: presidio asks for it."""

    def analyze(
        self, text: str, entities: list[str] | None = None, nlp_artifacts: object = None
    ) -> list[RecognizerResult]:
        """The matches of the wanted entities (all, if none are named) with their explanations."""
        wanted = entities or self.supported_entities
        return [self._result(match) for match in self._detector.find(text) if entity(match.category) in wanted]

    def _result(self, match: Match) -> RecognizerResult:
        reasons = ", ".join(f"{reason.code} {reason.detail}".strip() for reason in match.why)
        explanation = AnalysisExplanation(
            recognizer=self.name,
            original_score=match.confidence,
            pattern_name=next((reason.detail for reason in match.why if reason.code == "shape"), ""),
            validation_result=not match.flawed,
            textual_explanation=reasons,
        )
        return RecognizerResult(
            entity_type=entity(match.category),
            start=match.start,
            end=match.end,
            score=match.confidence,
            analysis_explanation=explanation,
            recognition_metadata={
                RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
            },
        )
