"""Since when everything counts as read."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("communities", "0008_reading_order")]

    operations = [
        migrations.AddField(
            model_name='member',
            name='all_read_at',
            field=models.DateTimeField(default=django.utils.timezone.now, help_text='What was written before this is not new to the member, read or not.'),
        ),
    ]
