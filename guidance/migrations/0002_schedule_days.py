"""Hours are kept as HSDS keeps them: several weekdays in a row, days of validity, and what holds on holidays."""

from django.db import migrations, models
from django.db.models import F, Q

import guidance.validators

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def name_the_days(apps, schema_editor):
    for row in apps.get_model("guidance", "Schedule").objects.all():
        row.byday = DAYS[row.weekday]
        row.save(update_fields=["byday"])


def number_the_days(apps, schema_editor):
    """One row a weekday again. Closures and dated rows did not exist then and go."""
    Schedule = apps.get_model("guidance", "Schedule")
    Schedule.objects.exclude(closed=False, valid_from=None, valid_to=None).delete()
    for row in list(Schedule.objects.all()):
        first, *others = row.byday.split(",") if row.byday else DAYS
        row.weekday = DAYS.index(first)
        row.save(update_fields=["weekday"])
        for day in others:
            Schedule.objects.create(
                service_id=row.service_id,
                weekday=DAYS.index(day),
                opens_at=row.opens_at,
                closes_at=row.closes_at,
                all_day=row.all_day,
                channel=row.channel,
                languages=row.languages,
            )


class Migration(migrations.Migration):
    dependencies = [("guidance", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="schedule", name="guidance_schedule_weekday"),
        migrations.AlterModelOptions(name="schedule", options={"ordering": ["service", "pk"]}),
        migrations.AlterField(
            model_name="schedule",
            name="weekday",
            field=models.PositiveSmallIntegerField(default=0, help_text="0 is Monday."),
        ),
        migrations.AddField(
            model_name="schedule",
            name="byday",
            field=models.CharField(
                blank=True,
                help_text="Empty: every day.",
                max_length=20,
                validators=[guidance.validators.validate_byday],
            ),
        ),
        migrations.AddField("schedule", "closed", models.BooleanField(default=False)),
        migrations.AddField("schedule", "valid_from", models.DateField(blank=True, null=True)),
        migrations.AddField("schedule", "valid_to", models.DateField(blank=True, null=True)),
        migrations.AddField(
            model_name="schedule",
            name="on_holidays",
            field=models.CharField(
                choices=[("same", "Same"), ("closed", "Closed"), ("unknown", "Unknown")],
                default="unknown",
                max_length=10,
            ),
        ),
        migrations.RunPython(name_the_days, number_the_days),
        migrations.RemoveField("schedule", "weekday"),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="guidance_schedule_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=Q(closed=False) | Q(all_day=False, opens_at=None, closes_at=None),
                name="guidance_schedule_closed_has_no_hours",
            ),
        ),
    ]
