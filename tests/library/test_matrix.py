"""Who reaches a material, by every way to it: audience x state x reader x address.

Generated: each reader asks at each address for each material. What may be seen is written out
here, and not taken from the code.
"""

from datetime import timedelta
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from library.models import Share
from library.shares import digest_of
from library.vocabulary import Audience, MaterialState
from prevention.vocabulary import RoleKind
from tests.factories import (
    CollectionFactory,
    MaterialFactory,
    OrganisationFactory,
    RoleFactory,
    UserFactory,
)
from tests.library.kept import PAGE_WIDTH, keep_version

pytestmark = pytest.mark.django_db

ANONYMOUS, NOBODY, ADMINISTRATOR = "anonymous", "without a role", "administrator"
READERS = [*RoleKind, ANONYMOUS, NOBODY, ADMINISTRATOR]
SCHOOL = {Audience.PUPIL, Audience.TEACHER, Audience.PARENT}
EVERYTHING = {RoleKind.COORDINATOR, ADMINISTRATOR}
PUBLISHED_FOR = {
    RoleKind.TEACHER: SCHOOL,
    RoleKind.HEAD: SCHOOL,
    RoleKind.STAFF: SCHOOL,
    RoleKind.FACILITATOR: set(Audience),
}
SIGNED_IN_WAYS = {
    "page": lambda key: reverse("api:material-detail", args=[key]),
    "file": lambda key: reverse("material-file", args=[key]),
    "earlier version": lambda key: reverse("material-version", args=[key, 1]),
    "picture": lambda key: reverse("material-picture", args=[key, 1, PAGE_WIDTH]),
}
REFUSED = {302, 401, 403, 404}


@pytest.fixture
def materials():
    """One of each audience and state, with two versions of its file."""
    made = {}
    for audience, state in product(Audience, MaterialState):
        reviewed = state in {MaterialState.PUBLISHED, MaterialState.EXPIRED}
        material = MaterialFactory(
            audience=audience,
            state=state,
            withdrawn_reason="ERROR" if state == MaterialState.WITHDRAWN else "",
            **({} if reviewed else {"reviewed_on": None, "review_due_on": None}),
        )
        for number in (1, 2):
            keep_version(material, f"{audience} {state} {number}".encode())
        made[audience, state] = material
    return made


def sign_in(client, reader):
    if reader == ANONYMOUS:
        return
    if reader in {NOBODY, ADMINISTRATOR}:
        client.force_login(UserFactory(administrator=reader == ADMINISTRATOR))
        return
    reach = {
        RoleKind.FACILITATOR: lambda: {"organisation": OrganisationFactory()},
        RoleKind.COORDINATOR: lambda: {"everywhere": True},
        RoleKind.FUNDER: lambda: {"everywhere": True},
    }.get(reader, dict)()
    client.force_login(RoleFactory(kind=reader, **reach).user)


def may_see(reader, audience, state):
    published = state == MaterialState.PUBLISHED and audience in PUBLISHED_FOR.get(reader, ())
    return reader in EVERYTHING or published


@pytest.mark.parametrize("way", SIGNED_IN_WAYS)
@pytest.mark.parametrize("reader", READERS)
def test_who_is_signed_in_reaches_what_is_for_them_by_every_address(client, materials, reader, way):
    sign_in(client, reader)

    reached = {
        key
        for key, material in materials.items()
        if _reached(client.get(SIGNED_IN_WAYS[way](material.public_id)))
    }

    assert reached == {key for key in materials if may_see(reader, *key)}


# What a link for each kind of reader shows.
LINKED = {"PUPIL": {Audience.PUPIL}, "PARENT": {Audience.PUPIL, Audience.PARENT}}
LINKS = {
    "open": ({}, True),
    "over": ({"expires_at": -1}, False),
    "taken back": ({"revoked": True}, False),
}


def share(link_reader, fields, **of):
    secret = f"{link_reader}-{'-'.join(map(str, fields))}-{next(iter(of.values())).pk}"
    now = timezone.now()
    Share.objects.create(
        digest=digest_of(secret),
        reader=link_reader,
        made_by=UserFactory(),
        made_at=now - timedelta(days=9),
        expires_at=now + timedelta(days=fields.get("expires_at", 9)),
        revoked_at=now if fields.get("revoked") else None,
        **of,
    )
    return secret


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("link_reader", LINKED)
def test_a_share_link_reaches_what_is_for_such_readers_while_it_is_open(
    client, materials, link_reader, link
):
    fields, is_open = LINKS[link]
    pages, files, pictures = set(), set(), set()
    for key, material in materials.items():
        secret = share(link_reader, fields, material=material)
        named = [secret, material.public_id]
        if _reached(client.get(reverse("share", args=[secret]))):
            pages.add(key)
        if _reached(client.get(reverse("shared-file", args=named))):
            files.add(key)
        if _reached(client.get(reverse("shared-picture", args=[*named, 1, PAGE_WIDTH]))):
            pictures.add(key)

    shown = {
        (audience, state)
        for audience, state in materials
        if is_open and state == MaterialState.PUBLISHED and audience in LINKED[link_reader]
    }
    assert pages == files == pictures == shown


@pytest.mark.parametrize("link_reader", LINKED)
def test_a_share_link_of_a_collection_shows_of_it_what_is_for_such_readers(
    client, materials, link_reader
):
    collection = CollectionFactory()
    for place, material in enumerate(materials.values(), start=1):
        collection.entries.create(material=material, position=place)
    secret = share(link_reader, {}, collection=collection)

    page = client.get(reverse("share", args=[secret])).content.decode()
    reached = {
        key
        for key, material in materials.items()
        if _reached(client.get(reverse("shared-file", args=[secret, material.public_id])))
    }

    assert reached == {(audience, MaterialState.PUBLISHED) for audience in LINKED[link_reader]}
    for key, material in materials.items():
        assert (str(material.public_id) in page) == (key in reached)


def test_a_share_link_opens_nothing_else_of_the_library(client, materials):
    pupils = materials[Audience.PUPIL, MaterialState.PUBLISHED]
    guide = materials[Audience.TEACHER, MaterialState.PUBLISHED]
    secret = share("PUPIL", {}, material=pupils)

    assert client.get(reverse("shared-file", args=[secret, guide.public_id])).status_code == 404
    assert client.get(reverse("material-file", args=[pupils.public_id])).status_code == 302
    assert client.get(reverse("shared-file", args=["no-such", pupils.public_id])).status_code == 404


def _reached(answer):
    assert answer.status_code in REFUSED | {200, 410}
    return answer.status_code == 200
