"""The queue, and one item of it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellbeing_portal.institutions.registry import for_role_holders
from wellbeing_portal.kernel.forms import PortalForm
from wellbeing_portal.kernel.middleware import may_write
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.moderation import actions, queries, rules
from wellbeing_portal.moderation.enums import Colour, Verdict
from wellbeing_portal.moderation.forms import DecisionForm, OpinionForm, QuestionForm
from wellbeing_portal.moderation.models import Item
from wellbeing_portal.moderation.registry import REPLIES, Reportable, reply_named


def require_keeper(request: HttpRequest) -> None:
    """Only those who moderate somewhere, and have learned how, come into these rooms."""
    if not queries.places_kept(request.user):
        raise PermissionDenied(_("Only moderators and coordinators look after the queue."))
    if not rules.is_ready(request.user):
        raise PermissionDenied(_("Complete the training of moderators first. Then the queue opens for you."))


def _item(request: HttpRequest, public_id: uuid.UUID, rule: Callable[..., bool] | None = None) -> Item:
    require_keeper(request)
    item = queries.item_for(request.user, public_id)
    if rule is not None and not rule(request.user, item):
        raise PermissionDenied(_("This cannot be done now: somebody else has it, or it has left the queue."))
    return item


@for_role_holders
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    require_keeper(request)
    narrowed = queries.narrowed_from(request.GET.dict())
    now = timezone.now()
    context = {
        "page": page_of(request, queries.queue_of(request.user, narrowed)),
        "narrowed": narrowed,
        "counts": queries.counts_of(request.user, now),
        "places": queries.places_kept(request.user),
        "appeals": queries.appeals_for(request.user).count(),
        "shift": queries.shift_of(request.user),
        "handover": queries.handovers_for(request.user).first(),
        "now": now,
    }
    return render(request, "moderation/queue.html", context)


@for_role_holders
@require_safe
@may_write("that somebody was shown what a person wrote is put in the trail")
def item_page(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    item = _item(request, public_id)
    user = request.user
    actions.read_evidence(user, item=item)
    gives = rules.can_give_opinion(user, item)
    context = {
        "item": item,
        "about": queries.about_of(item),
        "evidence": queries.evidence_of(user, item),
        "causes": queries.causes_of(user, item),
        "history": page_of(request, queries.history_of(user, item), size=50),
        "before": queries.items_before(user, item)[:5],
        "decision": getattr(item, "decision", None),
        "now": timezone.now(),
        "can_take": rules.can_take_item(user, item),
        "can_release": rules.can_release_item(user, item),
        "can_decide": rules.can_decide_item(user, item),
        "can_unmask": rules.can_ask_unmasking(user, item),
        "question": QuestionForm(user=user) if rules.can_ask_opinion(user, item) else None,
        "opinion": OpinionForm(user=user) if gives else None,
        "asked": queries.question_asked(user, item) if gives else None,
    }
    return render(request, "moderation/item_page.html", context)


def _back(item: Item) -> HttpResponse:
    return see_other(reverse("moderation:item_page", args=[item.public_id]))


def _at_once(request: HttpRequest, item: Item, act: Callable[[], None], said: str) -> HttpResponse:
    """Act, say so, and go back to the item; a no is said there too."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, said)
    return _back(item)


@for_role_holders
@require_POST
def item_take(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    item = _item(request, public_id)
    return _at_once(request, item, lambda: actions.take_item(request.user, item=item), _("It is yours now."))


@for_role_holders
@require_POST
def item_release(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    item = _item(request, public_id, rules.can_release_item)
    said = _("It is back in the queue, for anybody to take.")
    return _at_once(request, item, lambda: actions.release_item(request.user, item=item), said)


def _with_text(
    request: HttpRequest, item: Item, form: PortalForm, act: Callable[[], None], heading: str, said: str
) -> HttpResponse:
    """One text, and then the same; an empty one comes back as a page of its own."""
    if not form.is_valid():
        context = {"form": form, "item": item, "heading": heading}
        return render(request, "moderation/item_text.html", context, status=422)
    return _at_once(request, item, act, said)


@for_role_holders
@require_POST
def opinion_ask(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    item = _item(request, public_id, rules.can_ask_opinion)
    form = QuestionForm(request.POST, user=request.user)
    said = _("Your colleagues hear of it.")
    return _with_text(
        request,
        item,
        form,
        lambda: actions.ask_opinion(request.user, item=item, question=form.cleaned_data["question"]),
        _("Ask for a second opinion"),
        said,
    )


@for_role_holders
@require_POST
def opinion_give(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    item = _item(request, public_id, rules.can_give_opinion)
    form = OpinionForm(request.POST, user=request.user)
    said = _("Thank you. Your opinion stands in the history.")
    return _with_text(
        request,
        item,
        form,
        lambda: actions.give_opinion(request.user, item=item, opinion=form.cleaned_data["opinion"]),
        _("Give a second opinion"),
        said,
    )


def _choices(item: Item, kind: Reportable | None, thing: Any, user: Any) -> list[tuple[str, Any]]:
    """What can be decided, in the words of the kind: a meet-up is cancelled, and what waits is let through."""
    able = kind if thing is not None else None
    words: dict[str, Any] = {one.value: one.label for one in rules.verdicts_for(user, item, able)}
    if able is not None and able.hidden_label:
        words[Verdict.HIDE] = able.hidden_label
    if able is not None and able.waits(thing):
        words[Verdict.NO_ACTION] = _("nothing is against it: it is let through")
    return list(words.items())


def _version(kind: Reportable | None, thing: Any) -> int | None:
    """Which text is read before it is decided whether what waits is shown."""
    return kind.version(thing) if kind is not None and thing is not None and kind.waits(thing) else None


@for_role_holders
@require_http_methods(["GET", "HEAD", "POST"])
@may_write("that somebody was shown what a person wrote is put in the trail")
def item_decide(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    item = _item(request, public_id, rules.can_decide_item)
    user = request.user
    kind, thing = queries.kind_of(item), queries.thing_of(item)
    language = (kind.language(thing) if kind and thing else "") or translation.get_language()
    reply = reply_named(request.GET.get("reply", ""))
    begun: dict[str, Any] = {"rule": queries.rule_reported(user, item), "version": _version(kind, thing)}
    if reply:
        begun |= {"verdict": reply.verdict, "rule": reply.rule, "facts": reply.texts[language]}
    form = DecisionForm(
        request.POST or None,
        user=user,
        verdicts=_choices(item, kind, thing, user),
        may_everywhere=rules.can_suspend_from_all(user, item),
        may_hide=thing is not None and kind is not None and kind.offers("hide"),
        is_answered=queries.is_answered(item),
        is_crisis=item.colour == Colour.CRISIS,
        initial=begun,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_item(user, item=item, **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
            # The page shows the text as it is by now, so that is what is read next.
            thing = queries.thing_of(item)
            form.data = {**form.data.dict(), "version": _version(kind, thing)}
        else:
            messages.success(request, _("It is decided. Those whom it concerns hear of it."))
            return _back(item)
    says = kind.says(thing) if kind is not None and thing is not None else ""
    if says:
        actions.read_evidence(user, item=item)
    context = {"item": item, "form": form, "replies": REPLIES, "reply": reply, "gone": thing is None, "says": says}
    return render(request, "moderation/item_decide.html", context, status=422 if form.is_bound else 200)
