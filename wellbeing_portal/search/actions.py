"""Keeping the index."""

from django.db import transaction

from wellbeing_portal.kernel.finding import Findable, Said, findables, folded
from wellbeing_portal.search.models import Indexed

SHOWN = ("title", "summary", "url", "title_words", "words")


def _words(*texts: str) -> str:
    return "".join(f" {word}" for text in texts for word in dict.fromkeys(folded(text)))


def _entry(kind: Findable, said: Said) -> Indexed:
    return Indexed(
        kind=kind.name,
        thing=said.pk,
        language=said.language,
        title=said.title[:200],
        summary=said.summary[:500],
        url=said.url,
        title_words=_words(said.title),
        words=_words(said.title, said.summary, said.body),
    )


@transaction.atomic
def index_kind(kind: Findable) -> int:
    """Bring the index of one kind in line with what there is; writes only what differs. Returns how many rows did."""
    wanted = {(said.pk, said.language): _entry(kind, said) for said in kind.texts()}
    there = {
        (row.thing, row.language): row for row in Indexed.objects.unscoped("the index is kept").filter(kind=kind.name)
    }
    gone = [row.pk for key, row in there.items() if key not in wanted]
    fresh, changed = [], []
    for key, entry in wanted.items():
        old = there.get(key)
        if old is None:
            fresh.append(entry)
        elif any(getattr(old, name) != getattr(entry, name) for name in SHOWN):
            entry.pk = old.pk
            changed.append(entry)
    Indexed.objects.filter(pk__in=gone).delete()
    Indexed.objects.bulk_create(fresh, ignore_conflicts=True)
    Indexed.objects.bulk_update(changed, SHOWN)
    return len(gone) + len(fresh) + len(changed)


def rebuild_index() -> int:
    """Every kind; safe to run twice, late, or by several at once."""
    return sum(index_kind(kind) for kind in findables())
