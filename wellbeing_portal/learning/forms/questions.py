"""A question: only the fields of its type. A draft is saved with gaps; what is wrong is said in the list of flaws."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wellbeing_portal.learning.enums import QuestionType, Use
from wellbeing_portal.learning.forms.parts import TextsForm
from wellbeing_portal.learning.validators.questions import CHOSEN, MOST_CHOICE, MOST_TEXT

LEAST_ROWS, MOST_ROWS = 4, 10
KEYS = "abcdefghij"
TRUE_FALSE = {
    "true": {"fi": "Oikein", "sv": "Rätt", "en": "True"},
    "false": {"fi": "Väärin", "sv": "Fel", "en": "False"},
}


class QuestionForm(TextsForm):
    use = forms.ChoiceField(
        label=gettext_lazy("What it is for"),
        choices=[
            (Use.PRACTICE, gettext_lazy("Practice: the answer is told at once and kept nowhere")),
            (Use.CHECK, gettext_lazy("The check of the lesson: scored")),
        ],
    )
    points = forms.IntegerField(label=gettext_lazy("Points"), min_value=1, max_value=100, initial=1)

    def __init__(self, *args: Any, type_of: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type_of = type_of
        self.fields["use"].initial = self.said.get("use", Use.PRACTICE)
        self.fields["points"].initial = self.said.get("points", 1)
        self.grouped: list[tuple[str, list[str]]] = []
        self._group(_("The question"), lambda: self.add_texts("text", _("Question"), MOST_TEXT, wide=True))
        match type_of:
            case QuestionType.MATCHING:
                self._add_pairs()
            case QuestionType.SHORT:
                self._group(_("What is right"), self._add_accept)
            case QuestionType.NUMERIC:
                self._group(_("What is right"), self._add_numbers)
            case _other:
                self._add_choices()
        self._group(
            _("After the answer"), lambda: self.add_texts("explanation", _("Why it is so"), MOST_TEXT, wide=True)
        )

    def _group(self, legend: str, add: Any) -> None:
        before = set(self.fields)
        add()
        self.grouped.append((legend, [name for name in self.fields if name not in before]))

    @property
    def groups(self) -> list[tuple[str, list[BoundField]]]:
        plain = [self["use"], self["points"]]
        return [("", plain), *((legend, [self[name] for name in names]) for legend, names in self.grouped)]

    def _rows(self, name: str) -> list[dict[str, Any]]:
        """The rows there are, and some empty ones."""
        known = list(self.said.get(name, []))[:MOST_ROWS]
        return known + [{}] * (min(MOST_ROWS, max(LEAST_ROWS, len(known) + 2)) - len(known))

    def _choice_rows(self) -> list[dict[str, Any]]:
        if self.type_of != QuestionType.TRUEFALSE:
            return self._rows("choices")
        known = {row.get("key"): row for row in self.said.get("choices", [])}
        return [known.get(key, {"key": key, "text": texts}) for key, texts in TRUE_FALSE.items()]

    def _add_choices(self) -> None:
        for number, row in enumerate(self._choice_rows(), start=1):
            legend = _("Place %(number)d") if self.type_of == QuestionType.ORDERING else _("Choice %(number)d")
            self._group(legend % {"number": number}, lambda at=number, said=row: self._add_choice(at, said))

    def _add_choice(self, number: int, row: dict[str, Any]) -> None:
        self.add_texts(f"choice{number}", _("Text"), MOST_CHOICE, texts=row.get("text", {}))
        if self.type_of in CHOSEN:
            self.fields[f"choice{number}_right"] = forms.BooleanField(
                label=_("This is right"), required=False, initial=row.get("right", False)
            )
        self.add_texts(
            f"feedback{number}", _("What is said to who chose it"), MOST_CHOICE, texts=row.get("feedback", {})
        )

    def _add_pairs(self) -> None:
        for number, row in enumerate(self._rows("pairs"), start=1):
            self._group(_("Pair %(number)d") % {"number": number}, lambda at=number, said=row: self._add_pair(at, said))

    def _add_pair(self, number: int, row: dict[str, Any]) -> None:
        self.add_texts(f"left{number}", _("Left"), MOST_CHOICE, texts=row.get("left", {}))
        self.add_texts(f"right{number}", _("Right"), MOST_CHOICE, texts=row.get("right", {}))

    def _add_accept(self) -> None:
        accept = {code: "\n".join(words) for code, words in self.said.get("accept", {}).items()}
        self.add_texts("accept", _("Words that count as right, one a line"), 2000, wide=True, texts=accept)

    def _add_numbers(self) -> None:
        for name, label, least in (("answer", _("The number"), None), ("tolerance", _("So much may it differ"), 0)):
            self.fields[name] = forms.DecimalField(
                label=label, min_value=least, max_digits=12, decimal_places=4, initial=self.said.get(name, 0)
            )

    # --- what was typed

    def question(self) -> dict[str, Any]:
        """The question as the document has it, without its key and its lesson."""
        data = self.cleaned_data
        made = {
            "type": self.type_of,
            "use": data["use"],
            "points": data["points"],
            "text": self.texts("text"),
            **self._parts(),
        }
        explanation = self.texts("explanation")
        return {**made, "explanation": explanation} if any(explanation.values()) else made

    def _typed(self, name: str, known: Any) -> dict[str, str]:
        kept = known if isinstance(known, dict) else {}
        return {**kept, **{code: self.cleaned_data.get(f"{name}_{code}", "") for code in self.codes}}

    def _parts(self) -> dict[str, Any]:
        match self.type_of:
            case QuestionType.MATCHING:
                rows = enumerate(self._rows("pairs"), start=1)
                pairs = [
                    {side: self._typed(f"{side}{number}", row.get(side)) for side in ("left", "right")}
                    for number, row in rows
                ]
                return {"pairs": [pair for pair in pairs if any(any(texts.values()) for texts in pair.values())]}
            case QuestionType.SHORT:
                typed = {code: self.cleaned_data[f"accept_{code}"].splitlines() for code in self.codes}
                words = {code: [line.strip() for line in lines if line.strip()] for code, lines in typed.items()}
                return {"accept": {**self.said.get("accept", {}), **words}}
            case QuestionType.NUMERIC:
                return {name: _number(self.cleaned_data[name]) for name in ("answer", "tolerance")}
        return {"choices": self._choices()}

    def _choices(self) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        rows = self._choice_rows()
        known = {row["key"] for row in rows if "key" in row}
        free = (key for key in KEYS if key not in known)
        for number, row in enumerate(rows, start=1):
            text = self._typed(f"choice{number}", row.get("text"))
            if not any(text.values()):
                continue
            choice: dict[str, Any] = {"key": row["key"] if "key" in row else next(free), "text": text}
            if self.type_of in CHOSEN:
                choice["right"] = self.cleaned_data[f"choice{number}_right"]
            feedback = self._typed(f"feedback{number}", row.get("feedback"))
            made.append({**choice, "feedback": feedback} if any(feedback.values()) else choice)
        return made


def _number(value: Any) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
