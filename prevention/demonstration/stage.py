"""Set the stage: open data, the law, invented people and offers, and a few sessions.

Again, it keeps what is there: the data are loaded once, and only what is missing is added.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils.timezone import localdate

from prevention.calendars.addresses import links_of
from prevention.calendars.feeds import (
    create_class_group_feed,
    create_facilitator_feed,
    create_school_feed,
    create_teacher_feed,
    create_territory_feed,
)
from prevention.calendars.models import Feed
from prevention.demonstration.calendar import invent_missing_calendar
from prevention.demonstration.cast import (
    ACCOUNTS,
    COORDINATOR,
    FACILITATOR,
    HEAD,
    PASSWORD,
    SCHOOL_UAI,
    TEACHER,
    Account,
    make_cast,
    staff_of,
)
from prevention.demonstration.programme import TO_ACCEPT, make_programme
from prevention.offers.law import load_law
from prevention.offers.models import Offer
from prevention.people.models import User
from prevention.scheduling.acts import Line, Preparation, authorise, request_sessions
from prevention.scheduling.load import Meeting, openings_for
from prevention.scheduling.models import Session
from prevention.scheduling.proposal import propose
from prevention.schools.imports.calendar import import_calendar
from prevention.schools.imports.classes import import_classes
from prevention.schools.imports.communes import import_communes
from prevention.schools.imports.facts import import_headcounts, import_priority
from prevention.schools.imports.public_holidays import import_public_holidays
from prevention.schools.imports.schools import import_schools
from prevention.schools.models import ClassGroup, ClassGroupQuerySet, School, SchoolYear
from prevention.schools.years import open_school_year
from prevention.vocabulary import EnAdult, HolidayZone, SchoolKind

DATA = Path(__file__).resolve().parent.parent / "data"
CLASSES = DATA / "SYNTHETIQUE-classes-valenciennois.csv"
HEADCOUNTS = ("ecoles", "colleges", "lycees")

# From June on, teachers prepare the next school year.
PREPARED_AHEAD = timedelta(days=92)

Say = Callable[[str], object]


@transaction.atomic
def make_demonstration(*, now: datetime, say: Say = lambda _words: None) -> None:
    """Make whatever of the demonstration is not there yet; ``say`` tells each step."""
    today = localdate(now)
    _load_open_data(today, say)
    _open_years(today, say)
    load_law()
    users = make_cast()
    accounts = {FACILITATOR.email: users[FACILITATOR]}
    offer = make_programme(users=accounts, today=today)
    if not Session.objects.exists():
        _book_some(offer, users, now=now)
        _ask_elsewhere(now=now)
    _open_feeds(users, now=now)


def _load_open_data(today: date, say: Say) -> None:
    if School.objects.exists():
        return
    say("Communes et établissements de l’arrondissement de Valenciennes…")
    import_communes(
        DATA / "communes-valenciennes.csv", outlines=DATA / "communes-valenciennes.geojson"
    )
    import_schools(DATA / "annuaire-valenciennois.csv", today=today)
    import_priority(DATA / "rep-nord-59.csv")
    for level in HEADCOUNTS:
        import_headcounts(DATA / f"effectifs-{level}-nord-59.csv")
    say("Calendrier scolaire et jours fériés…")
    import_calendar(DATA / "calendrier-scolaire.csv")
    import_public_holidays(DATA / "jours-feries-metropole.csv")


def _open_years(today: date, say: Say) -> None:
    """Give the current year its classes, and the next one from June on."""
    current, prepared = (SchoolYear.year_of(day) for day in (today, today + PREPARED_AHEAD))
    invent_missing_calendar(zone=HolidayZone.B, until=prepared + 1)
    if not ClassGroup.objects.exists():
        say("Classes (liste fictive)…")
        import_classes(CLASSES, school_year=current)
    latest = ClassGroup.objects.latest("school_year_id").school_year_id
    for year in range(latest + 1, prepared + 1):
        open_school_year(year=year)


def _book_some(offer: Offer, users: dict[Account, User], *, now: datetime) -> None:
    """Leave the head one session to authorise, and the school one that is confirmed."""
    groups = class_groups_of_the_teacher(now=now).filter(label__in=["4E1", "3E1"])
    for group in groups.order_by("-label"):
        today = localdate(now)
        answer = openings_for(
            Meeting(offer, [group]), first=today, last=today + PREPARED_AHEAD, now=now
        )
        asked = request_sessions(
            offer=offer,
            lines=[Line([group], answer.openings[0].starts_at)],
            asked_by=users[TEACHER],
            now=now,
            preparation=Preparation(en_adult=EnAdult.TEACHER),
        )
        if group.label == "3E1":
            authorise(session=asked.request.sessions.get(), user=users[HEAD], now=now)


def _ask_elsewhere(*, now: datetime) -> None:
    """Leave the facilitator a day between two other schools to accept, which their heads want."""
    offer = Offer.objects.get(title=TO_ACCEPT)
    first, last = localdate(now), localdate(now) + PREPARED_AHEAD
    year = SchoolYear.year_of(last)
    colleges = School.objects.filter(kind=SchoolKind.CLG).exclude(pk=SCHOOL_UAI).order_by("pk")
    for school in colleges[:2]:
        groups = ClassGroup.objects.filter(school=school, school_year=year, label__startswith="3E")
        proposed = propose(
            offer=offer, groups=list(groups[:2]), sessions_each=1, first=first, last=last, now=now
        )
        openings = [(one.groups, one.opening) for one in proposed if one.opening]
        if not openings:
            continue
        staff = staff_of(school)
        asked = request_sessions(
            offer=offer,
            lines=[Line(together, opening.starts_at) for together, opening in openings],
            asked_by=staff.teacher,
            now=now,
            preparation=Preparation(en_adult=EnAdult.TEACHER),
        )
        for session in asked.request.sessions.all():
            authorise(session=session, user=staff.head, now=now)
        # The second school asks for the same day: the way between the two is seen.
        first = last = localdate(openings[0][1].starts_at)


def _open_feeds(users: dict[Account, User], *, now: datetime) -> None:
    """Give each person the calendar of what is theirs, unless they have one."""
    school = School.objects.get(pk=SCHOOL_UAI)
    first = class_groups_of_the_teacher(now=now).select_related("school").get(label="3E1")
    acts = [
        (HEAD, partial(create_school_feed, school=school, name="")),
        (TEACHER, partial(create_teacher_feed, name="Mes séances")),
        (TEACHER, partial(create_class_group_feed, class_group=first, name="")),
        (FACILITATOR, partial(create_facilitator_feed, name="Mes interventions")),
        (COORDINATOR, partial(create_territory_feed, name="Arrondissement de Valenciennes")),
    ]
    served = set(Feed.objects.values_list("holder", flat=True))
    for account, act in acts:
        if users[account].pk not in served:
            act(holder=users[account], now=now)


def class_groups_of_the_teacher(*, now: datetime) -> ClassGroupQuerySet:
    """The classes of the demonstration school in the school year being prepared."""
    year = SchoolYear.year_of(localdate(now) + PREPARED_AHEAD)
    return ClassGroup.objects.filter(school=SCHOOL_UAI, school_year=year)


def guide(*, address: str) -> list[str]:
    """Say where to go and as whom."""
    feed = Feed.objects.filter(holder__email=HEAD.email).earliest("pk")
    return [
        "",
        f"Prévention scolaire   {address}",
        f"Administration        {address}/admin/",
        f"API                   {address}/api/v1/docs/",
        f"Agenda du collège     {links_of(feed).url}",
        "",
        f"Comptes (mot de passe : {PASSWORD})",
        *(f"  {account.email:<30}{account.words}" for account in ACCOUNTS),
        "",
        "Ctrl-C pour arrêter ; les données restent dans var/.",
    ]
