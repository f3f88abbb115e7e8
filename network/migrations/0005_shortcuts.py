from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0004_pages_as_pictures'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='shortcuts',
            field=models.BooleanField(default=True, help_text='Whether single keys do something on her pages (WCAG 2.1.4).'),
        ),
    ]
