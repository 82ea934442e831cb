"""Keeping away from somebody: block, mute, and what one has blocked."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities import actions, queries, rules
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other


@require_http_methods(["GET", "HEAD", "POST"])
def post_block(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Block the writer of a post: what it does is said first, then it can be undone."""
    post = queries.post_for(request.user, public_id)
    if not rules.can_block_member(post.me, post.author):
        raise PermissionDenied(_("Hosts look after the group: they see everything, and everybody sees what they say."))
    refused = ""
    if request.method == "POST":
        try:
            actions.block_member(post.me, member=post.author)
        except Refusal as refusal:
            refused = refusal.message
        else:
            messages.success(
                request, _("You and %(name)s do not see each other here.") % {"name": post.author.pseudonym}
            )
            return see_other(reverse("communities:group_page", args=[post.thread.group.slug]))
    context = {"post": post, "name": post.author.pseudonym, "refused": refused}
    return render(request, "communities/block_confirm.html", context, status=422 if refused else 200)


@require_POST
def post_mute(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    return _mute(request, public_id, on=True)


@require_POST
def post_unmute(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    return _mute(request, public_id, on=False)


def _mute(request: HttpRequest, public_id: uuid.UUID, *, on: bool) -> HttpResponse:
    post = queries.post_for(request.user, public_id)
    if not rules.can_read_as_member(post.me) or post.me.pk == post.author_id:
        raise PermissionDenied(_("You fold away the posts of other members of your group."))
    actions.fold_member(post.me, member=post.author, on=on)
    said = _("The posts of %(name)s are folded away for you.") if on else _("You see the posts of %(name)s again.")
    messages.success(request, said % {"name": post.author.pseudonym})
    return see_other(post.get_absolute_url())


@require_safe
def block_list(request: HttpRequest) -> HttpResponse:
    context = {"page": page_of(request, queries.blocks_of(request.user)), "mutes": queries.mutes_of(request.user)[:100]}
    return render(request, "communities/block_list.html", context)


@require_POST
def block_end(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    block = queries.block_for(request.user, public_id)
    actions.take_back_block(request.user, block=block)
    messages.success(request, _("The block is taken back: you see each other in that group again."))
    return see_other(reverse("blocks:block_list"))


@require_POST
def mute_end(request: HttpRequest, member_id: uuid.UUID) -> HttpResponse:
    mute = queries.mute_for(request.user, member_id)
    actions.fold_member(mute.by, member=mute.whom, on=False)
    messages.success(request, _("You see the posts of %(name)s again.") % {"name": mute.whom.pseudonym})
    return see_other(reverse("blocks:block_list"))
