"""Pictures, films and sound of courses. Like everything that is published they never change again."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

import wellbeing_portal.learning.models.media

stay = import_module("wellbeing_portal.learning.migrations.0002_published_rows_stay")

FROZEN = {
    "learning_mediafile": ("sha256", "mime", "size", "content"),
    "learning_mediaasset": (
        "version_id", "key", "file_id", "width", "height", "decorative", "alt", "legend", "transcript", "licence",
        "attribution",
    ),
    "learning_mediacaptions": ("asset_id", "language", "file_id"),
}  # fmt: skip


def statements(vendor):
    end = "FOR EACH ROW EXECUTE FUNCTION learning_refuse()" if vendor == "postgresql" else stay.KEEP
    return [
        f"CREATE TRIGGER {table}_keep BEFORE UPDATE OF {', '.join(names)} ON {table} {end}"
        for table, names in FROZEN.items()
    ]


def lock(apps, schema_editor):
    for statement in statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def statements_back(vendor):
    return [f"DROP TRIGGER {table}_keep{f' ON {table}' if vendor == 'postgresql' else ''}" for table in FROZEN]


def unlock(apps, schema_editor):
    for statement in statements_back(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("learning", "0002_published_rows_stay")]
    operations = [
        migrations.CreateModel(
            name="MediaFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("mime", models.CharField(max_length=20)),
                ("size", models.PositiveIntegerField(help_text="In bytes.")),
                ("content", models.FileField(max_length=120, upload_to=wellbeing_portal.learning.models.media.path_of)),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="MediaAsset",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=80)),
                ("width", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("height", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("decorative", models.BooleanField(default=False)),
                ("alt", models.JSONField(default=dict)),
                ("legend", models.JSONField(default=dict, help_text="A line under it.")),
                ("transcript", models.JSONField(default=dict)),
                ("licence", models.CharField(max_length=40)),
                ("attribution", models.CharField(blank=True, max_length=300)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="media", to="learning.courseversion"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="learning.mediafile"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("version", "key"), name="learning_media_key"),
                    models.CheckConstraint(
                        condition=models.Q(("decorative", True), models.Q(("alt", {}), _negated=True), _connector="OR"),
                        name="learning_media_described",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MediaCaptions",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(
                        choices=[("fi", "Finnish"), ("sv", "Swedish"), ("en", "English")], max_length=2
                    ),
                ),
                (
                    "asset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="captions", to="learning.mediaasset"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="learning.mediafile"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("asset", "language"), name="learning_captions_once")
                ],
            },
        ),
        migrations.RunPython(lock, unlock),
    ]
