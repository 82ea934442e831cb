"""Help beside what somebody is about to post, or has just posted. It asks; it never stops anybody."""

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from communities.models import Group, Thread
from wellbeing_portal.moderation.queries import Care, care_for, care_of
from wellbeing_portal.moderation.registry.words import Signals, read_words

SHOWN = "care"


class Back(NamedTuple):
    """Where somebody goes who does not post."""

    url: str
    title: str


def group_page(group: Group) -> Back:
    return Back(reverse("communities:group_page", args=[group.slug]), group.title)


def thread_start(thread: Thread) -> Back:
    return Back(thread.get_absolute_url(), _("Back to the conversation"))


def _said(form: Any) -> str:
    return "\n".join(form.cleaned_data[name] for name in ("title", "body") if name in form.cleaned_data)


def care_before(request: HttpRequest, form: Any, group: Group) -> Care | None:
    """What to show before posting; None when nothing stands out, or the writer has seen it and goes on."""
    if not form.is_valid() or "as_is" in request.POST:
        return None
    return care_for(_said(form), group.owner, timezone.now())


def before_posting(request: HttpRequest, form: Any, care: Care, back: Back, *, draft: str) -> HttpResponse:
    """Nothing is posted yet: the text stands in a form of its own, which posts it as it is or as it is changed."""
    context = {"form": form, "care": care, "back": back, "draft": draft}
    return render(request, "communities/before_posting.html", context)


def show_care_after(request: HttpRequest, form: Any) -> None:
    """The next page of a conversation shows the help once more; only the kind is remembered until then."""
    risk = read_words(_said(form)).risk
    if risk:
        request.session[SHOWN] = risk


def care_after(request: HttpRequest, group: Group) -> Care | None:
    risk = request.session.pop(SHOWN, "")
    return care_of(Signals(risk=risk), group.owner, timezone.now()) if risk else None
