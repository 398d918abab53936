"""Who sees which materials: every audience, state and role, by rows and one by one."""

from itertools import product

import pytest

from library.models import Material
from library.visibility import may_read
from library.vocabulary import Audience, MaterialState
from prevention.vocabulary import RoleKind
from tests.factories import MaterialFactory, OrganisationFactory, RoleFactory, UserFactory

pytestmark = pytest.mark.django_db

REVIEWED = (MaterialState.PUBLISHED, MaterialState.EXPIRED)
SCHOOL = {Audience.PUPIL, Audience.TEACHER, Audience.PARENT}
# Written out, and not taken from the code: what each reader sees of what is published.
PUBLISHED_FOR = {
    RoleKind.TEACHER: SCHOOL,
    RoleKind.HEAD: SCHOOL,
    RoleKind.STAFF: SCHOOL,
    RoleKind.FACILITATOR: set(Audience),
    RoleKind.COORDINATOR: set(Audience),
    RoleKind.FUNDER: set(),
    None: set(),
}


def material(audience, state, **fields):
    reason = "ERROR" if state == MaterialState.WITHDRAWN else ""
    dates = {} if state in REVIEWED else {"reviewed_on": None, "review_due_on": None}
    return MaterialFactory(
        audience=audience, state=state, withdrawn_reason=reason, **dates, **fields
    )


def reader(kind):
    if kind is None:
        return UserFactory()
    reach = {}
    if kind == RoleKind.FACILITATOR:
        reach["organisation"] = OrganisationFactory()
    if kind in {RoleKind.COORDINATOR, RoleKind.FUNDER}:
        reach["everywhere"] = True
    return RoleFactory(kind=kind, **reach).user


@pytest.mark.parametrize("kind", [*RoleKind, None])
def test_readers_see_what_is_published_for_them_and_reviewers_everything(kind):
    rows = {
        (audience, state): material(audience, state)
        for audience, state in product(Audience, MaterialState)
    }
    user = reader(kind)

    seen = set(Material.objects.visible_to(user))

    expected = {
        row
        for (audience, state), row in rows.items()
        if kind == RoleKind.COORDINATOR
        or (state == MaterialState.PUBLISHED and audience in PUBLISHED_FOR[kind])
    }
    assert seen == expected
    assert {row for row in rows.values() if may_read(user, row)} == expected


@pytest.mark.parametrize("kind", [*RoleKind, None])
def test_the_own_drafts_are_the_authors_where_one_may_write_them(kind):
    user = reader(kind)
    own = material(Audience.FACILITATOR, MaterialState.DRAFT, added_by=user)

    writes = kind in {RoleKind.FACILITATOR, RoleKind.COORDINATOR}

    assert Material.objects.visible_to(user).exists() is writes
    assert may_read(user, own) is writes
    assert Material.objects.changeable_by(user).exists() is writes


def test_a_draft_handed_in_is_no_longer_its_authors_to_change():
    user = reader(RoleKind.FACILITATOR)
    handed_in = material(Audience.PUPIL, MaterialState.IN_REVIEW, added_by=user)

    assert list(Material.objects.visible_to(user)) == [handed_in]
    assert not Material.objects.changeable_by(user).exists()


@pytest.mark.parametrize(
    ("link", "audiences"),
    [("PUPIL", {Audience.PUPIL}), ("PARENT", {Audience.PUPIL, Audience.PARENT})],
)
def test_links_for_pupils_and_parents_never_show_an_adults_guide(link, audiences):
    rows = [material(audience, state) for audience, state in product(Audience, MaterialState)]

    shown = set(Material.objects.shared_with(link))

    assert shown == {row for row in rows if row.state == "published" and row.audience in audiences}


def test_portals_are_told_of_what_schools_read_and_of_its_end():
    rows = {
        (audience, state): material(audience, state)
        for audience, state in product(Audience, MaterialState)
    }
    never = material(Audience.PUPIL, MaterialState.DRAFT, published_at=None)

    catalogued = set(Material.objects.catalogued())
    once = set(Material.objects.once_catalogued())

    assert catalogued == {rows[audience, MaterialState.PUBLISHED] for audience in SCHOOL}
    assert once == {row for (audience, _state), row in rows.items() if audience in SCHOOL}
    assert never not in once
