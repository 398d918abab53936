"""Who may do what at every address of the site: the matrix.

Every address is taken from the URL configuration, with every verb and every kind of person,
so that a new endpoint fails here until it has a row. To add one, write a line in ``ROWS``:
the name of its address, its verb, the people who are served (``served``), those who hold
the right but cannot know of this row (``hidden``: 404); all others signed in get 403, and
nobody signed in gets 401. Verbs without a line must answer 405.
"""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.urls import URLResolver, get_resolver, reverse
from rest_framework.test import APIClient

from prevention.models import Invitation, Role, Session
from prevention.people.rights import RIGHTS
from prevention.scheduling.gestures import MANY
from prevention.vocabulary import RoleKind
from tests import caches
from tests.factories import (
    AgreementFactory,
    AvailabilityFactory,
    ClassGroupFactory,
    ClosureFactory,
    CollectionFactory,
    CommuneFactory,
    DatedAvailabilityFactory,
    DutyFactory,
    FacilitatorFactory,
    HelpServiceFactory,
    MaterialFactory,
    MessageFactory,
    OfferFactory,
    OrganisationFactory,
    RequestFactory,
    RoleFactory,
    RoomFactory,
    SchoolFactory,
    SchoolYearFactory,
    SessionFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

VERBS = ("get", "post", "put", "patch", "delete")

# People: a role here, the same role elsewhere, no role at all, an administrator.
T, H, S, F, C = "TEACHER", "HEAD", "STAFF", "FACILITATOR", "COORDINATOR"
# Who pays reads published figures, and else what everybody signed in does.
FUNDER = "FUNDER"
FUNDERS = frozenset({FUNDER, f"{FUNDER} elsewhere"})
HERE = frozenset({T, H, S, F, C})
ELSEWHERE = frozenset({f"{role} elsewhere" for role in HERE})
NOBODY, ADMINISTRATOR, ANONYMOUS = "without a role", "administrator", "anonymous"
WITH_A_ROLE = HERE | ELSEWHERE | {ADMINISTRATOR}
SIGNED_IN = WITH_A_ROLE | FUNDERS | {NOBODY}
EVERYBODY = [ANONYMOUS, *sorted(SIGNED_IN)]


def both(*roles):
    """The same roles here and elsewhere, and the administrator."""
    return frozenset({*roles, *(f"{role} elsewhere" for role in roles), ADMINISTRATOR})


def elsewhere(*roles):
    return frozenset(f"{role} elsewhere" for role in roles)


def here(*roles):
    return frozenset({*roles, ADMINISTRATOR})


@dataclass(frozen=True)
class Row:
    name: str
    verb: str
    served: frozenset
    hidden: frozenset = frozenset()
    status: int = 200
    body: dict = field(default_factory=dict)
    right: str = ""  # as in RIGHTS, when the row must agree with it


A_DAY = {
    "facilitator": "facilitator",
    "starts_at": "2040-10-02T06:00:00Z",
    "ends_at": "2040-10-02T16:00:00Z",
}
A_CLOSURE = {
    "school": "here",
    "starts_on": "2040-10-01",
    "ends_on": "2040-10-05",
    "reason": "EXAMS",
}

ROWS = [
    Row("api:me", "get", SIGNED_IN, right="me.read"),
    Row("api:me", "patch", SIGNED_IN, body={"name": "Nom"}, right="me.change"),
    Row("api:my-messages", "get", SIGNED_IN, right="me.read"),
    Row(
        "api:my-messages",
        "patch",
        SIGNED_IN,
        body={"kinds": [{"kind": "reminder", "wanted": False}]},
        right="me.change",
    ),
    Row("api:message-list", "get", both(C), right="message.read"),
    *(
        Row(f"api:message-{shown}", "get", here(C), elsewhere(C), right="message.read")
        for shown in ("detail", "document")
    ),
    *(
        Row(f"api:message-{act}", "post", here(C), elsewhere(C), right="message.change")
        for act in ("edit", "hold-back", "cancel")
    ),
    *(
        Row(f"api:message-{act}", "post", here(C), elsewhere(C), status=409, right="message.change")
        for act in ("release", "send-again")
    ),
    Row("api:token-list", "get", SIGNED_IN, right="token.read"),
    Row(
        "api:token-list",
        "post",
        SIGNED_IN,
        status=201,
        body={"name": "n", "scope": "read"},
        right="token.create",
    ),
    Row("api:token-revoke", "post", frozenset(), SIGNED_IN, right="token.revoke"),
    Row("api:directory-list", "get", SIGNED_IN, right="directory.read"),
    Row(
        "api:role-list",
        "post",
        SIGNED_IN,
        status=201,
        body={"kind": "STAFF", "school": "other"},
        right="role.ask",
    ),
    Row("api:role-list", "get", both(H, C), right="role.confirm"),
    Row("api:role-confirm", "post", here(H, C), elsewhere(H, C), right="role.confirm"),
    Row("api:role-refuse", "post", here(H, C), elsewhere(H, C), right="role.confirm"),
    Row("api:invitation-list", "get", both(H, C), right="invitation.read"),
    Row(
        "api:invitation-list",
        "post",
        here(H, C),
        status=201,
        body={"email": "a@exemple.test", "kind": "TEACHER", "school": "here"},
        right="invitation.create",
    ),
    Row(
        "api:invitation-revoke",
        "post",
        frozenset({ADMINISTRATOR}),
        both(H, C) - {ADMINISTRATOR},
        right="invitation.create",
    ),
    Row("api:invitation-accept", "post", SIGNED_IN, status=409, body={"token": "x"}),
    Row("api:school-year-list", "get", SIGNED_IN, right="school_year.read"),
    Row("api:school-year-detail", "get", SIGNED_IN, right="school_year.read"),
    Row("api:holiday-list", "get", SIGNED_IN, right="holiday.read"),
    Row("api:school-list", "get", WITH_A_ROLE, right="school.read"),
    Row(
        "api:school-detail",
        "get",
        here(T, H, S, C),
        ELSEWHERE | {F},
        right="school.read",
    ),
    Row(
        "api:school-detail",
        "patch",
        here(H, C),
        elsewhere(H, C),
        body={"phone": "03"},
        right="school.change",
    ),
    Row("api:class-group-list", "get", WITH_A_ROLE, right="class_group.read"),
    Row(
        "api:class-group-list",
        "post",
        here(T, H, C),
        elsewhere(T, H, C),
        status=201,
        body={"school": "here", "school_year": 2026, "label": "Neuve", "levels": ["5E"]},
        right="class_group.create",
    ),
    Row("api:class-group-detail", "get", here(T, H, S, F, C), ELSEWHERE, right="class_group.read"),
    Row(
        "api:class-group-detail",
        "patch",
        here(T, H, C),
        elsewhere(T, H, C),
        body={"headcount": 20},
        right="class_group.change",
    ),
    Row("api:agreement-list", "get", WITH_A_ROLE, right="agreement.read"),
    Row("api:agreement-detail", "get", WITH_A_ROLE, right="agreement.read"),
    Row(
        "api:agreement-list",
        "post",
        both(C),
        status=201,
        body={
            "organisation": "partner",
            "scope": "ACADEMIC",
            "themes": ["EVARS"],
            "levels": ["5E"],
            "valid_from": "2026-01-01",
            "valid_until": "2030-12-31",
        },
        right="agreement.change",
    ),
    Row(
        "api:agreement-detail",
        "patch",
        both(C),
        body={"valid_until": "2027-01-01"},
        right="agreement.change",
    ),
    Row("api:planning-list", "get", here(T, H, S, C), ELSEWHERE | {F}, right="session.read"),
    Row("api:planning-csv", "get", here(T, H, S, C), ELSEWHERE | {F}, right="session.read"),
    *(
        Row(f"api:paper-{paper}", "get", here(H, C), elsewhere(H, C), right="paper.school")
        for paper in ("family-letter", "board-report")
    ),
    Row("api:paper-order-list", "get", both(H, C), right="paper.year"),
    Row(
        "api:paper-order-list",
        "post",
        both(H, C),
        status=202,
        body={"paper": "yearly_report", "school_year": 2026},
        right="paper.year",
    ),
    Row("api:paper-order-detail", "get", frozenset(), both(H, C), right="paper.year"),
    Row("api:paper-order-detail", "delete", frozenset(), both(H, C), right="paper.year"),
    Row("api:paper-order-file", "get", frozenset(), both(H, C), right="paper.year"),
    Row(
        "api:paper-day-sheet",
        "get",
        frozenset({F}) | both(C),
        elsewhere(F),
        right="paper.day",
    ),
    Row("api:theme-list", "get", WITH_A_ROLE, right="theme.read"),
    Row("api:theme-detail", "get", WITH_A_ROLE, right="theme.read"),
    Row("api:duty-list", "get", WITH_A_ROLE, right="duty.read"),
    Row("api:duty-detail", "get", WITH_A_ROLE, right="duty.read"),
    Row("api:organisation-list", "get", WITH_A_ROLE, right="organisation.read"),
    Row("api:organisation-detail", "get", WITH_A_ROLE, right="organisation.read"),
    Row(
        "api:organisation-list",
        "post",
        both(C),
        status=201,
        body={"name": "Neuve", "kind": "ASSOCIATION"},
        right="organisation.change",
    ),
    Row(
        "api:organisation-detail",
        "patch",
        both(C),
        body={"kind": "SANTE"},
        right="organisation.change",
    ),
    Row("api:facilitator-list", "get", both(F, C), right="facilitator.read"),
    Row(
        "api:facilitator-detail",
        "get",
        frozenset({F}) | both(C),
        elsewhere(F),
        right="facilitator.read",
    ),
    Row(
        "api:facilitator-list",
        "post",
        both(C),
        status=201,
        body={"name": "Neuve", "organisation": "partner"},
        right="facilitator.change",
    ),
    Row(
        "api:facilitator-detail",
        "patch",
        frozenset({F}) | both(C),
        elsewhere(F),
        body={"max_per_day": 3},
        right="facilitator.limit",
    ),
    Row("api:offer-list", "get", WITH_A_ROLE, right="offer.read"),
    Row("api:offer-detail", "get", WITH_A_ROLE, right="offer.read"),
    Row(
        "api:offer-list",
        "post",
        both(C),
        status=201,
        body={
            "title": "Neuve",
            "organisation": "partner",
            "theme": "EVARS",
            "levels": ["5E"],
            "duration_minutes": 60,
            "facilitators": "facilitators",
        },
        right="offer.change",
    ),
    Row("api:offer-detail", "patch", both(C), body={"lead_days": 3}, right="offer.change"),
    Row(
        "api:facilitator-agenda",
        "get",
        frozenset({F}) | both(C),
        elsewhere(F),
        right="facilitator.read",
    ),
    Row("api:availability-list", "get", both(F, C), right="availability.read"),
    Row(
        "api:availability-list",
        "post",
        frozenset({F}) | both(C),
        elsewhere(F),
        status=201,
        body={
            "facilitator": "facilitator",
            "weekday": 4,
            "starts_at": "08:00",
            "ends_at": "12:00",
            "valid_from": "2026-09-01",
        },
        right="availability.change",
    ),
    Row(
        "api:availability-detail",
        "get",
        frozenset({F}) | both(C),
        elsewhere(F),
        right="availability.read",
    ),
    Row(
        "api:availability-detail",
        "patch",
        frozenset({F}) | both(C),
        elsewhere(F),
        body={"valid_until": "2027-06-30"},
        right="availability.change",
    ),
    Row(
        "api:availability-detail",
        "delete",
        frozenset({F}) | both(C),
        elsewhere(F),
        status=204,
        right="availability.change",
    ),
    Row("api:absence-list", "get", both(F, C), right="availability.read"),
    Row(
        "api:absence-list",
        "post",
        frozenset({F}) | both(C),
        elsewhere(F),
        status=201,
        body=A_DAY,
        right="availability.change",
    ),
    Row(
        "api:absence-preview",
        "post",
        frozenset({F}) | both(C),
        elsewhere(F),
        body=A_DAY,
        right="availability.change",
    ),
    Row(
        "api:absence-detail",
        "get",
        frozenset({F}) | both(C),
        elsewhere(F),
        right="availability.read",
    ),
    Row(
        "api:absence-detail",
        "patch",
        frozenset({F}) | both(C),
        elsewhere(F),
        body={"ends_at": "2040-10-02T17:00:00Z"},
        right="availability.change",
    ),
    Row(
        "api:absence-detail",
        "delete",
        frozenset({F}) | both(C),
        elsewhere(F),
        status=204,
        right="availability.change",
    ),
    Row("api:closure-list", "get", WITH_A_ROLE, right="closure.read"),
    Row(
        "api:closure-list",
        "post",
        here(H, C),
        elsewhere(H, C),
        status=201,
        body=A_CLOSURE,
        right="closure.change",
    ),
    Row(
        "api:closure-preview",
        "post",
        here(H, C),
        elsewhere(H, C),
        body=A_CLOSURE,
        right="closure.change",
    ),
    Row("api:closure-detail", "get", here(T, H, S, C), ELSEWHERE | {F}, right="closure.read"),
    Row(
        "api:closure-detail",
        "patch",
        here(H, C),
        elsewhere(H, C),
        body={"half": "AM"},
        right="closure.change",
    ),
    Row(
        "api:closure-detail",
        "delete",
        here(H, C),
        elsewhere(H, C),
        status=204,
        right="closure.change",
    ),
    Row("api:room-list", "get", WITH_A_ROLE, right="room.read"),
    Row(
        "api:room-list",
        "post",
        here(H, C),
        elsewhere(H, C),
        status=201,
        body={"school": "here", "name": "Gymnase"},
        right="room.change",
    ),
    Row("api:room-detail", "get", here(T, H, S, C), ELSEWHERE | {F}, right="room.read"),
    Row(
        "api:room-detail",
        "patch",
        here(H, C),
        elsewhere(H, C),
        body={"active": False},
        right="room.change",
    ),
    Row("api:material-list", "get", WITH_A_ROLE, right="material.read"),
    Row("api:material-detail", "get", WITH_A_ROLE, right="material.read"),
    Row("api:material-search-list", "get", WITH_A_ROLE, right="material.read"),
    Row("api:material-fitting-list", "get", WITH_A_ROLE, status=400, right="material.read"),
    Row(
        "api:material-list",
        "post",
        both(F, C),
        status=201,
        body={
            "title": "Neuve",
            "kind": "GUIDE",
            "audience": "TEACHER",
            "levels": ["5E"],
            "licence": "CC_BY",
        },
        right="material.change",
    ),
    Row(
        "api:material-detail",
        "patch",
        both(C),
        both(F) - {ADMINISTRATOR},
        body={"title": "Corrigée"},
        right="material.change",
    ),
    Row("api:material-choices", "get", both(F, C), right="material.change"),
    Row("api:material-submit", "post", both(C), status=409, right="material.change"),
    Row("api:material-send-back", "post", both(C), status=409, right="material.review"),
    Row("api:material-publish", "post", both(C), right="material.review"),
    Row(
        "api:material-withdraw",
        "post",
        both(C),
        body={"reason": "ERROR"},
        right="material.review",
    ),
    Row("api:material-reopen", "post", both(C), status=409, right="material.review"),
    Row(
        "api:material-versions",
        "post",
        both(C),
        both(F) - {ADMINISTRATOR},
        status=415,
        right="material.change",
    ),
    *(
        Row(f"api:{shown}", "get", WITH_A_ROLE, right="material.read")
        for shown in (
            *("collection-list", "collection-detail"),
            *("help-service-list", "help-service-detail"),
        )
    ),
    Row(
        "api:collection-list",
        "post",
        both(C),
        status=201,
        body={"title": "Neuve", "levels": ["5E"]},
        right="material.review",
    ),
    Row("api:collection-detail", "patch", both(C), body={"title": "A"}, right="material.review"),
    Row("api:collection-export", "get", WITH_A_ROLE, right="material.read"),
    Row("api:collection-import", "post", both(C), status=415, right="material.review"),
    Row(
        "api:help-service-list",
        "post",
        both(C),
        status=201,
        body={
            "code": "neuf",
            "name": "Neuf",
            "description": "Pour tous.",
            "phone": "119",
            "levels": ["5E"],
            "source": "Département",
            "checked_on": "2026-09-01",
        },
        right="material.review",
    ),
    Row(
        "api:help-service-hours",
        "post",
        both(C),
        body={"opening_hours": "24/7"},
        right="material.review",
    ),
    Row("api:help-service-detail", "patch", both(C), body={"name": "A"}, right="material.review"),
    Row("api:share-list", "get", WITH_A_ROLE, right="share.read"),
    Row(
        "api:share-list",
        "post",
        WITH_A_ROLE,
        status=400,
        body={"reader": "PUPIL"},
        right="share.create",
    ),
    # Of somebody else: one's own are tried where links are.
    Row("api:share-detail", "delete", frozenset(), WITH_A_ROLE, right="share.revoke"),
    Row(
        "api:opening-list",
        "get",
        frozenset(),
        frozenset(),
        status=400,
        right="opening.read",
    ),
    Row("api:start", "get", WITH_A_ROLE, right="session.read"),
    Row("api:coverage-list", "get", both(T, H, S, C), right="coverage.read"),
    Row("api:coverage-map-list", "get", both(T, H, S, C), right="coverage.read"),
    Row("api:coverage-choices-list", "get", both(T, H, S, F, C), right="activity.read"),
    Row("api:published-list", "get", here(C, FUNDER), elsewhere(C, FUNDER), right="published.read"),
    *(
        Row(f"api:published-{what}", "get", both(C, FUNDER), right="published.read")
        for what in ("choices", "csv", "table-schema")
    ),
    Row("api:coverage-grid", "get", both(T, H, S, C), right="coverage.read"),
    Row("api:coverage-activity", "get", both(T, H, S, F, C), right="activity.read"),
    Row("api:coverage-evolution", "get", both(T, H, S, C), right="coverage.read"),
    Row("api:coverage-figures", "get", both(T, H, S, F, C), right="activity.read"),
    Row("api:worklist-list", "get", both(H, C), right="worklist.read"),
    Row("api:request-list", "get", both(T, H, S, C), right="request.read"),
    Row("api:request-detail", "get", here(T, H, S, C), elsewhere(T, H, S, C), right="request.read"),
    Row(
        "api:request-list",
        "post",
        frozenset(),
        both(T, H, C),
        body={"offer": 0, "lines": [{"class_groups": [1], "starts_at": "2026-10-06T10:00:00Z"}]},
        right="request.create",
    ),
    Row(
        "api:proposal-list",
        "post",
        frozenset(),
        both(T, H, C),
        body={"offer": 0, "class_groups": [1], "from": "2026-10-06", "until": "2026-10-30"},
        right="request.create",
    ),
    Row(
        "api:proposal-openings",
        "post",
        frozenset(),
        both(T, H, C),
        body={"offer": 0, "class_groups": [1], "from": "2026-10-06", "until": "2026-10-30"},
        right="request.create",
    ),
    Row(
        "api:session-many-list",
        "post",
        WITH_A_ROLE,
        body={
            "act": "close",
            "sessions": [{"id": str(uuid4()), "revised_at": "2026-09-14T08:00:00Z"}],
        },
        right="session.read",
    ),
    Row(
        "api:session-many-preview",
        "post",
        WITH_A_ROLE,
        body={"act": "close"},
        right="session.read",
    ),
    Row("api:coordination-list", "get", both(C), right="coordination.read"),
    Row("api:coordination-choices", "get", both(C), right="coordination.read"),
    Row("api:coordination-clashes", "get", both(C), right="coordination.read"),
    Row("api:coordination-endings", "get", both(C), right="coordination.read"),
    Row("api:person-list", "get", both(H, C), right="people.read"),
    Row("api:person-leaves", "get", here(H, C), elsewhere(H, C), right="people.read"),
    Row("api:person-end", "post", here(H, C), elsewhere(H, C), right="role.end"),
    Row("api:session-fits", "get", frozenset(), elsewhere(C), right="session.propose"),
    Row("api:session-csv", "get", WITH_A_ROLE, right="session.read"),
    Row("api:session-list", "get", WITH_A_ROLE, right="session.read"),
    Row("api:session-detail", "get", here(T, H, S, F, C), ELSEWHERE, right="session.read"),
    Row("api:session-list", "post", frozenset(), both(T, H), right="session.declare"),
    Row(
        "api:request-propose",
        "post",
        frozenset(),
        both(C),
        body={"offer": 0, "lines": []},
        right="session.propose",
    ),
    Row(
        "api:request-authorisation-link",
        "post",
        here(C),
        elsewhere(C),
        status=201,
        right="session.link",
    ),
    Row(
        "api:request-place",
        "post",
        frozenset(),
        both(C),
        body={"offer": 0},
        right="session.propose",
    ),
    Row(
        "api:session-hold",
        "post",
        here(T, H, C),
        elsewhere(T, H, C),
        status=409,
        right="session.hold",
    ),
    Row(
        "api:session-prepare",
        "post",
        here(T, H, S, F, C),
        ELSEWHERE,
        body={"en_adult": "NURSE"},
        right="session.prepare",
    ),
    Row(
        "api:session-move",
        "post",
        here(T, H, F, C),
        elsewhere(T, H, F, C),
        status=409,
        body={"starts_at": "2040-10-03T10:00:00Z"},
        right="session.move",
    ),
    Row(
        "api:session-openings",
        "get",
        here(T, H, F, C),
        elsewhere(T, H, F, C),
        status=400,
        right="session.move",
    ),
    Row(
        "api:session-replace",
        "post",
        here(F, C),
        elsewhere(F, C),
        status=400,
        right="session.replace",
    ),
    Row("api:session-replacements", "get", here(F, C), elsewhere(F, C), right="session.replace"),
    Row(
        "api:session-report",
        "post",
        here(F, C),
        elsewhere(F, C),
        status=409,
        right="session.report",
    ),
    Row(
        "api:session-not-held",
        "post",
        here(T, H, F, C),
        elsewhere(T, H, F, C),
        status=409,
        body={"reason": "OTHER"},
        right="session.not_held",
    ),
    Row(
        "api:session-feedback",
        "get",
        here(T, H, S),
        elsewhere(T, H, S),
        right="session.feedback",
    ),
    Row(
        "api:session-feedback",
        "put",
        here(T, H, S),
        elsewhere(T, H, S),
        status=409,
        body={"usefulness": 3},
        right="session.feedback",
    ),
    Row(
        "api:session-feedback",
        "delete",
        here(T, H, S),
        elsewhere(T, H, S),
        status=204,
        right="session.feedback",
    ),
    Row("api:feedback-list", "get", both(F, C), right="feedback.read"),
    Row("api:session-close", "post", here(C), elsewhere(C), status=409, right="session.close"),
    Row("api:session-authorise", "post", here(H), elsewhere(H), right="session.authorise"),
    Row("api:session-accept", "post", here(F, C), elsewhere(F, C), right="session.accept"),
    Row(
        "api:session-refuse",
        "post",
        here(H, F, C),
        elsewhere(H, F, C),
        body={"reason": "OTHER"},
        right="session.refuse",
    ),
    Row(
        "api:session-cancel",
        "post",
        here(T, H, F, C),
        elsewhere(T, H, F, C),
        body={"reason": "OTHER"},
        right="session.cancel",
    ),
    Row(
        "api:own-calendar",
        "get",
        frozenset({F}) | both(C),
        elsewhere(F),
        right="availability.read",
    ),
    Row(
        "api:own-calendar",
        "put",
        frozenset({F}) | both(C),
        elsewhere(F),
        body={"address": "https://agenda.exemple.test/a.ics"},
        right="availability.change",
    ),
    Row(
        "api:own-calendar",
        "delete",
        frozenset({F}) | both(C),
        elsewhere(F),
        status=204,
        right="availability.change",
    ),
    Row("api:feed-list", "get", WITH_A_ROLE, right="feed.read"),
    Row(
        "api:feed-list",
        "post",
        here(T, H, S, C),
        ELSEWHERE | {F},
        status=201,
        body={"kind": "school", "school": "here", "name": "Agenda"},
        right="feed.create",
    ),
    Row("api:feed-detail", "get", frozenset(), WITH_A_ROLE, right="feed.read"),
    Row(
        "api:feed-detail",
        "patch",
        frozenset(),
        WITH_A_ROLE,
        body={"name": "Agenda"},
        right="feed.rename",
    ),
    Row("api:feed-qr", "get", frozenset(), WITH_A_ROLE, right="feed.read"),
    Row("api:feed-reset", "post", frozenset(), WITH_A_ROLE, right="feed.reset"),
    Row("api:feed-revoke", "post", frozenset(), WITH_A_ROLE, right="feed.revoke"),
    Row("api:feed-readers-list", "get", both(C), right="feed.readers"),
    Row("api:school-reading-list", "get", both(C), right="feed.readers"),
    Row("api:facilitator-reading-list", "get", both(C), right="feed.readers"),
]
MATRIX = {(row.name, row.verb): row for row in ROWS}

# Open to everybody, each for its reason: signs of life, the pages' own document with what a
# browser installs them by, the API's description, calendars by their secret, covers of
# published materials, and what the library tells portals: words about materials, no file.
OPEN = {
    "healthz",
    "readyz",
    "page",
    "manifest",
    "service-worker",
    "api:schema",
    "api:docs",
    "calendar",
    "material-cover",
    "catalogue",
    "catalogue-material",
    "catalogue-rss",
    "catalogue-atom",
}

# Open likewise, to programs that may ask by POST and change nothing by it (OAI-PMH, 3.1.1).
OPEN_TO_HARVESTERS = {"oai"}

# Open to whoever holds the address, a secret sent to one person: a POST decides in that
# person's name, and no other verb than GET, HEAD and POST exists.
BY_LINK = {"authorisation-link", "unsubscribe", "mail-preferences"}

# What a material hands out, to whom it is for or by a share link: every way to it is tried for
# every reader, audience and state in tests/library/test_matrix.py.
FILES = {
    "material-file",
    "material-version",
    "material-picture",
    "share",
    "shared-file",
    "shared-picture",
}

# Pages of the administration that are not a model's.
ADMINISTRATION = {"admin-import", "admin-schedule"}

# The doors of sign-in, which answer by themselves whether somebody is signed in, and where a
# provider sends people back to.
DOORS = {
    "oidc-callback",
    "sign-in:application",
    "sign-in:code-confirm",
    "sign-in:code-request",
    "sign-in:config",
    "sign-in:email-verify",
    "sign-in:factors",
    "sign-in:login",
    "sign-in:passkey-login",
    "sign-in:passkeys",
    "sign-in:password-change",
    "sign-in:password-request",
    "sign-in:password-reset",
    "sign-in:prove-by-code",
    "sign-in:prove-by-passkey",
    "sign-in:prove-by-password",
    "sign-in:provider",
    "sign-in:recovery-codes",
    "sign-in:second-code",
    "sign-in:second-passkey",
    "sign-in:session",
    "sign-in:sign-up",
}


def walk(resolver, namespaces=()):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from walk(pattern, inner)
        else:
            yield ":".join([*namespaces, pattern.name or "?"])


ADDRESSES = set(walk(get_resolver()))


def test_every_address_of_the_site_has_its_row():
    listed = {row.name for row in ROWS} | OPEN | OPEN_TO_HARVESTERS | DOORS | ADMINISTRATION
    listed |= BY_LINK | FILES
    unlisted = {name for name in ADDRESSES - listed if not name.startswith("admin:")}

    assert unlisted == set()
    assert {row.name for row in ROWS} - ADDRESSES == set()


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.right], ids=lambda r: f"{r.name}-{r.verb}"
)
def test_the_matrix_agrees_with_the_table_of_rights(row):
    holders = RIGHTS[row.right]
    expected = SIGNED_IN if holders is None else both(*(kind.value for kind in holders))

    # Whoever the matrix serves or hides a row from holds the right.
    assert row.served | row.hidden <= expected


@pytest.fixture
def world():
    """One of everything, at one school and with one organisation."""
    commune = CommuneFactory(insee_code="59014", name="Anzin")
    school = SchoolFactory(commune=commune)
    other = SchoolFactory()
    group = ClassGroupFactory(school=school)
    SchoolYearFactory(year=2025)  # over, and published
    duty = DutyFactory()
    organisation = OrganisationFactory()
    facilitator = FacilitatorFactory(organisation=organisation)
    offer = OfferFactory(organisation=organisation, instant=False)
    session = SessionFactory(
        request=RequestFactory(offer=offer, school=school),
        starts_at=datetime(2040, 10, 2, 10, tzinfo=ZoneInfo("Europe/Paris")),
        held_until=datetime(2040, 9, 2, 10, tzinfo=ZoneInfo("Europe/Paris")),
    )
    session.groups.add(group)
    material = MaterialFactory()
    material.themes.add(ThemeFactory())
    message = MessageFactory(school=school, sessions=[session])
    RoleFactory(school=school, kind=RoleKind.HEAD)
    asked = RoleFactory(school=school, kind=RoleKind.TEACHER, status=Role.Status.PENDING)
    held = RoleFactory(school=school, kind=RoleKind.STAFF)
    invitation = Invitation.objects.create(
        email="b@exemple.test",
        kind=RoleKind.TEACHER,
        school=school,
        invited_by=UserFactory(),
        digest="0" * 64,
        expires_at="2040-01-01T00:00Z",
    )
    return {
        "school": school,
        "other": other,
        "organisation": organisation,
        "facilitator": facilitator,
        "commune": commune,
        "keys": {
            "school-detail": {"pk": school.pk},
            "class-group-detail": {"pk": group.pk},
            "school-year-detail": {"pk": 2026},
            "agreement-detail": {"pk": AgreementFactory(organisation=organisation).pk},
            "theme-detail": {"pk": "EVARS"},
            "duty-detail": {"code": duty.code},
            "organisation-detail": {"pk": organisation.pk},
            "offer-detail": {"pk": offer.pk},
            "facilitator-detail": {"pk": facilitator.pk},
            "facilitator-agenda": {"pk": facilitator.pk},
            "own-calendar": {"pk": facilitator.pk},
            "availability-detail": {"pk": AvailabilityFactory(facilitator=facilitator).pk},
            "absence-detail": {"pk": DatedAvailabilityFactory(facilitator=facilitator).pk},
            "closure-detail": {"pk": ClosureFactory(school=school).pk},
            "room-detail": {"pk": RoomFactory(school=school).pk},
            **{
                f"material-{act}": {"public_id": material.public_id}
                for act in (
                    *("detail", "submit", "send-back", "publish", "withdraw", "reopen"),
                    "versions",
                )
            },
            "collection-detail": {"public_id": CollectionFactory().public_id},
            "collection-export": {"public_id": CollectionFactory().public_id},
            "help-service-detail": {"pk": HelpServiceFactory().pk},
            "share-detail": {"pk": 0},
            **{
                f"request-{act}": {"public_id": session.request.public_id}
                for act in ("detail", "authorisation-link")
            },
            **{
                f"session-{act}": {"public_id": session.public_id}
                for act in (
                    "detail",
                    "hold",
                    "authorise",
                    "accept",
                    "prepare",
                    "move",
                    "openings",
                    "fits",
                    "replace",
                    "replacements",
                    "refuse",
                    "cancel",
                    "report",
                    "not-held",
                    "close",
                    "feedback",
                )
            },
            **{
                f"message-{act}": {"public_id": message.public_id}
                for act in (
                    *("detail", "document", "edit", "hold-back", "release", "send-again"),
                    "cancel",
                )
            },
            **{f"person-{act}": {"pk": held.pk} for act in ("leaves", "end")},
            "role-confirm": {"pk": asked.pk},
            "role-refuse": {"pk": asked.pk},
            "invitation-revoke": {"pk": invitation.pk},
            "token-revoke": {"pk": 0},
            **{f"paper-order-{act}": {"pk": uuid4()} for act in ("detail", "file")},
            **{f"feed-{act}": {"pk": 0} for act in ("detail", "qr", "reset", "revoke")},
        },
    }


def become(person, world):
    """Make the person, with the role that the name says."""
    if person == ANONYMOUS:
        return None
    user = UserFactory(administrator=person == ADMINISTRATOR)
    kind, _, far = person.partition(" ")
    if person in {NOBODY, ADMINISTRATOR}:
        return user
    if kind == F:
        one = FacilitatorFactory() if far else world["facilitator"]
        one.user = user
        one.save()
        RoleFactory(user=user, kind=kind, organisation=one.organisation)
    elif kind in {C, FUNDER}:
        RoleFactory(
            user=user, kind=kind, commune=(world["other"] if far else world["school"]).commune
        )
    else:
        RoleFactory(user=user, kind=kind, school=world["other"] if far else world["school"])
    return user


def ask(person, name, verb, world, body=None):
    client = APIClient()
    if user := become(person, world):
        client.force_authenticate(user)
    kwargs = world["keys"].get(name.removeprefix("api:"), {})
    words = {
        "here": world["school"].pk,
        "other": SchoolFactory().pk,
        "partner": world["organisation"].pk,
        "facilitator": world["facilitator"].pk,
        "facilitators": [world["facilitator"].pk],
    }
    filled = {
        key: words.get(value, value) if isinstance(value, str) else value
        for key, value in (body or {}).items()
    }
    address = reverse(name, kwargs=kwargs)
    if verb == "get":
        return client.get(address, queries(world).get(name, {}))
    return getattr(client, verb)(address, filled)


def queries(world):
    """What some addresses do not answer without."""
    planning = {"by": "school", "of": world["school"].pk, "span": "week", "day": "2040-10-02"}
    return {
        "api:coverage-list": {"school": world["school"].pk, "school_year": 2026},
        "api:coverage-grid": {"by": "school", "school_year": 2026},
        "api:coverage-activity": {"by": "school", "year": 2026},
        "api:coverage-evolution": {"school_year": 2026},
        "api:published-list": {"territory": world["commune"].pk, "school_year": 2025},
        "api:published-csv": {"school_year": 2025},
        "api:planning-list": planning,
        "api:facilitator-agenda": {"from": "2040-10-01", "until": "2040-10-07"},
        "api:planning-csv": planning,
        **{
            f"api:paper-{paper}": {"school": world["school"].pk, "school_year": 2026}
            for paper in ("family-letter", "board-report")
        },
        "api:paper-day-sheet": {"facilitator": world["facilitator"].pk, "day": "2040-10-02"},
        "api:coordination-clashes": {"from": "2040-10-01", "until": "2040-10-31"},
    }


def expected_status(row, person):
    if person == ANONYMOUS:
        return 401
    if person in row.served:
        return row.status
    if person in row.hidden:
        return 404
    return 403


# Where the answer to those who hold the right is not about who asks.
OTHERWISE = {
    ("api:session-fits", "get"): dict.fromkeys(here(C), 409),
    ("api:opening-list", "get"): dict.fromkeys(both(T, H, S, C), 400),
    ("api:proposal-list", "post"): dict.fromkeys(both(T, H, C), 400),
    ("api:proposal-openings", "post"): dict.fromkeys(both(T, H, C), 400),
    ("api:request-list", "post"): dict.fromkeys(both(T, H, C), 400),
    ("api:request-propose", "post"): dict.fromkeys(both(C), 400),
    ("api:request-place", "post"): dict.fromkeys(both(C), 400),
    ("api:session-list", "post"): dict.fromkeys(both(T, H), 400),
    ("api:invitation-list", "post"): dict.fromkeys(elsewhere(H, C), 409),
}


def answers(people, name, verbs, world, body=None):
    """Give what an address answers to each of these people and verbs, each as if it came alone."""
    all_answers = {}
    for person, verb in product(people, verbs):
        caches.begin()
        with transaction.atomic():
            all_answers[person, verb] = ask(person, name, verb, deepcopy(world), body)
            transaction.set_rollback(True)
    for answer in all_answers.values():
        # As every server does: a ZIP is written to a file until then. Django takes the end of a
        # request for a time to leave the database, so that nothing is asked of it afterwards.
        answer.close()
    return all_answers


@pytest.mark.parametrize(("name", "verb"), MATRIX, ids=lambda part: part)
def test_each_person_gets_what_the_matrix_says(name, verb, world):
    row = MATRIX[name, verb]
    expected = {
        person: OTHERWISE.get((name, verb), {}).get(person, expected_status(row, person))
        for person in EVERYBODY
    }

    got, wrong = {}, {}
    for (person, _verb), answer in answers(EVERYBODY, name, [verb], world, row.body).items():
        got[person] = answer.status_code
        if answer.status_code != expected[person]:
            wrong[person] = answer.content
        elif answer.status_code >= 400 and answer["Content-Type"] != "application/problem+json":
            wrong[person] = answer["Content-Type"]

    assert wrong == {}
    assert got == expected


@pytest.mark.parametrize("person", sorted(SIGNED_IN))
@pytest.mark.parametrize("act", MANY, ids=str)
def test_each_session_of_many_is_for_whoever_may_do_that_act_on_it_alone(act, person, world):
    # The address is open to all who read sessions: what it does is judged session by session.
    session = Session.objects.get(**world["keys"][f"session-{act.replace('_', '-')}"])
    line = {"id": str(session.public_id), "revised_at": session.revised_at.isoformat()}
    body = {"act": act, "reason": "OTHER", "sessions": [line]}
    row = MATRIX[f"api:session-{act.replace('_', '-')}", "post"]

    answer = ask(person, "api:session-many-list", "post", world, body)

    if person in FUNDERS | {NOBODY}:
        assert answer.status_code == 403
        return
    (line,) = answer.json()["lines"]
    assert (line["code"] != "permission_denied") == (person in row.served)
    session.refresh_from_db()
    assert line["done"] == (session.revised_at.isoformat() != body["sessions"][0]["revised_at"])
    assert line["done"] == (person in row.served and row.status == 200)


@pytest.mark.parametrize("name", sorted({row.name for row in ROWS}))
def test_other_verbs_do_not_exist(name, world):
    statuses = {ANONYMOUS: 401, NOBODY: 405, ADMINISTRATOR: 405}
    verbs = [verb for verb in VERBS if (name, verb) not in MATRIX]

    got = answers(statuses, name, verbs, world)

    assert {key: answer.status_code for key, answer in got.items()} == {
        (person, verb): statuses[person] for person, verb in product(statuses, verbs)
    }


@pytest.mark.parametrize("person", [ANONYMOUS, NOBODY, *sorted(HERE)])
def test_the_administration_is_closed_to_who_is_not_staff(person, world, client):
    if user := become(person, world):
        client.force_login(user)

    lists = {name for name in ADDRESSES if name.startswith("admin:") and "changelist" in name}
    for name in sorted(lists | ADMINISTRATION):
        assert client.get(reverse(name)).status_code in {302, 403}


@pytest.mark.parametrize("name", sorted(DOORS))
def test_the_doors_of_sign_in_show_nothing_to_the_unknown(name, client):
    answer = client.get(reverse(name))

    assert answer.status_code in {200, 400, 401, 403, 404, 405, 409}
    if name not in {"sign-in:config", "sign-in:passkey-login"}:
        assert answer.status_code != 200


def test_the_challenge_of_a_passkey_names_nobody(client):
    answer = client.get(reverse("sign-in:passkey-login")).json()["data"]

    assert not answer["request_options"]["publicKey"].get("allowCredentials")


@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("name", sorted(OPEN))
def test_what_is_open_can_only_be_read(name, verb, client):
    kwargs = {
        "calendar": {"secret": "x"},
        "material-cover": {"public_id": uuid4()},
        "catalogue-material": {"public_id": uuid4()},
    }.get(name, {})

    answer = getattr(client, verb)(reverse(name, kwargs=kwargs))

    assert answer.status_code == 405


@pytest.mark.parametrize("verb", ["put", "patch", "delete"])
@pytest.mark.parametrize("name", sorted(OPEN_TO_HARVESTERS))
def test_what_is_open_to_harvesters_takes_their_two_verbs(name, verb, client):
    assert getattr(client, verb)(reverse(name)).status_code == 405


@pytest.mark.parametrize("person", EVERYBODY)
@pytest.mark.parametrize("name", sorted(BY_LINK))
def test_without_its_link_nobody_opens_the_page_of_somebody(name, person, world, client):
    if user := become(person, world):
        client.force_login(user)
    address = reverse(name, kwargs={"token": "x"})

    got = {verb: getattr(client, verb)(address).status_code for verb in VERBS}

    assert got == {"get": 404, "post": 404, "put": 405, "patch": 405, "delete": 405}
