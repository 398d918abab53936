"""Which materials a session shows, to whom, by its place in the series."""

from datetime import timedelta

import pytest

from prevention.offers.acts import Placed, write_offer
from prevention.scheduling.models import SessionGroup
from prevention.vocabulary import Moment
from tests.factories import (
    TUESDAY_AT_TEN,
    ClassGroupFactory,
    MaterialFactory,
    OfferFactory,
    RequestFactory,
    RoleFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def series(teacher):
    """Three sessions for one class, a week apart, and one for another class on the first day."""
    school = teacher.roles.get().school
    group, other = ClassGroupFactory(school=school), ClassGroupFactory(school=school, label="5e 9")
    offer = OfferFactory(sessions_in_series=3)
    request = RequestFactory(school=school, offer=offer)
    sessions = []
    for weeks, classes in [(0, group), (1, group), (2, group), (0, other)]:
        session = SessionFactory(request=request, starts_at=TUESDAY_AT_TEN + timedelta(weeks=weeks))
        SessionGroup.objects.create(session=session, group=classes)
        sessions.append(session)
    return sessions


def shown(client, session):
    body = client.get(f"/api/v1/sessions/{session.public_id}/").json()
    return body["number_in_series"], [
        (placed["material"]["title"], placed["moment"]) for placed in body["materials"]
    ]


def test_each_session_shows_what_serves_it_and_what_serves_each(client_of, teacher, series):
    offer = series[0].offer
    each, second = MaterialFactory(title="À chaque fois"), MaterialFactory(title="La deuxième")
    placed = [Placed(each, Moment.DURING), Placed(second, Moment.AFTER, 2)]
    write_offer(offer, materials=placed)

    client = client_of(teacher)

    assert shown(client, series[0]) == (1, [("À chaque fois", "DURING")])
    assert shown(client, series[1]) == (2, [("À chaque fois", "DURING"), ("La deuxième", "AFTER")])
    assert shown(client, series[2]) == (3, [("À chaque fois", "DURING")])
    assert shown(client, series[3])[0] == 1


def test_a_session_called_off_has_no_place_in_the_series(client_of, teacher, series):
    first = series[0]
    first.state, first.ended_side, first.ended_reason = "cancelled", "SCHOOL", "OTHER"
    type(first).objects.filter(pk=first.pk).update(state="cancelled")

    assert shown(client_of(teacher), series[1])[0] == 1


def test_a_guide_of_facilitators_is_shown_to_them_alone(client_of, teacher, series):
    offer = series[0].offer
    offer.materials.add(MaterialFactory(title="Notes d’animation", audience="FACILITATOR"))
    facilitator = RoleFactory(kind="FACILITATOR", organisation=offer.organisation).user

    assert shown(client_of(teacher), series[0])[1] == []
    assert shown(client_of(facilitator), series[0])[1] == [("Notes d’animation", "BEFORE")]
