"""The base of our forms: an action's refusal lands on the right field."""

from typing import Any

from django import forms

from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.validators import plain_line, plain_text


class PortalForm(forms.Form):
    """A form that knows who fills it in, and takes an action's no."""

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def add_refusal(self, refusal: Refusal) -> None:
        """Show an action's no on its field, or on the whole form when the field is not here."""
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.message)


class LineField(forms.CharField):
    """One line of text without hidden characters."""

    default_validators = [plain_line]


class TextField(forms.CharField):
    """Many lines of text without hidden characters."""

    widget = forms.Textarea
    default_validators = [plain_text]
