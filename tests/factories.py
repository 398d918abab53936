"""Rows with quiet defaults: a test states only what it is about."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import factory
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from factory.django import DjangoModelFactory

from library.models import Collection, HelpService, Material
from library.vocabulary import CATALOGUED
from prevention import models
from prevention.schools.uai import checking_letter
from prevention.vocabulary import Level, RoleKind, SessionState

PARIS = ZoneInfo("Europe/Paris")
TUESDAY_AT_TEN = datetime(2026, 10, 6, 10, tzinfo=PARIS)


def invented_uai(number: int) -> str:
    """Write the code of a school that does not exist: no département starts with a 3.

    Six digits count them: a suite makes more than ten thousand schools in one process.
    """
    digits = f"3{number:06d}"
    return digits + checking_letter(digits)


class CommuneFactory(DjangoModelFactory):
    class Meta:
        model = models.Commune
        django_get_or_create = ["insee_code"]

    insee_code = "59606"
    name = "Valenciennes"
    department_code = "59"
    latitude = 50.3585
    longitude = 3.5233


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = models.School

    uai = factory.Sequence(invented_uai)
    name = factory.Sequence(lambda n: f"Collège n° {n}")
    kind = "CLG"
    sector = "PUBLIC"
    commune = factory.SubFactory(CommuneFactory)
    department_code = "59"
    academy = "Lille"
    holiday_zone = "B"
    latitude = 50.36
    longitude = 3.52


class SchoolYearFactory(DjangoModelFactory):
    class Meta:
        model = models.SchoolYear
        django_get_or_create = ["year"]

    year = 2026


class HolidayFactory(DjangoModelFactory):
    """The autumn holidays of 2026 in zone B."""

    class Meta:
        model = models.Holiday

    zone = "B"
    name = "Vacances de la Toussaint"
    starts_on = date(2026, 10, 17)
    ends_on = date(2026, 11, 1)
    leave_after_class = True
    school_year = factory.SubFactory(SchoolYearFactory)
    source = "Le calendrier scolaire"

    class Params:
        # Ends the year 2026-2027: with it, the whole year is known.
        summer = factory.Trait(
            name="Vacances d’Été", starts_on=date(2027, 7, 3), ends_on=date(2027, 8, 31)
        )


class PublicHolidayFactory(DjangoModelFactory):
    class Meta:
        model = models.PublicHoliday

    day = date(2026, 11, 11)
    name = "11 novembre"


class SchoolTimetableFactory(DjangoModelFactory):
    class Meta:
        model = models.SchoolTimetable

    school = factory.SubFactory(SchoolFactory)
    weekday = 1
    half = "AM"
    starts_at = "08:00"
    ends_at = "12:00"


class ClosureFactory(DjangoModelFactory):
    class Meta:
        model = models.Closure

    school = factory.SubFactory(SchoolFactory)
    starts_on = date(2026, 9, 14)
    ends_on = date(2026, 9, 18)
    reason = "EXAMS"


class RoomFactory(DjangoModelFactory):
    class Meta:
        model = models.Room

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"Salle {n}")


class ClassGroupFactory(DjangoModelFactory):
    class Meta:
        model = models.ClassGroup

    school = factory.SubFactory(SchoolFactory)
    school_year = factory.SubFactory(SchoolYearFactory)
    label = factory.Sequence(lambda n: f"5e {n}")
    levels = (Level.CINQUIEME,)
    headcount = 25


class UserFactory(DjangoModelFactory):
    class Meta:
        model = models.User

    email = factory.Sequence(lambda n: f"personne{n}@exemple.test")
    name = factory.Sequence(lambda n: f"Personne {n}")

    class Params:
        administrator = factory.Trait(is_staff=True, is_superuser=True)


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = models.Role

    user = factory.SubFactory(UserFactory)
    kind = RoleKind.TEACHER
    status = "CONFIRMED"
    school = factory.Maybe(
        factory.LazyAttribute(lambda role: role.kind in {"TEACHER", "HEAD", "STAFF"}),
        factory.SubFactory(SchoolFactory),
        None,
    )


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = models.Invitation

    kind = RoleKind.TEACHER
    invited_by = factory.SubFactory(UserFactory)
    digest = factory.Sequence(lambda n: f"{n:064x}")
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = models.Organisation

    name = factory.Sequence(lambda n: f"Centre de santé {n}")
    kind = "SANTE"  # an association would need agreements


class FacilitatorFactory(DjangoModelFactory):
    class Meta:
        model = models.Facilitator

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Intervenante {n}")
    honorability_on = date(2026, 1, 15)
    honorability_authority = "Département du Nord"


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = models.Theme
        django_get_or_create = ["code"]

    code = "EVARS"
    name = "Vie affective, relationnelle et à la sexualité"
    levels = tuple(level for level in Level if level not in tuple(Level)[:9])


class AgreementFactory(DjangoModelFactory):
    """Five years for EVARS, in all secondary levels."""

    class Meta:
        model = models.Agreement
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory)
    scope = "ACADEMIC"
    levels = factory.LazyAttribute(lambda _agreement: ThemeFactory().levels)
    valid_from = date(2024, 1, 1)
    valid_until = date(2028, 12, 31)

    @factory.post_generation
    def themes(self, create, extracted, **kwargs):
        self.themes.set(extracted or [ThemeFactory()])


class DutyFactory(DjangoModelFactory):
    class Meta:
        model = models.Duty
        django_get_or_create = ["code"]
        skip_postgeneration_save = True

    code = "EVARS"
    name = "Éducation à la vie affective, relationnelle et à la sexualité"
    levels = factory.LazyAttribute(lambda _duty: ThemeFactory().levels)
    amount = 3
    unit = "SESSIONS"
    reference = "Code de l’éducation, article L312-16"
    valid_from = "2025-09-01"

    @factory.post_generation
    def themes(self, create, extracted, **kwargs):
        self.themes.set(extracted or [ThemeFactory()])


class OfferFactory(DjangoModelFactory):
    class Meta:
        model = models.Offer
        skip_postgeneration_save = True

    title = "Respect et relations"
    organisation = factory.SubFactory(OrganisationFactory)
    theme = factory.SubFactory(ThemeFactory)
    levels = (Level.SIXIEME, Level.CINQUIEME, Level.QUATRIEME, Level.TROISIEME)
    duration_minutes = 60
    lead_days = 7
    instant = True

    @factory.post_generation
    def facilitators(self, create, extracted, **kwargs):
        if extracted:
            self.facilitators.set(extracted)


class RequestFactory(DjangoModelFactory):
    class Meta:
        model = models.Request

    offer = factory.SubFactory(OfferFactory)
    school = factory.SubFactory(SchoolFactory)
    asked_by = factory.SubFactory(UserFactory)
    created_at = datetime(2026, 9, 14, 10, tzinfo=PARIS)


class SessionFactory(DjangoModelFactory):
    """A session of one hour on Tuesday 6 October 2026 at 10:00; occupies nothing by itself."""

    class Meta:
        model = models.Session

    request = factory.SubFactory(RequestFactory)
    offer = factory.SelfAttribute("request.offer")
    theme = factory.SelfAttribute("offer.theme")
    school = factory.SelfAttribute("request.school")
    state = SessionState.HELD
    en_adult = "TEACHER"
    starts_at = factory.LazyAttribute(
        lambda session: None if session.state == SessionState.WISHED else TUESDAY_AT_TEN
    )
    ends_at = factory.LazyAttribute(
        lambda session: session.starts_at and session.starts_at + timedelta(hours=1)
    )
    held_until = datetime(2026, 9, 28, 18, tzinfo=PARIS)
    created_at = datetime(2026, 9, 14, 10, tzinfo=PARIS)
    revised_at = datetime(2026, 9, 14, 10, tzinfo=PARIS)


class AvailabilityFactory(DjangoModelFactory):
    class Meta:
        model = models.Availability

    facilitator = factory.SubFactory(FacilitatorFactory)
    weekday = 2
    starts_at = "08:00"
    ends_at = "17:00"
    valid_from = "2026-09-01"


class DatedAvailabilityFactory(DjangoModelFactory):
    """Away on Tuesday 6 October 2026, from ten to noon."""

    class Meta:
        model = models.DatedAvailability

    facilitator = factory.SubFactory(FacilitatorFactory)
    kind = "ABSENCE"
    starts_at = TUESDAY_AT_TEN
    ends_at = TUESDAY_AT_TEN + timedelta(hours=2)


class MaterialFactory(DjangoModelFactory):
    class Meta:
        model = Material

    title = "Égalité filles-garçons : en parler en classe"
    kind = "LESSON_PLAN"
    audience = "TEACHER"
    levels = (Level.SIXIEME, Level.CINQUIEME)
    url = "https://ressources.exemple.test/egalite"
    licence = "CC_BY"
    description = "Une séquence pour en parler en classe."
    publisher = "Ville de Valenciennes"
    state = "published"
    published_at = datetime(2026, 9, 1, 8, tzinfo=PARIS)
    reviewed_on = date(2026, 9, 1)
    review_due_on = date(2028, 9, 1)
    was_catalogued = factory.LazyAttribute(
        lambda material: material.published_at is not None and material.audience in CATALOGUED
    )

    class Params:
        draft = factory.Trait(
            state="draft", published_at=None, reviewed_on=None, review_due_on=None
        )


class HelpServiceFactory(DjangoModelFactory):
    class Meta:
        model = HelpService

    code = factory.Sequence(lambda n: f"service-{n}")
    name = "3018"
    description = "Harcèlement et violences numériques."
    phone = "3018"
    opening_hours = "09:00-23:00"
    levels = tuple(Level)
    source = "3018.fr"
    checked_on = date(2026, 9, 1)


class CollectionFactory(DjangoModelFactory):
    class Meta:
        model = Collection

    title = "Se connaître, vivre et grandir avec son corps"
    levels = (Level.SIXIEME, Level.CINQUIEME)
    published = True


class PaperOrderFactory(DjangoModelFactory):
    """A yearly report that is asked for, and waits."""

    class Meta:
        model = models.PaperOrder

    user = factory.SubFactory(UserFactory)
    kind = "yearly_report"
    year = 2026
    by_calendar = False
    title = "Année scolaire 2026-2027"
    language = "fr"
    asked_at = factory.LazyFunction(timezone.now)

    class Params:
        ready = factory.Trait(
            tries=1,
            started_at=factory.SelfAttribute("asked_at"),
            finished_at=factory.SelfAttribute("asked_at"),
            stored_as=factory.LazyFunction(
                lambda: default_storage.save("papers/ready", ContentFile(b"%PDF-1.7"))
            ),
            file_name="Bilan 2026-2027.pdf",
            size_bytes=8,
        )


class MessageFactory(DjangoModelFactory):
    """A reminder to somebody of a school, due on Wednesday 16 September 2026."""

    class Meta:
        model = models.Message
        skip_postgeneration_save = True

    kind = "reminder"
    reader = factory.SubFactory(UserFactory)
    language = "fr"
    school = factory.SubFactory(SchoolFactory)
    about = factory.Sequence(lambda n: f"session:{n}")
    due_at = datetime(2026, 9, 16, 8, tzinfo=PARIS)

    class Params:
        sent = factory.Trait(state="sent", sent_at=datetime(2026, 9, 14, 9, tzinfo=PARIS))
        failed = factory.Trait(state="failed", failure="refused", attempts=1)
        to_a_mailbox = factory.Trait(reader=None, address="ce.0590001a@exemple.test")

    @factory.post_generation
    def sessions(self, create, extracted, **kwargs):
        self.sessions.set(extracted or [])


class OwnCalendarFactory(DjangoModelFactory):
    """Given on Monday 14 September 2026, and never read yet."""

    class Meta:
        model = models.OwnCalendar

    facilitator = factory.SubFactory(FacilitatorFactory)
    address = "https://agenda.exemple.test/secret.ics"
    added_at = datetime(2026, 9, 14, 10, tzinfo=PARIS)
    next_try_at = datetime(2026, 9, 14, 10, tzinfo=PARIS)


class BusyTimeFactory(DjangoModelFactory):
    """Busy on Tuesday 6 October 2026, from ten to noon."""

    class Meta:
        model = models.BusyTime

    facilitator = factory.SubFactory(FacilitatorFactory)
    starts_at = TUESDAY_AT_TEN
    ends_at = TUESDAY_AT_TEN + timedelta(hours=2)
