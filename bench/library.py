"""The search of the library over 20,000 invented materials, beside the bare SQL of the same run.

The floor of a question is its own queries sent as they are, rows fetched: what is ours is
reading the question, ranking, counting facets, marking words and writing the answer.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from django.db import connection
from django.test import Client

from bench.reads import got
from bench.timing import Act, bare, queries_of
from library.models import Material, MaterialVersion, StoredFile
from library.search.indexing import reindex
from library.vocabulary import AccessFeature, Audience, Licence, MaterialKind, MaterialState
from prevention.models import Organisation, Role, Theme, User
from prevention.vocabulary import Axis, Level, OrganisationKind, RoleKind

MATERIALS = 20_000
WITH_A_FILE = 4  # one in so many
ROUNDS = 5
# Words as they are said: a few everywhere, many seldom.
SAID = """
classe élève parler séance adulte respect corps jeu règle droit loi école aide groupe émotion
violence harcèlement consentement égalité numérique image secret famille amitié sexualité santé
"""
COMMON = SAID.split()
THEMES = {
    "EVARS": "Éducation à la vie affective, relationnelle et à la sexualité",
    "HAR": "Harcèlement",
    "CYB": "Usages du numérique et cyberviolences",
    "ADD": "Conduites addictives",
    "EGA": "Égalité entre les filles et les garçons",
    "CPS": "Compétences psychosociales",
}
QUESTIONS = [
    "",
    "level=6E",
    "level=CM1&level=CM2&theme=HAR",
    "kind=VIDEO&accessibility=SUBTITLES&duration=15",
    "q=harcelement",
    "q=consentement",
    "q=egalite filles garçons",
    "q=harcèlement&level=4E&kind=VIDEO",
    "q=parler du consentement en classe",
    "q=violences numériques et image de soi",
    "q=évars 4e",
    "q=con",
    "q=jeu coopératif&level=CE2",
    "q=mot123",
    "q=mot77 mot1500",
    "q=film sur le secret",
    "q=cyber-harcèlement&theme=CYB&theme=HAR",
    "q=loi école&audience=TEACHER&language=fr",
    "q=rien de tel licorne",
    "q=élève&page=40",
]


def fill(_folder: Path, _server_url: str) -> None:
    start = perf_counter()
    _fill_shelf()
    made = perf_counter()
    reindex()
    taken_in = perf_counter() - made
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"\n{connection.display_name}: {MATERIALS:,} materials, made in {made - start:.0f} s,")
    print(
        f"taken into the search in {taken_in:.0f} s ({taken_in / MATERIALS * 1000:.1f} ms each)\n"
    )
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(_facilitator())
    ours, floors = [], []
    print(
        f"{'A search over HTTP / its SQL':<56}{'floor':>14}{'ours':>13}{'ratio':>8}{'queries':>10}"
    )
    for question in QUESTIONS:
        search = got(client, f"/api/v1/materials/search/?{question}")
        queries = queries_of(search)
        floor, took = _times(bare(queries)), _times(search)
        floors += floor
        ours += took
        print(_line(question or "(everything)", median(floor), median(took), str(len(queries))))
    print(_line(f"{len(ours)} searches, median", median(floors), median(ours)))
    print(_line(f"{len(ours)} searches, 99th of 100", _p99(floors), _p99(ours)), flush=True)


def _times(act: Act) -> list[float]:
    act()
    spent = []
    for _round in range(ROUNDS):
        start = perf_counter()
        act()
        spent.append(perf_counter() - start)
    return spent


def _p99(times: list[float]) -> float:
    return quantiles(times, n=100, method="inclusive")[-1]


def _line(name: str, floor: float, ours: float, queries: str = "") -> str:
    times = f"{floor * 1000:>11.1f} ms{ours * 1000:>10.1f} ms{ours / floor:>8.1f}"
    return f"{name:<56}{times}{queries:>10}"


def _facilitator() -> User:
    user = User.objects.create_user(email="intervenante@exemple.test")
    centre = Organisation.objects.create(name="Centre fictif", kind=OrganisationKind.SANTE)
    Role.objects.create(
        user=user, kind=RoleKind.FACILITATOR, organisation=centre, status="CONFIRMED"
    )
    return user


def _fill_shelf() -> None:
    chance = random.Random(3018)  # noqa: S311 - the same shelf each time, no secret
    themes = [
        Theme.objects.get_or_create(code=code, defaults={"name": name, "levels": list(Level)})[0]
        for code, name in THEMES.items()
    ]
    materials = Material.objects.bulk_create(_materials(chance), batch_size=500)
    through = Material.themes.through
    through._default_manager.bulk_create(
        (
            through(material_id=material.pk, theme_id=theme.pk)
            for material in materials
            for theme in chance.sample(themes, k=chance.choice([1, 1, 2]))
        ),
        batch_size=5000,
    )
    _give_files(chance, materials[::WITH_A_FILE])


def _materials(chance: random.Random) -> Iterator[Material]:
    levels = list(Level)
    for number in range(MATERIALS):
        first = chance.randrange(len(levels))
        reviewed = date(2026, 1, 1 + number % 28)
        material = Material(
            title=f"{_said(chance, 5).capitalize()} {number}",
            description=_said(chance, 40),
            kind=chance.choice(MaterialKind.values),
            audience=chance.choice(Audience.values),
            levels=levels[first : first + chance.randint(1, 6)],
            axes=chance.sample(Axis.values, k=chance.choice([0, 1, 1, 2])),
            duration_minutes=chance.choice([None, 10, 20, 45, 55, 90]),
            language=chance.choice(["fr"] * 19 + ["en"]),
            publisher=f"Éditeur {chance.randint(1, 60)}",
            url="https://ressources.exemple.test/",
            licence=chance.choice([code for code in Licence.values if code != Licence.LINK_ONLY]),
            accessibility=chance.sample(AccessFeature.values, k=chance.choice([0, 0, 1, 2])),
            state=MaterialState.PUBLISHED,
            reviewed_on=reviewed,
            review_due_on=date(2028, 1, 1),
            published_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        material.note_catalogued()
        yield material


def _give_files(chance: random.Random, materials: list[Material]) -> None:
    files = StoredFile.objects.bulk_create(
        (
            StoredFile(
                sha256=f"{material.pk:064x}",
                media_type="application/pdf",
                size_bytes=1,
                text=_said(chance, 800),
            )
            for material in materials
        ),
        batch_size=500,
    )
    versions = MaterialVersion.objects.bulk_create(
        (
            MaterialVersion(material=material, number=1, file=file)
            for material, file in zip(materials, files, strict=True)
        ),
        batch_size=500,
    )
    for material, version in zip(materials, versions, strict=True):
        material.current = version
    Material.objects.bulk_update(materials, ["current"], batch_size=500)


def _said(chance: random.Random, words: int) -> str:
    """Words of which one in ten is common; the others are rare as those of a language are."""
    return " ".join(
        chance.choice(COMMON)
        if chance.random() < 1 / 10
        else f"mot{int(chance.paretovariate(0.7))}"
        for _word in range(words)
    )
