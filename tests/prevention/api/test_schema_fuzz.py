"""Whatever is sent to whatever operation, by whomever: an answer that the description promised.

Schemathesis makes requests from the description, valid and not. Each is sent as it is and
once more about rows that exist, by each kind of person with a token of theirs, and undone.
"""

from datetime import UTC, datetime, timedelta

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from library.shares import make_share
from prevention.calendars.feeds import create_school_feed
from prevention.models import Invitation, Role
from prevention.people.tokens import create_token
from prevention.vocabulary import RoleKind, TokenScope
from prevention.wsgi import application
from tests.factories import (
    AgreementFactory,
    AvailabilityFactory,
    ClassGroupFactory,
    ClosureFactory,
    CollectionFactory,
    DatedAvailabilityFactory,
    DutyFactory,
    FacilitatorFactory,
    HelpServiceFactory,
    HolidayFactory,
    MaterialFactory,
    MessageFactory,
    OfferFactory,
    PaperOrderFactory,
    RequestFactory,
    RoleFactory,
    RoomFactory,
    SchoolFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

# Loads a module now that is else compiled deep within a test, where CPython 3.11 may lose
# count of how deep it is, and says so by a SystemError.
st.randoms().validate()

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def closed_when_read(environ, start_response):
    """Give the whole answer and close it, as a server does."""
    answer = application(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", closed_when_read)
schema.config.generation.update(
    modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE], with_security_parameters=False
)
schema.config.phases.coverage.enabled = False  # hundreds of requests an operation


@pytest.fixture(autouse=True)
def one_connection():
    """Keep the test's connection from request to request, as Django's own client does."""
    signals = [request_started, request_finished]
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def school():
    return SchoolFactory(commune__insee_code="59014", commune__name="Anzin")


@pytest.fixture
def offer():
    offer = OfferFactory(instant=False)
    offer.materials.add(MaterialFactory(audience="PUPIL"))
    return offer


@pytest.fixture
def people(school, offer):
    """A user of each kind."""
    reach = {
        RoleKind.FACILITATOR: {"organisation": offer.organisation},
        RoleKind.COORDINATOR: {"everywhere": True},
        RoleKind.FUNDER: {"everywhere": True},
    }
    people = {
        kind.value: RoleFactory(kind=kind, **reach.get(kind, {"school": school})).user
        for kind in RoleKind
    }
    facilitator = FacilitatorFactory(
        user=people[RoleKind.FACILITATOR], organisation=offer.organisation
    )
    AvailabilityFactory(facilitator=facilitator)
    offer.facilitators.add(facilitator)
    return people | {"administrator": UserFactory(administrator=True)}


@pytest.fixture
def headers(people):
    """What each kind of person sends to be known; nothing for the unknown."""
    return {"anonymous": {}} | {
        name: {"Authorization": f"Bearer {secret}"}
        for name, user in people.items()
        for _token, secret in [
            create_token(user=user, name="", scope=TokenScope.WRITE, now=timezone.now())
        ]
    }


@pytest.fixture
def known(school, offer, people):
    """Rows that exist, by the names that the description gives their keys."""
    soon = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=20)
    group = ClassGroupFactory(school=school)
    HolidayFactory()
    session = SessionFactory(
        request=RequestFactory(offer=offer, school=school, asked_by=people["TEACHER"]),
        starts_at=soon,
        held_until=soon - timedelta(days=10),
    )
    session.groups.add(group)
    facilitator = offer.facilitators.get()
    session.facilitators.add(facilitator)
    invitation = Invitation.objects.create(
        email="invitee@exemple.test",
        kind=RoleKind.TEACHER,
        school=school,
        invited_by=people["HEAD"],
        digest="0" * 64,
        expires_at=soon,
    )
    material = offer.materials.get()
    share = make_share(
        of=material, reader="PUPIL", by=people["TEACHER"], days=30, now=timezone.now()
    ).share
    feed = create_school_feed(holder=people["TEACHER"], school=school, name="", now=timezone.now())
    return {
        "school": school.pk,
        "of": school.pk,
        "class_group": group.pk,
        "offer": offer.pk,
        "school_year": group.school_year_id,
        "theme": offer.theme_id,
        "organisation": offer.organisation_id,
        "commune": school.commune_id,
        "near": school.pk,
        "from": soon.date().isoformat(),
        "until": (soon + timedelta(days=30)).date().isoformat(),
        "starts_at": soon.isoformat(),
        "schools": school.pk,
        "class-groups": group.pk,
        "offers": offer.pk,
        "school-years": group.school_year_id,
        "facilitators": facilitator.pk,
        "agreements": AgreementFactory().pk,
        "themes": offer.theme_id,
        "organisations": offer.organisation_id,
        "duties": DutyFactory().code,
        "materials": str(material.public_id),
        "collections": str(CollectionFactory().public_id),
        "help-services": HelpServiceFactory().pk,
        "shares": share.pk,
        "messages": str(MessageFactory(school=school, sessions=[session], due_at=soon).public_id),
        "paper-orders": str(PaperOrderFactory(user=people["HEAD"], ready=True).pk),
        "requests": str(session.request.public_id),
        "sessions": str(session.public_id),
        "facilitator": facilitator.pk,
        "availabilities": facilitator.availabilities.get().pk,
        "absences": DatedAvailabilityFactory(
            facilitator=facilitator, starts_at=soon, ends_at=soon + timedelta(days=1)
        ).pk,
        "closures": ClosureFactory(school=school, starts_on=soon, ends_on=soon).pk,
        "rooms": RoomFactory(school=school).pk,
        "people": people["TEACHER"].pk,
        "roles": RoleFactory(school=school, status=Role.Status.PENDING).pk,
        "invitations": invitation.pk,
        "feeds": feed.pk,
        "tokens": people["TEACHER"].api_tokens.first().pk,
    }


def about(known, value):
    """The same value, where whatever names a row names one that exists."""
    match value:
        case dict():
            return {key: known.get(key, about(known, inner)) for key, inner in value.items()}
        case list():
            return [about(known, inner) for inner in value]
    return value


def about_rows_that_exist(case, known):
    resource = case.path.split("/")[3]
    key = known[resource] if case.path_parameters else None
    return case.operation.Case(
        path_parameters=dict.fromkeys(case.path_parameters, key),
        query=about(known, case.query),
        headers=case.headers,
        body=about(known, case.body),
        media_type=case.media_type,
    )


@schema.parametrize()
@settings(
    max_examples=3,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),  # every case is undone, and few are made
)
def test_every_answer_is_one_that_the_description_promises(case, headers, known):
    for sent in (case, about_rows_that_exist(case, known)):
        for known_by in headers.values():
            with transaction.atomic():
                # Asked of the application itself, nothing unpacks what leaves compressed.
                plain = {**known_by, "Accept-Encoding": "identity"}
                sent.call_and_validate(headers=plain, checks=CHECKS)
                transaction.set_rollback(True)
