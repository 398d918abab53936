import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    # Apart from the filling: PostgreSQL alters no table whose rows it has yet to check.
    dependencies = [("prevention", "0006_fill_themes_of_sessions")]

    operations = [
        migrations.AlterField(
            model_name="session",
            name="theme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sessions",
                to="prevention.theme",
                verbose_name="theme",
            ),
        ),
    ]
