"""A time between two openings, placed by the coordination through the API."""

from datetime import datetime, timedelta

import pytest

pytestmark = pytest.mark.django_db


def test_a_placed_session_is_shown_with_its_reason(client_of, coordinator, offer, group, openings):
    between = datetime.fromisoformat(openings()[0]["starts_at"]) + timedelta(minutes=15)
    body = {
        "offer": offer.pk,
        "class_groups": [group.pk],
        "starts_at": between.isoformat(),
        "reason": "Forum santé du collège",
    }

    answer = client_of(coordinator).post("/api/v1/requests/place/", body)

    shown = answer.json()
    assert (answer.status_code, shown["state"]) == (201, "proposed")
    assert shown["override_reason"] == "Forum santé du collège"
    assert datetime.fromisoformat(shown["starts_at"]) == between
