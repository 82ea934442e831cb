"""Courses, modules and lessons: what they are called, and the facts about them. A draft is saved with gaps."""

from itertools import zip_longest
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.forms import LineField, PortalForm, TextField
from wellbeing_portal.learning.enums import CourseKind, DoneRule, Level, Topic
from wellbeing_portal.learning.validators import LANGUAGES
from wellbeing_portal.learning.validators.bodies import KEY
from wellbeing_portal.learning.validators.documents import MOST_OUTCOME, MOST_SUMMARY, MOST_TITLE, RESERVED

DONE = [
    (DoneRule.MARKED, _("The reader says that it is done")),
    (DoneRule.PASSED, _("Its check is passed")),
    (DoneRule.SUBMITTED, _("Its reflection is written")),
]


def in_language(label: Any, code: str) -> str:
    """The label of a field with the language that it is for."""
    names = {"fi": pgettext("text", "Finnish"), "sv": pgettext("text", "Swedish"), "en": pgettext("text", "English")}
    return f"{label} – {names[code]}"


class TextsForm(PortalForm):
    """A form whose texts have a field for each language of the course."""

    def __init__(self, *args: Any, codes: list[str], said: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes, self.said = codes, said or {}

    def add_texts(self, name: str, label: Any, most: int, *, wide: bool = False, texts: Any = None) -> None:
        texts = self.said.get(name, {}) if texts is None else texts
        for code in self.codes:
            kind = TextField if wide else LineField
            more = {"widget": forms.Textarea(attrs={"rows": 3})} if wide else {}
            self.fields[f"{name}_{code}"] = kind(
                label=in_language(label, code), required=False, max_length=most, initial=texts.get(code, ""), **more
            )

    def texts(self, name: str) -> dict[str, str]:
        """What was typed, beside what there is in languages that are switched off."""
        typed = {code: self.cleaned_data.get(f"{name}_{code}", "").replace("\r\n", "\n") for code in self.codes}
        kept = self.said.get(name, {})
        return {**(kept if isinstance(kept, dict) else {}), **typed}


class ModuleForm(TextsForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_texts("title", _("Title"), MOST_TITLE)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(self.texts("title").values()):
            self.add_error(f"title_{self.codes[0]}", gettext("Give it a title in one language at least."))
        return data

    def facts(self) -> dict[str, Any]:
        return {"title": self.texts("title")}


class LessonForm(ModuleForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_texts("summary", _("In one sentence"), MOST_SUMMARY)
        self.fields["minutes"] = forms.IntegerField(
            label=_("Minutes, with what is to be done in it"),
            min_value=1,
            max_value=60,
            initial=self.said.get("minutes", 10),
        )
        self.fields["done"] = forms.ChoiceField(
            label=_("The lesson is done when"), choices=DONE, initial=self.said.get("done", DoneRule.MARKED)
        )
        self.fields["required"] = forms.BooleanField(
            label=_("Part of completing the course"), required=False, initial=self.said.get("required", True)
        )

    def facts(self) -> dict[str, Any]:
        plain = {name: self.cleaned_data[name] for name in ("minutes", "done", "required")}
        return {**super().facts(), "summary": self.texts("summary"), **plain}


class SettingsForm(TextsForm):
    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said, self.kind = self.said, kind
        self.add_texts("title", _("Title"), MOST_TITLE)
        self.add_texts("summary", _("What one gets, at most 240 characters"), MOST_SUMMARY, wide=True)
        outcomes = said.get("outcomes", [])
        lines = {code: "\n".join(one.get(code, "") for one in outcomes) for code in self.codes}
        self.add_texts("outcomes", _("“You can …”, one a line"), (MOST_OUTCOME + 2) * 6, wide=True, texts=lines)
        self.fields["topics"] = forms.MultipleChoiceField(
            label=_("Topics"),
            choices=[(topic.value, str(topic.label).capitalize()) for topic in Topic],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            initial=said.get("topics"),
        )
        self.fields["level"] = forms.ChoiceField(label=_("Level"), choices=Level, initial=said.get("level"))
        self.fields["licence"] = LineField(label=_("Licence"), max_length=40, initial=said.get("licence"))
        self.fields["languages"] = forms.MultipleChoiceField(
            label=_("Languages"),
            choices=[(code, in_language("", code).removeprefix(" – ")) for code in LANGUAGES],
            widget=forms.CheckboxSelectMultiple,
            initial=self.codes,
            help_text=_("Texts in a language that is switched off stay in the draft until it is published."),
        )
        if kind == CourseKind.STAFF:
            self.fields["pass_mark"] = forms.IntegerField(
                label=_("Pass mark, in percent of the points"), min_value=0, max_value=100,
                initial=said.get("pass_mark", 80),
            )  # fmt: skip
            self.fields["valid_months"] = forms.IntegerField(
                label=_("Months that a completion is valid"), min_value=1, max_value=120, required=False,
                initial=said.get("valid_months"), help_text=_("Empty: for good."),
            )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        lines = {code: [line.strip() for line in data[f"outcomes_{code}"].splitlines()] for code in self.codes}
        rows = zip_longest(*lines.values(), fillvalue="")
        outcomes = [dict(zip(lines, row, strict=True)) for row in rows]
        languages = [code for code in LANGUAGES if code in data["languages"]]
        return {
            "title": self.texts("title"),
            "summary": self.texts("summary"),
            "outcomes": self._beside_others([one for one in outcomes if any(one.values())]),
            "topics": data["topics"],
            "level": data["level"],
            "licence": data["licence"],
            "languages": None if languages == list(LANGUAGES) else languages,
            "pass_mark": data.get("pass_mark"),
            "valid_months": data.get("valid_months"),
        }

    def _beside_others(self, outcomes: list[dict[str, str]]) -> list[dict[str, str]]:
        """With what the same outcomes say in languages that are switched off."""
        known = self.said.get("outcomes", [])
        return [{**(known[number] if number < len(known) else {}), **one} for number, one in enumerate(outcomes)]


class OwnedForm(PortalForm):
    """Whose a new course is."""

    def __init__(self, *args: Any, owners: list[Institution | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = {"" if owner is None else owner.slug: owner for owner in owners}
        portal = gettext("The portal")
        names = [(slug or "portal", owner.short_name if owner else portal) for slug, owner in self.owners.items()]
        self.fields["owner"] = forms.ChoiceField(label=_("Who keeps it"), choices=names)
        self.fields["kind"] = forms.ChoiceField(
            label=_("For whom"),
            choices=[(CourseKind.STUDENT, _("Students")), (CourseKind.STAFF, _("Staff"))],
        )
        self.fields["audience"] = forms.ChoiceField(
            label=_("Who finds it"),
            choices=[(one.value, str(one.label).capitalize()) for one in (Audience.EVERYONE, Audience.OWN)],
            help_text=_("A course of the portal is always for everyone."),
        )

    def whose(self) -> dict[str, Any]:
        owner = self.owners["" if self.cleaned_data["owner"] == "portal" else self.cleaned_data["owner"]]
        audience = self.cleaned_data["audience"] if owner else Audience.EVERYONE
        return {"owner": owner, "kind": self.cleaned_data["kind"], "audience": audience}


def check_slug(slug: str) -> str:
    if slug and not KEY.fullmatch(slug):
        raise forms.ValidationError(gettext("Use small letters a–z, digits and hyphens."))
    if slug in RESERVED:
        said = gettext("The portal itself uses “%s” in its addresses. Choose another name.")
        raise forms.ValidationError(said % slug)
    return slug


class NewCourseForm(OwnedForm):
    slug = LineField(
        label=_("Address"), max_length=80, help_text=_("English words in small letters, with hyphens: study-rhythm")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            label = in_language(_("Title"), code)
            self.fields[f"title_{code}"] = LineField(label=label, max_length=MOST_TITLE, required=code == "fi")

    def clean_slug(self) -> str:
        return check_slug(self.cleaned_data["slug"])

    def title(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"title_{code}"] for code in LANGUAGES}


class ImportForm(OwnedForm):
    package = forms.FileField(
        label=_("The file"),
        help_text=_("A course folder of ours as a zip file, or a Common Cartridge (.imscc)."),
    )
    slug = LineField(
        label=_("Address"), max_length=80, required=False, help_text=_("Empty: the one that the package has.")
    )
    language = forms.ChoiceField(
        label=_("Language of the Common Cartridge"), choices=[(code, code) for code in LANGUAGES], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, in_language("", code).removeprefix(" – ")) for code in LANGUAGES]

    def clean_slug(self) -> str:
        return check_slug(self.cleaned_data["slug"])
