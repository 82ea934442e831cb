"""The towns where a service has its own number."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("guidance", "0003_service_checks")]

    operations = [
        migrations.CreateModel(
            name="ServiceArea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("slug", models.SlugField()),
                ("town_fi", models.CharField(max_length=100)),
                ("town_sv", models.CharField(blank=True, max_length=100)),
                ("name_fi", models.CharField(blank=True, max_length=200)),
                ("name_sv", models.CharField(blank=True, max_length=200)),
                ("name_en", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=30)),
                (
                    "institutions",
                    models.JSONField(blank=True, default=list, help_text="Slugs of partners with a campus here."),
                ),
                (
                    "sureness",
                    models.CharField(choices=[("A", "A"), ("B", "B"), ("C", "C")], default="C", max_length=1),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="areas", to="guidance.service"
                    ),
                ),
            ],
            options={
                "ordering": ["service", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("service", "slug"), name="guidance_area_once_a_service")
                ],
            },
        ),
    ]
