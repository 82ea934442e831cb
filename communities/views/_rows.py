"""The posts of a page as HTML: what differs is worked out here, once for the page or once for the post."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from communities import queries, rules
from communities.enums import ReactionKind
from communities.models import Thread
from wellbeing_portal.kernel.markdown import plain_start
from wellbeing_portal.kernel.moulds import Mould
from wellbeing_portal.kernel.shapes import avatar
from wellbeing_portal.kernel.templatetags.ui import coarse_time
from wellbeing_portal.moderation.registry import report_url

AVATAR_SIZE = 38

POST = Mould(
    "communities/_post.html",
    variants=(
        "is_new", "is_host", "is_edited", "deleted", "undo", "hidden", "sees_hidden", "quotes",
        "reply", "more", "edit", "history", "delete", "hide", "restore", "report", "block",
        "mute", "folded",
    ),
    slots=(
        "n", "url", "avatar", "name", "when", "reason", "quote_url", "quote_name", "quote_start", "language", "html",
        "reactions", "reply_url", "report_url",
    ),
)  # fmt: skip
REACTION = Mould("communities/_reaction.html", variants=("open", "mine"), slots=("n", "url", "kind", "label"))


@dataclass
class _Page:
    """What all posts of the page share."""

    thread: Thread
    can: rules.ThreadAbilities
    me: int | None
    mine: set[tuple[int, str]]
    quoting: str
    now: datetime.datetime = field(default_factory=timezone.now)
    kinds: list[tuple[str, str]] = field(default_factory=lambda: [(str(k), str(v)) for k, v in ReactionKind.choices])
    base: str = field(default_factory=lambda: f"{reverse('communities:group_list')}posts/")
    days: dict[datetime.date, str] = field(default_factory=dict)

    def when(self, moment: datetime.datetime) -> str:
        """The coarse time, worked out once for each day."""
        day = timezone.localdate(moment)
        if day not in self.days:
            self.days[day] = coarse_time(moment)
        return self.days[day]


def posts_html(posts: list[dict[str, Any]], thread: Thread, can: rules.ThreadAbilities, *, quoting: str) -> SafeString:
    """The posts of one page, in order. ``quoting`` is the address that a position makes a reply of."""
    me = thread.me.pk if rules.can_read_as_member(thread.me) else None
    mine = queries.my_reactions(thread.me, thread, posts) if me is not None else set()
    for number, kind in queries.reactions_of_hidden(thread.me.user, thread, posts) if me is not None else ():
        counts = next(post["reactions"] for post in posts if post["pk"] == number)
        counts[kind] = max(counts.get(kind, 0) - 1, 0)
    page = _Page(thread, can, me, mine, quoting)
    return mark_safe("".join(_post(post, page) for post in posts))  # noqa: S308 - each part is safe


def _post(post: dict[str, Any], page: _Page) -> SafeString:
    own, moderates = post["author_id"] == page.me, page.can.moderate
    deleted = post["deleted_at"] is not None
    hidden = post["hidden_at"] is not None and not deleted
    live = not deleted and not hidden
    writes = page.can.write and live
    sees = not deleted and (not hidden or own or moderates)
    quotes = sees and post["quote_of__position"] is not None
    edited = post["edited_at"] is not None and not deleted
    position, read_to = post["position"], page.thread.read_to or 0
    url = f"{page.base}{post['public_id']}/"
    shown, more = _reactions(post, page, url, open_=writes and not own) if live else ("", ())
    variant = (
        read_to > 0 and position == read_to + 1,
        post["author__is_host"],
        edited,
        deleted,
        own and deleted and page.now - post["deleted_at"] < rules.UNDO_TIME,
        hidden,
        hidden and sees,
        quotes,
        writes,
        more,
        own and writes,
        edited and (own or moderates),
        own and not deleted,
        moderates and live,
        moderates and hidden,
        live and not own,
        live and not own and page.me is not None and not page.can.moderate and not post["author__is_host"],
        live and not own and page.me is not None,
        live and post["author_id"] in page.thread.folded,
    )
    return POST.cast(
        variant,
        n=position,
        url=url,
        avatar=avatar(str(post["author__public_id"]), AVATAR_SIZE),
        name=post["author__pseudonym"],
        when=page.when(post["created_at"]),
        reason=post["hidden_reason"],
        quote_url=page.thread.url_of(post["quote_of__position"]) if quotes else "",
        quote_name=post["quote_of__author__pseudonym"] if quotes else "",
        quote_start=_start_of_quoted(post) if quotes else "",
        language=post["language"],
        html=mark_safe(post["body_html"]) if sees else "",  # noqa: S308 - made by kernel.markdown
        reactions=shown,
        reply_url=f"{page.quoting}quote={position}#write",
        report_url=report_url("communities.post", post["public_id"]),
    )


def _start_of_quoted(post: dict[str, Any]) -> str:
    """The quoted post's beginning; nothing once that post is removed or hidden."""
    gone = post["quote_of__deleted_at"] is not None or post["quote_of__hidden_at"] is not None
    return "" if gone else plain_start(post["quote_start"])


def _reactions(
    post: dict[str, Any], page: _Page, url: str, *, open_: bool
) -> tuple[SafeString, tuple[tuple[str, str], ...]]:
    """The reactions in sight, and the kinds left for the menu.

    The first kind is always in sight, the others once somebody has used them.
    """
    counts, shown, more = post["reactions"], [], []
    for place, (kind, label) in enumerate(page.kinds):
        count = counts.get(kind, 0)
        if count or (open_ and place == 0):
            variant = (open_, (post["pk"], kind) in page.mine)
            said = f"{label} · {count}" if count else label
            shown.append(REACTION.cast(variant, n=post["position"], url=url, kind=kind, label=said))
        elif open_:
            more.append((kind, label))
    return mark_safe("".join(shown)), tuple(more)  # noqa: S308 - each part is safe
