from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """Until now a session had the theme of its offer alone."""
    sessions = apps.get_model("prevention", "Session").objects.filter(theme=None)
    offers = apps.get_model("prevention", "Offer").objects.filter(pk=OuterRef("offer"))
    sessions.update(theme=Subquery(offers.values("theme")[:1]))


class Migration(migrations.Migration):
    dependencies = [("prevention", "0005_sessions_through_their_life")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
