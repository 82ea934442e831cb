"""Pseudonyms get a key that look-alikes share."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("communities", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="member",
            name="pseudonym_key",
            field=models.CharField(
                default="",
                editable=False,
                help_text="The pseudonym as people read it: look-alikes share it.",
                max_length=80,
            ),
            preserve_default=False,
        ),
    ]
