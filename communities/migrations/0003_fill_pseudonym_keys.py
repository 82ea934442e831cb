"""Members of before get their key; of two that look alike the later one gets its row number too."""

from django.db import migrations

from communities.validators import pseudonym_key


def fill(apps, schema_editor):
    Member = apps.get_model("communities", "Member")
    taken = set()
    for member in Member.objects.order_by("pk").only("pk", "group_id", "pseudonym").iterator():
        key = pseudonym_key(member.pseudonym)
        if (member.group_id, key) in taken:
            key = f"{key[:60]}{member.pk}"
        taken.add((member.group_id, key))
        Member.objects.filter(pk=member.pk).update(pseudonym_key=key)


class Migration(migrations.Migration):
    dependencies = [("communities", "0002_member_pseudonym_key")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
