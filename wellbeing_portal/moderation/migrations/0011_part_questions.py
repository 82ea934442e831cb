"""Questions of hosts that wait leave the items of reports; what is decided stays as it was told."""

from django.db import migrations

HOST, AMBER = "host", 2


def part(apps, schema_editor):
    item_model, cause_model = apps.get_model("moderation", "Item"), apps.get_model("moderation", "Cause")
    event_model = apps.get_model("moderation", "Event")
    questions = cause_model.objects.filter(why=HOST)
    asked = item_model.objects.filter(pk__in=questions.values("item"))
    mixed = cause_model.objects.exclude(why=HOST).values("item")
    asked.filter(closed_at__isnull=False).exclude(pk__in=mixed).update(is_question=True)
    for item in asked.filter(closed_at__isnull=True):
        causes = list(questions.filter(item=item).order_by("pk"))
        if not cause_model.objects.filter(item=item).exclude(why=HOST).exists():
            item_model.objects.filter(pk=item.pk).update(is_question=True)
            causes.pop(0)
        for cause in causes:
            own = item_model.objects.create(
                kind=item.kind,
                thing_id=item.thing_id,
                place_id=item.place_id,
                author_id=item.author_id,
                colour=AMBER,
                opened_at=cause.made_at,
                due_at=item.due_at,
                is_question=True,
            )
            cause_model.objects.filter(pk=cause.pk).update(item=own)
            event_model.objects.create(item=own, what="opened", at=cause.made_at)


def join(apps, schema_editor):
    """One open item for a thing again: the first takes the questions of the others along."""
    item_model, cause_model = apps.get_model("moderation", "Item"), apps.get_model("moderation", "Cause")
    waiting = item_model.objects.filter(closed_at__isnull=True)
    for item in waiting.filter(is_question=True).order_by("-pk"):
        others = waiting.filter(kind=item.kind, thing_id=item.thing_id).exclude(pk=item.pk)
        first = others.order_by("is_question", "pk").first()
        if first is not None:
            cause_model.objects.filter(item=item).update(item=first)
            item.delete()


class Migration(migrations.Migration):
    dependencies = [("moderation", "0010_questions_stand_alone")]

    operations = [migrations.RunPython(part, join)]
