"""Materials that portals are told of."""

from datetime import date

import pytest

from library.models import Material, MaterialVersion, StoredFile
from tests.factories import MaterialFactory, ThemeFactory

SITE = "https://prevention.exemple.test"


@pytest.fixture(autouse=True)
def _at_home(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def film():
    """A film for pupils with everything said of it."""
    film = MaterialFactory(
        title="Le consentement expliqué </script> & plus",
        description="Un film à discuter en classe.",
        kind="VIDEO",
        audience="PUPIL",
        levels=["6E", "2NDE"],
        axes=["A2"],
        duration_minutes=90,
        author="Collectif fictif",
        url="https://films.exemple.test/consentement",
        licence="CC_BY_SA",
        accessibility=["SUBTITLES", "FALC"],
        warnings=["SEXUAL_VIOLENCE", "SUICIDE"],
        adult_advice="Regarder avant la classe, et prévoir un temps d’échange.",
        cover="covers/abc.webp",
        review_due_on=date(2028, 9, 1),
    )
    film.themes.add(ThemeFactory())
    return film


@pytest.fixture
def guide():
    """A guide for teachers, with a file."""
    guide = MaterialFactory(title="Repères", kind="GUIDE", url="", licence="EDU_ONLY")
    file = StoredFile.objects.create(sha256="a" * 64, media_type="application/pdf", size_bytes=1234)
    version = MaterialVersion.objects.create(material=guide, number=2, file=file)
    guide.current = version
    guide.save()
    return guide


@pytest.fixture
def dated():
    """Say when a material last changed."""

    def change(material, moment):
        Material.objects.filter(pk=material.pk).update(updated_at=moment)
        return material

    return change
