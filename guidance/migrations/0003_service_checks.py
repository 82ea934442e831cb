"""Who checked a service and when it is time again, how sure its source is, and what it is for."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("guidance", "0002_schedule_days")]

    operations = [
        migrations.AddField("service", "checked_by", models.CharField(blank=True, max_length=100)),
        migrations.AddField(
            "service",
            "crisis",
            models.BooleanField(default=False, help_text="Checked every 30 days instead of every 90."),
        ),
        migrations.AddField(
            "service",
            "needs",
            models.JSONField(blank=True, default=list, help_text="What it is for; empty: anything."),
        ),
        migrations.AddField("service", "source_url", models.URLField(blank=True)),
        migrations.AddField(
            "service",
            "sureness",
            models.CharField(choices=[("A", "A"), ("B", "B"), ("C", "C")], default="C", max_length=1),
        ),
        migrations.AlterField(
            "service",
            "checked_on",
            models.DateField(blank=True, help_text="Empty: not yet checked on this portal.", null=True),
        ),
        migrations.AlterField(
            "service",
            "unconfirmed",
            models.BooleanField(default=False, help_text="The sources leave something open."),
        ),
        migrations.AddConstraint(
            "service",
            models.CheckConstraint(
                condition=Q(checked_on=None, next_check=None)
                | Q(checked_on__isnull=False, next_check__isnull=False, next_check__gt=F("checked_on")),
                name="guidance_service_next_check",
            ),
        ),
        migrations.AddConstraint(
            "service",
            models.CheckConstraint(
                condition=Q(minimum_age=None) | Q(maximum_age=None) | Q(maximum_age__gte=F("minimum_age")),
                name="guidance_service_ages",
            ),
        ),
    ]
