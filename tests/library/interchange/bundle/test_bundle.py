"""A collection that travels: out of one library as a ZIP, into another as drafts."""

import hashlib
import io
import json
import uuid
import zipfile
from datetime import date
from html.parser import HTMLParser

import pytest
from django.core.management import CommandError, call_command

from library.acts import publish
from library.covers import make_cover
from library.interchange.bundle.errors import (
    BundleOfAnotherVersionError,
    BundleTooLargeError,
    BundleUnreadableError,
)
from library.interchange.bundle.exporting import export_collection
from library.interchange.bundle.importing import Refusal, import_collection
from library.models import Collection, CollectionEntry, Material
from library.versions import add_version
from tests.factories import (
    CollectionFactory,
    HelpServiceFactory,
    MaterialFactory,
    RoleFactory,
    ThemeFactory,
)
from tests.library.files.makers import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return RoleFactory(kind="COORDINATOR", everywhere=True).user


@pytest.fixture
def collection(coordinator, tmp_path, now):
    """A sheet whose file may be handed on, a film that is a link, and a draft."""
    collection = CollectionFactory(theme=ThemeFactory(), axis="A2")
    source = tmp_path / "fiche.pdf"
    source.write_bytes(pdf())
    sheet = MaterialFactory(title="Fiche élève : <b>le respect</b>", audience="PUPIL", url="")
    sheet.themes.add(ThemeFactory())
    add_version(material=sheet, path=source, name="fiche.pdf", by=coordinator, now=now)
    film = MaterialFactory(
        title="Film",
        licence="LINK_ONLY",
        warnings=["DEATH"],
        adult_advice="À regarder avant la classe.",
    )
    draft = MaterialFactory(title="Brouillon", draft=True)
    for place, material in enumerate((sheet, draft, film), start=1):
        CollectionEntry.objects.create(
            collection=collection, material=material, position=place, note=f"Étape {place}"
        )
    make_cover(film)
    HelpServiceFactory(name="3018", opening_hours="09:00-23:00")
    return collection


@pytest.fixture
def bundle(collection, tmp_path, now):
    path = tmp_path / "bundle.zip"
    with path.open("wb") as target:
        export_collection(collection, materials=Material.objects.all(), target=target, now=now)
    return path


def manifest_of(path):
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("manifest.json"))


def changed(path, change):
    """The same ZIP with another manifest."""
    said = manifest_of(path)
    change(said)
    other = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            data = json.dumps(said) if name == "manifest.json" else source.read(name)
            target.writestr(name, data)
    return other


def forget_all():
    Collection.objects.all().delete()
    Material.objects.all().delete()


class Addresses(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found, self.tags = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.found += [(tag, value) for name, value in attrs if name in {"src", "href"}]


def test_the_zip_says_what_it_holds(bundle, collection):
    said = manifest_of(bundle)

    assert said["collection"]["public_id"] == str(collection.public_id)
    assert [one["title"] for one in said["materials"]] == [
        "Fiche élève : <b>le respect</b>",
        "Film",
    ]
    assert [one["note"] for one in said["materials"]] == ["Étape 1", "Étape 3"]
    assert [one["name"] for one in said["help_services"]] == ["3018"]
    with zipfile.ZipFile(bundle) as archive:
        assert archive.testzip() is None
        for told in filter(
            None, (one[part] for one in said["materials"] for part in ("file", "cover"))
        ):
            data = archive.read(told["path"])
            assert (len(data), hashlib.sha256(data).hexdigest()) == (
                told["size_bytes"],
                told["sha256"],
            )


def test_what_may_not_be_handed_on_is_a_link(bundle):
    sheet, film = manifest_of(bundle)["materials"]

    assert sheet["file"]["path"].startswith("files/01-fiche-eleve")
    assert film["file"] is None


def test_its_page_opens_without_a_network_warnings_first(bundle):
    with zipfile.ZipFile(bundle) as archive:
        page, names = archive.read("index.html").decode(), set(archive.namelist())

    addresses = Addresses(page)
    fetched = {address for tag, address in addresses.found if tag in {"img", "link", "script"}}
    assert fetched <= names
    assert not addresses.tags & {"script", "link", "iframe", "form"}
    assert "&lt;b&gt;le respect" in page
    film = page[page.index("2. Film") :]
    assert film.index("À regarder avant la classe.") < film.index("Une séquence")
    assert film.index("décès" if "décès" in film else "mort") < film.index("Une séquence")


def test_the_same_library_gives_the_same_zip(bundle, collection, now):
    again = io.BytesIO()
    export_collection(collection, materials=Material.objects.all(), target=again, now=now)

    assert again.getvalue() == bundle.read_bytes()


def test_only_what_its_reader_may_see_goes_in(collection, now):
    target = io.BytesIO()

    visible = Material.objects.filter(title="Film")
    export_collection(collection, materials=visible, target=target, now=now)

    with zipfile.ZipFile(target) as archive:
        said = json.loads(archive.read("manifest.json"))
    assert [one["title"] for one in said["materials"]] == ["Film"]


def test_another_library_takes_it_in_as_drafts(bundle, collection, coordinator, now):
    before = {one.public_id: one.title for one in Material.objects.published()}
    forget_all()

    report = import_collection(bundle, by=coordinator, now=now)

    assert (report.read, report.new, report.known, report.files) == (2, 2, 0, 1)
    assert report.refused == []
    assert {one.public_id: one.title for one in Material.objects.all()} == before
    assert {one.state for one in Material.objects.all()} == {"draft"}
    brought = Collection.objects.get()
    assert (brought.public_id, brought.published) == (collection.public_id, False)
    lines = brought.entries.values_list("material__title", "note")
    assert list(lines) == [("Fiche élève : <b>le respect</b>", "Étape 1"), ("Film", "Étape 3")]
    sheet = brought.entries.first().material
    assert sheet.current.file.media_type == "application/pdf"
    assert [theme.pk for theme in sheet.themes.all()] == ["EVARS"]


def test_what_is_here_already_is_left_as_it_is(bundle, coordinator, now):
    said = list(Material.objects.order_by("pk").values())
    other = changed(bundle, lambda said: said["materials"][0].update(title="Autre titre"))

    report = import_collection(other, by=coordinator, now=now)

    assert (report.new, report.known, report.files) == (0, 2, 0)
    assert list(Material.objects.order_by("pk").values()) == said


def test_what_was_published_meanwhile_stays_published(bundle, coordinator, now):
    forget_all()
    import_collection(bundle, by=coordinator, now=now)
    film = Material.objects.get(title="Film")
    film.themes.add(ThemeFactory())
    publish(material=film, by=coordinator, now=now)

    import_collection(bundle, by=coordinator, now=now)

    assert Material.objects.get(title="Film").state == "published"


def test_a_refused_material_keeps_the_others(bundle, coordinator, now):
    forget_all()

    def spoil(said):
        said["materials"][0]["licence"] = "STOLEN"
        said["materials"].insert(0, "nonsense")
        said["materials"].append(
            {**said["materials"][2], "public_id": str(uuid.uuid4()), "url": ""}
        )

    report = import_collection(changed(bundle, spoil), by=coordinator, now=now)

    assert (report.read, report.new) == (4, 1)
    assert [one.place for one in report.refused] == [1, 2, 4]
    assert "STOLEN" in report.refused[1].reason
    assert "The licence allows a link alone" in report.refused[2].reason
    assert isinstance(report.refused[0], Refusal)
    assert len(list(report.sentences())) == 4


def test_a_file_that_is_not_as_it_is_said_leaves_its_draft_without(bundle, coordinator, now):
    forget_all()
    other = changed(bundle, lambda said: said["materials"][0]["file"].update(sha256="0" * 64))

    report = import_collection(other, by=coordinator, now=now)

    assert (report.new, report.files) == (2, 0)
    assert len(report.notes) == 1


@pytest.mark.parametrize(
    "path", ["../../etc/passwd", "manifest.json", "files/none.pdf", "/dev/zero"]
)
def test_a_path_names_nothing_but_what_is_in_the_zip(bundle, coordinator, now, path):
    forget_all()
    other = changed(bundle, lambda said: said["materials"][0]["file"].update(path=path))

    report = import_collection(other, by=coordinator, now=now)

    assert (report.new, report.files) == (2, 0)


def test_a_theme_that_is_not_known_here_is_named(bundle, coordinator, now):
    forget_all()
    other = changed(bundle, lambda said: said["materials"][0].update(themes=["EVARS", "MARS"]))

    report = import_collection(other, by=coordinator, now=now)

    assert report.new == 2
    assert ["MARS" in note for note in report.notes] == [True]


def zip_of(path, files, **options):
    with zipfile.ZipFile(path, "w", **options) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


FORMAT = {"format": "prevention-scolaire-collection", "version": 1, "materials": []}


@pytest.mark.parametrize(
    ("manifest", "refusal"),
    [
        (b"{", BundleUnreadableError),
        (b"[" * 100_000, BundleUnreadableError),
        (b"\xff\xfe", BundleUnreadableError),
        (b"[]", BundleUnreadableError),
        (b" " * (4 * 1024 * 1024 + 1), BundleUnreadableError),
        (json.dumps({**FORMAT, "format": "other"}), BundleUnreadableError),
        (json.dumps({**FORMAT, "materials": {}}), BundleUnreadableError),
        (json.dumps({**FORMAT, "version": 2}), BundleOfAnotherVersionError),
        (json.dumps({**FORMAT, "materials": [{}] * 201}), BundleTooLargeError),
    ],
)
def test_what_is_no_zip_of_a_collection_is_not_read(tmp_path, coordinator, now, manifest, refusal):
    path = zip_of(tmp_path / "x.zip", {"manifest.json": manifest}, compression=zipfile.ZIP_DEFLATED)

    with pytest.raises(refusal):
        import_collection(path, by=coordinator, now=now)
    assert not Collection.objects.exists()


def test_a_zip_without_a_manifest_or_no_zip_at_all_is_not_read(tmp_path, coordinator, now):
    other = tmp_path / "no.zip"
    other.write_bytes(b"PK\x03\x04 and nothing")

    for path in (zip_of(tmp_path / "x.zip", {"readme": b""}), other):
        with pytest.raises(BundleUnreadableError):
            import_collection(path, by=coordinator, now=now)


def test_a_zip_of_countless_entries_is_not_read(tmp_path, coordinator, now):
    names = {f"files/{number}": b"" for number in range(500)}
    path = zip_of(tmp_path / "x.zip", {"manifest.json": json.dumps(FORMAT), **names})

    with pytest.raises(BundleTooLargeError):
        import_collection(path, by=coordinator, now=now)


def test_the_commands_do_the_same(collection, coordinator, tmp_path, capsys):
    path = tmp_path / "out.zip"

    call_command("export_collection", str(collection.public_id), str(path))
    forget_all()
    call_command("import_collection", str(path), "--by", coordinator.email)

    assert Material.objects.count() == 2
    assert "2 materials read: 2 new" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("export_collection", str(uuid.uuid4()), str(path))
    for person, file in (("nobody@exemple.test", path), (coordinator.email, tmp_path / "none")):
        with pytest.raises(CommandError):
            call_command("import_collection", str(file), "--by", person)


def test_a_review_of_the_other_library_is_not_taken_over(bundle, coordinator, now):
    forget_all()

    import_collection(bundle, by=coordinator, now=now)

    assert {one.reviewed_on for one in Material.objects.all()} == {None}
    assert date.fromisoformat(manifest_of(bundle)["materials"][0]["reviewed_on"])
