"""Pictures, films and sound that authors send, and what they say of them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.forms import LineField, PortalForm
from wellbeing_portal.learning.forms.parts import TextsForm, in_language
from wellbeing_portal.learning.validators import CAPTIONS, Kept, kept_file
from wellbeing_portal.learning.validators.files import LARGEST_FILM
from wellbeing_portal.learning.validators.media import MOST_ALT, MOST_LEGEND, MOST_TRANSCRIPT, WORDS


class KeptField(forms.FileField):
    """A file that is known by its content: cleaned, it is what is kept of it, and the name it came under."""

    def __init__(self, *, captions: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.captions = captions

    def clean(self, data: Any, initial: Any = None) -> tuple[str, Kept] | None:
        file: UploadedFile | None = super().clean(data, initial)
        if not file:
            return None
        if (file.size or 0) > LARGEST_FILM:
            raise ValidationError(gettext("This file is larger than %d MB.") % (LARGEST_FILM // 1_000_000))
        kept = kept_file(file.read())
        if (kept.mime == CAPTIONS) != self.captions:
            raise ValidationError(gettext("This file is of another kind."))
        return str(file.name), kept


class UploadForm(PortalForm):
    file = KeptField(
        label=_("Picture, film or sound"),
        help_text=_("PNG, JPEG, WebP or a still GIF up to 10 MB; MP4, WebM, MP3, M4A or OGG up to 40 MB."),
    )


class MediaForm(TextsForm):
    """What is said of a picture, film or sound. It is saved with gaps; they keep the course from being published."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said, kind = self.said, self.said["mime"].partition("/")[0]
        self.words = WORDS.get(kind, ())
        is_picture = kind == "image"
        self.add_texts("alt", _("What it shows") if is_picture else _("What it is"), MOST_ALT, wide=True)
        if is_picture:
            self.fields["decorative"] = forms.BooleanField(
                label=_("It only decorates: nobody misses anything without it"),
                required=False,
                initial=said.get("decorative", False),
            )
        for code in self.codes if "captions" in self.words else ():
            there = code in said.get("captions", {})
            self.fields[f"captions_{code}"] = KeptField(
                captions=True,
                required=False,
                label=in_language(_("Captions (WebVTT)"), code),
                help_text=_("There are some. Another file takes their place.") if there else "",
            )
        if self.words:
            self.add_texts("transcript", _("What is said in it"), MOST_TRANSCRIPT, wide=True)
        self.add_texts("legend", _("A line under it"), MOST_LEGEND, wide=True)
        self.fields["licence"] = LineField(label=_("Licence"), max_length=40, initial=said.get("licence", ""))
        self.fields["attribution"] = LineField(
            label=_("Whose it is, where it is not ours"),
            required=False,
            max_length=MOST_LEGEND,
            initial=said.get("attribution", ""),
        )

    @property
    def captions(self) -> dict[str, Kept]:
        """The captions that were sent, by their language."""
        sent = {code: self.cleaned_data.get(f"captions_{code}") for code in self.codes}
        return {code: found[1] for code, found in sent.items() if found is not None}

    def facts(self) -> dict[str, Any]:
        """The whole item as a document has it; what is empty is not said."""
        data = self.cleaned_data
        made = {name: self.said[name] for name in ("key", "sha256", "mime", "width", "height") if name in self.said}
        made |= {name: data[name] for name in ("licence", "attribution") if data[name]}
        names = ["legend", *(["transcript"] if self.words else [])]
        if data.get("decorative"):
            made["decorative"] = True
        else:
            names.append("alt")
        for name in names:
            if texts := {code: text for code, text in self.texts(name).items() if text.strip()}:
                made[name] = texts
        captions = {**self.said.get("captions", {}), **{code: file.sha256 for code, file in self.captions.items()}}
        return {**made, "captions": captions} if captions else made
