"""In one group no two pseudonyms look alike."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("communities", "0003_fill_pseudonym_keys")]

    operations = [
        migrations.RemoveConstraint(model_name="member", name="communities_pseudonym_once"),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                fields=("group", "pseudonym_key"), name="communities_pseudonym_key_once"
            ),
        ),
    ]
