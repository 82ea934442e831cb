"""A removed post is empty; its text waits in a revision for the time to undo."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("communities", "0006_reasons_of_threads")]

    operations = [
        migrations.AlterField(
            model_name='post',
            name='body',
            field=models.TextField(blank=True, max_length=10000, verbose_name='your message'),
        ),
        migrations.AlterField(
            model_name='post',
            name='body_html',
            field=models.TextField(blank=True, help_text='Rendered when written: reading is many times more common.'),
        ),
        migrations.AlterField(
            model_name='thread',
            name='title',
            field=models.CharField(blank=True, max_length=120, verbose_name='title'),
        ),
        migrations.AddField(
            model_name='postrevision',
            name='title',
            field=models.CharField(blank=True, help_text='Of the thread, when the post is its first.', max_length=120),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('deleted_at__isnull', True), models.Q(('body', ''), ('body_html', '')), _connector='OR'), name='communities_post_deleted_is_empty'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('deleted_at__isnull', False)), fields=['deleted_at'], name='communities_post_deleted'),
        ),
    ]
