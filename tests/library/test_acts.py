"""The life of a material, from a draft to its end."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from library.acts import (
    FROM,
    add_material,
    allowed_actions,
    change_material,
    expire_due_materials,
    publish,
    reopen,
    send_back,
    submit,
    withdraw,
)
from library.errors import MaterialIncompleteError, MaterialStateError, ReviewTooFarError
from library.models import Material
from library.vocabulary import MaterialState
from tests.factories import (
    MaterialFactory,
    OrganisationFactory,
    RoleFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

SAID = {
    "title": "Le consentement expliqué",
    "description": "Un film à discuter.",
    "kind": "VIDEO",
    "audience": "PUPIL",
    "levels": ["4E", "3E"],
    "licence": "CC_BY",
    "publisher": "Ville de Valenciennes",
}
TODAY = date(2026, 9, 14)


@pytest.fixture
def coordinator():
    return RoleFactory(kind="COORDINATOR", everywhere=True).user


@pytest.fixture
def draft(coordinator):
    return add_material(by=coordinator, themes=[ThemeFactory()], **SAID)


def test_a_draft_goes_through_review_to_publication(draft, coordinator, now):
    submit(material=draft)
    publish(material=draft, by=coordinator, now=now)

    draft.refresh_from_db()
    assert draft.state == MaterialState.PUBLISHED
    assert (draft.reviewed_by, draft.reviewed_on) == (coordinator, TODAY)
    assert draft.review_due_on == date(2028, 9, 14)
    assert draft.published_at == now


def test_a_review_is_renewed_and_the_first_publication_stays(draft, coordinator, now):
    publish(material=draft, by=coordinator, now=now)

    later = now + timedelta(days=300)
    publish(material=draft, by=coordinator, now=later, review_due_on=date(2027, 9, 1))

    draft.refresh_from_db()
    assert (draft.published_at, draft.review_due_on) == (now, date(2027, 9, 1))


@pytest.mark.parametrize("day", [TODAY, date(2031, 1, 1)])
def test_a_next_review_is_neither_past_nor_years_away(draft, coordinator, now, day):
    with pytest.raises(ReviewTooFarError):
        publish(material=draft, by=coordinator, now=now, review_due_on=day)

    draft.refresh_from_db()
    assert draft.state == MaterialState.DRAFT


@pytest.mark.parametrize("act", [submit, publish])
def test_what_others_rely_on_says_what_they_search_by(coordinator, now, act):
    bare = add_material(by=coordinator, **{**SAID, "description": "", "publisher": ""})
    more = {"by": coordinator, "now": now} if act is publish else {}

    with pytest.raises(MaterialIncompleteError) as refusal:
        act(material=bare, **more)

    assert refusal.value.facts["missing"] == ["description", "publisher", "themes"]


def test_a_published_material_stays_complete(draft, coordinator, now):
    publish(material=draft, by=coordinator, now=now)
    draft.refresh_from_db()

    with pytest.raises(MaterialIncompleteError):
        change_material(draft, themes=[])


def test_a_material_comes_back_from_review_and_from_withdrawal(draft):
    submit(material=draft)
    send_back(material=draft)
    withdraw(material=draft, reason="RIGHTS")

    draft.refresh_from_db()
    assert (draft.state, draft.withdrawn_reason) == ("withdrawn", "RIGHTS")

    reopen(material=draft)

    draft.refresh_from_db()
    assert (draft.state, draft.withdrawn_reason) == ("draft", "")


def test_each_act_leads_from_its_states_alone(draft, coordinator, now):
    acts = {
        "submit": lambda: submit(material=draft),
        "send_back": lambda: send_back(material=draft),
        "publish": lambda: publish(material=draft, by=coordinator, now=now),
        "withdraw": lambda: withdraw(material=draft, reason="OTHER"),
        "reopen": lambda: reopen(material=draft),
    }
    for state in MaterialState:
        for name, act in acts.items():
            if state in FROM[name]:
                continue
            _put(draft, state)
            with pytest.raises(MaterialStateError) as refusal:
                act()
            assert refusal.value.facts["state"] == state


def test_what_is_due_for_review_goes_out_of_sight_and_is_told_to_portals():
    due = MaterialFactory(review_due_on=TODAY)
    later = MaterialFactory(review_due_on=TODAY + timedelta(days=1))
    before = due.updated_at

    assert expire_due_materials(today=TODAY) == 1
    assert expire_due_materials(today=TODAY) == 0

    due.refresh_from_db()
    later.refresh_from_db()
    assert (due.state, later.state) == ("expired", "published")
    assert due.updated_at > before


def test_the_acts_offered_are_those_of_the_state_and_the_person(draft, coordinator):
    facilitator = RoleFactory(kind="FACILITATOR", organisation=OrganisationFactory()).user
    own = add_material(by=facilitator, **SAID)

    assert allowed_actions(coordinator, draft) == ["submit", "publish", "withdraw"]
    assert allowed_actions(facilitator, own) == ["submit"]
    assert allowed_actions(facilitator, draft) == []
    assert allowed_actions(UserFactory(), draft) == []


def test_another_address_is_tried_anew(draft):
    draft.link_failures = 3
    draft.save()

    change_material(draft, url="https://autre.exemple.test/")

    draft.refresh_from_db()
    assert (draft.link_failures, draft.link_checked_at) == (0, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"levels": []},
        {"duration_minutes": 0},
        {"licence": "LINK_ONLY", "url": ""},
        {"warnings": ["SUICIDE"], "adult_advice": ""},
        {"state": "withdrawn"},
        {"withdrawn_reason": "ERROR"},
        {"state": "published", "reviewed_on": None},
        {"review_due_on": date(2026, 9, 1)},
    ],
    ids=str,
)
def test_what_must_never_be_false_is_refused_with_a_sentence_and_by_the_database(wrong):
    material = MaterialFactory()
    for name, value in wrong.items():
        setattr(material, name, value)

    with pytest.raises(ValidationError):
        material.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        material.save()


def test_a_wrong_draft_writes_nothing(coordinator):
    with pytest.raises(ValidationError):
        add_material(by=coordinator, **{**SAID, "language": "français"})

    assert not Material.objects.exists()


def _put(material, state):
    Material.objects.filter(pk=material.pk).update(
        state=state,
        withdrawn_reason="OTHER" if state == MaterialState.WITHDRAWN else "",
        published_at="2026-09-01T08:00Z",
        was_catalogued=True,
        reviewed_on=date(2026, 9, 1),
        review_due_on=date(2027, 9, 1),
    )


def test_portals_are_owed_word_of_what_is_no_longer_for_schools(draft, coordinator, now):
    publish(material=draft, by=coordinator, now=now)
    draft.refresh_from_db()

    change_material(draft, audience="FACILITATOR")

    assert Material.objects.catalogued().count() == 0
    assert list(Material.objects.once_catalogued()) == [draft]


def test_what_only_facilitators_ever_saw_was_never_told_to_portals(draft, coordinator, now):
    change_material(draft, audience="FACILITATOR")
    publish(material=draft, by=coordinator, now=now)

    assert Material.objects.once_catalogued().count() == 0


def test_the_database_refuses_to_tell_portals_without_noting_it(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        MaterialFactory(was_catalogued=False)


@pytest.mark.parametrize(
    "change", [{"title": "Autre titre"}, {"themes": []}, {"warnings": (), "adult_advice": ""}]
)
def test_whatever_is_changed_moves_the_date_that_portals_go_by(draft, change):
    before = Material.objects.get().updated_at

    change_material(draft, **change)

    assert Material.objects.get().updated_at > before
