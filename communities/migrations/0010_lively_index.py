"""The list of groups reads its first page off an index instead of sorting every group there is.

PostgreSQL only: SQLite has no NULLS LAST in an index, and embedded portals have few groups.
"""

from django.db import migrations

MAKE = """
    CREATE INDEX communities_group_browse ON communities_group (state, last_post_at DESC NULLS LAST, id)
    WHERE state IN ('open', 'resting')
"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX communities_group_browse")


class Migration(migrations.Migration):
    dependencies = [("communities", "0009_all_read_at")]
    operations = [migrations.RunPython(make, drop)]
