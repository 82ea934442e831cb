"""Indexes in the order in which threads and earlier texts are read."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("communities", "0007_removed_posts")]

    operations = [
        migrations.AlterModelOptions(
            name='postrevision',
            options={},
        ),
        migrations.RemoveIndex(
            model_name='thread',
            name='communities_thread_list',
        ),
        migrations.AddIndex(
            model_name='postrevision',
            index=models.Index(fields=['post', '-replaced_at', '-id'], name='communities_revision_order'),
        ),
        migrations.AddIndex(
            model_name='thread',
            index=models.Index(fields=['group', '-is_pinned', '-last_post_at', '-id'], name='communities_thread_order'),
        ),
    ]
