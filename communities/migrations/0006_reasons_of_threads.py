"""A closed thread and a hidden one each keep their own reason."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("communities", "0005_requests_and_proposals")]

    operations = [
        migrations.RenameField("thread", "reason", "hidden_reason"),
        migrations.AlterField(
            model_name='thread',
            name='hidden_reason',
            field=models.CharField(blank=True, help_text='Shown to its writer and hosts.', max_length=500),
        ),
        migrations.AddField(
            model_name='thread',
            name='closed_reason',
            field=models.CharField(blank=True, help_text='Shown to the group.', max_length=500),
        ),
    ]
