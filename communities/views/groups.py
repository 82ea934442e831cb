"""Pages of peer groups: find one, and look at one."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities import queries, rules
from communities.enums import Door, Face
from communities.views._finder import finder_html
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.institutions.queries import partners
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.render import render as render_part

SHOWN_MEETUPS = 3


@login_not_required
@require_safe
def group_list(request: HttpRequest) -> HttpResponse:
    hosts = partners()
    chosen = queries.chosen_from(request.GET.dict(), hosts)
    context = {
        "page": page_of(request, queries.groups_for(request.user, chosen)),
        "chosen": chosen,
        "finder": finder_html(chosen, hosts),
        "can_make": rules.can_make_group(request.user),
        "can_look": rules.can_look_for_groups(request.user),
        "can_propose": rules.can_propose_group(request.user),
    }
    return render_part(request, "communities/group_list.html", "communities/_group_results.html", context)


@login_not_required
@require_safe
def group_page(request: HttpRequest, slug: str) -> HttpResponse:
    group = queries.group_for(request.user, slug)
    me = queries.my_member(request.user, group)
    may = rules.abilities(request.user, group, me)
    door = rules.door_of(request.user, group, me)
    now = timezone.now()
    inside = door == Door.MEMBER or may["can_host"]
    context = {
        "group": group,
        "me": me,
        "member": me if door == Door.MEMBER else None,
        "door": door,
        "may": may,
        "shared_with": queries.shared_with(group) if group.audience == Audience.CHOSEN else [],
        "duties": queries.duties_of(group, now) if may["can_host"] else None,
        "open_now": rules.is_open_at(group, now),
        "welcomed": door == Door.MEMBER and rules.is_welcomed(me, now),
        "muted": door == Door.MEMBER and rules.is_muted(me, now),
        "on_turn": queries.on_turn(request.user, group, today()) if inside else [],
        "mood": queries.mood_of(request.user, group, me, today()) if inside else None,
        "faces": tuple(reversed(Face.choices)),
        "can_tell": door == Door.MEMBER and rules.can_tell_mood(me),
        "like": queries.groups_like(request.user, group),
        "last_host": door == Door.MEMBER and me.is_host and not queries.has_other_host(me),
        "reading_over": group.read_until is not None and group.read_until <= now,
        "can_post": may["can_post"],
        "page": page_of(request, queries.threads_of(request.user, group)) if inside else None,
        "meetups": queries.next_meetups(request.user, group, timezone.now(), SHOWN_MEETUPS) if inside else [],
        "chats": queries.chats_of(group, now) if inside else [],
        "can_chat": rules.can_make_chat_of_group(request.user, group, me),
        "can_meet": rules.can_make_meetup(request.user, group, me),
    }
    return render(request, "communities/group_page.html", context)
