"""Closed lists of the domain: the words that files, tables, rules and the API share.

Codes are stable and stored; labels are for people. Sources: the levels and cycles of
articles D311-10 and D333-2 of the Code de l'éducation, the codes of the ministry's
« Annuaire de l'éducation » and « Le calendrier scolaire » (open data).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """A school level, in the order pupils go through them.

    The order is stored (see ``prevention.fields``): only append.
    """

    TPS = "TPS", _("toddlers (TPS)")
    PS = "PS", _("first year of nursery school (PS)")
    MS = "MS", _("second year of nursery school (MS)")
    GS = "GS", _("last year of nursery school (GS)")
    CP = "CP", "CP"
    CE1 = "CE1", "CE1"
    CE2 = "CE2", "CE2"
    CM1 = "CM1", "CM1"
    CM2 = "CM2", "CM2"
    SIXIEME = "6E", _("6th grade (6e)")
    CINQUIEME = "5E", _("7th grade (5e)")
    QUATRIEME = "4E", _("8th grade (4e)")
    TROISIEME = "3E", _("9th grade (3e)")
    SECONDE = "2NDE", _("10th grade (2nde)")
    PREMIERE = "1RE", _("11th grade (1re)")
    TERMINALE = "TLE", _("12th grade (Tle)")
    CAP1 = "CAP1", _("CAP, first year")
    CAP2 = "CAP2", _("CAP, second year")


# Age reached in the calendar year in which the school year begins.
AGES: dict[Level, int] = dict(zip(Level, [*range(2, 18), 15, 16], strict=True))


class Axis(models.TextChoices):
    """The axes of the EVAR and EVARS programmes (arrêté of 3 February 2025).

    The order is stored (see ``prevention.fields``): only append.
    """

    A1 = "A1", _("know oneself, live and grow up with one's body")
    A2 = "A2", _("meet others and build relations that are respectful")
    A3 = "A3", _("find one's place in society, free and responsible")


class Moment(models.TextChoices):
    """When a material serves, about a session."""

    BEFORE = "BEFORE", _("before the session")
    DURING = "DURING", _("during the session")
    AFTER = "AFTER", _("after the session")


class SchoolKind(models.TextChoices):
    MAT = "MAT", _("nursery school")
    ELEM = "ELEM", _("elementary school")
    PRIM = "PRIM", _("primary school")
    CLG = "CLG", _("lower secondary school (collège)")
    LGT = "LGT", _("general and technological lycée")
    LP = "LP", _("vocational lycée")
    LPO = "LPO", _("multi-purpose lycée")
    EREA = "EREA", _("regional adapted-education school")
    OTHER = "OTHER", _("other school")


PRIMARY_KINDS = frozenset({SchoolKind.MAT, SchoolKind.ELEM, SchoolKind.PRIM})


class Sector(models.TextChoices):
    PUBLIC = "PUBLIC", _("public")
    PRIVE_SC = "PRIVE_SC", _("private under contract")
    PRIVE_HC = "PRIVE_HC", _("private without contract")


class Priority(models.TextChoices):
    """Éducation prioritaire."""

    NONE = "NONE", _("none")
    REP = "REP", "REP"
    REPP = "REPP", "REP+"


class HolidayZone(models.TextChoices):
    """The zone of the national school calendar (article D521-1)."""

    A = "A", _("zone A")
    B = "B", _("zone B")
    C = "C", _("zone C")
    CORSE = "CORSE", _("Corsica")
    GUADELOUPE = "GUADELOUPE", _("Guadeloupe")
    GUYANE = "GUYANE", _("French Guiana")
    MARTINIQUE = "MARTINIQUE", _("Martinique")
    MAYOTTE = "MAYOTTE", _("Mayotte")
    REUNION = "REUNION", _("Réunion")
    POLYNESIE = "POLYNESIE", _("French Polynesia")
    SPM = "SPM", _("Saint-Pierre-et-Miquelon")
    NOUVELLE_CALEDONIE = "NOUVELLE_CALEDONIE", _("New Caledonia")
    WALLIS_ET_FUTUNA = "WALLIS_ET_FUTUNA", _("Wallis and Futuna")


class Half(models.TextChoices):
    """Half of a school day."""

    AM = "AM", _("morning")
    PM = "PM", _("afternoon")


class NoClass(models.TextChoices):
    """Why a school has no class in a half-day."""

    PUBLIC_HOLIDAY = "PUBLIC_HOLIDAY", _("public holiday")
    HOLIDAY = "HOLIDAY", _("school holidays")
    WEEKEND = "WEEKEND", _("weekend")
    NO_CLASS = "NO_CLASS", _("half-day without class in this school")
    CLOSURE = "CLOSURE", _("closed days of this school")
    SCHOOL_CLOSED = "SCHOOL_CLOSED", _("school closed for good")


class RoleKind(models.TextChoices):
    TEACHER = "TEACHER", _("teacher")
    HEAD = "HEAD", _("head of school")
    STAFF = "STAFF", _("school staff")
    FACILITATOR = "FACILITATOR", _("facilitator")
    COORDINATOR = "COORDINATOR", _("coordinator")
    FUNDER = "FUNDER", _("funder")


SCHOOL_ROLES = frozenset({RoleKind.TEACHER, RoleKind.HEAD, RoleKind.STAFF})


class OrganisationKind(models.TextChoices):
    ASSOCIATION = "ASSOCIATION", _("association")
    POLICE = "POLICE", _("police")
    GENDARMERIE = "GENDARMERIE", _("gendarmerie")
    JUSTICE = "JUSTICE", _("justice")
    COLLECTIVITE = "COLLECTIVITE", _("local authority")
    SANTE = "SANTE", _("health")
    EN = "EN", _("Éducation nationale")


class AgreementScope(models.TextChoices):
    NATIONAL = "NATIONAL", _("national")
    ACADEMIC = "ACADEMIC", _("of the académie")


class DutyUnit(models.TextChoices):
    SESSIONS = "SESSIONS", _("sessions")
    HOURS = "HOURS", _("hours")


class SessionKind(models.TextChoices):
    CLASS = "CLASS", _("session in class")
    SHOW = "SHOW", _("show")
    PROFESSIONAL_TRAINING = "PROFESSIONAL_TRAINING", _("training of professionals")
    PARENTS = "PARENTS", _("meeting with parents")
    INTERNAL = "INTERNAL", _("session run by the school itself")


# The choices for what partners offer: a school runs its internal sessions without any.
OFFERED_KINDS = [(kind.value, kind.label) for kind in SessionKind if kind != SessionKind.INTERNAL]


# What is given to classes, and so counts for what they are owed.
KINDS_FOR_CLASSES = frozenset({SessionKind.CLASS, SessionKind.SHOW, SessionKind.INTERNAL})


class SessionState(models.TextChoices):
    WISHED = "wished", _("on the waiting list")
    PROPOSED = "proposed", _("proposed to the school")
    HELD = "held", _("held")
    CONFIRMED = "confirmed", _("confirmed")
    DONE = "done", _("done")
    CLOSED = "closed", _("done and filed")
    REFUSED = "refused", _("refused")
    CANCELLED = "cancelled", _("cancelled")
    EXPIRED = "expired", _("expired")
    NOT_HELD = "not_held", _("not held")


# The states of a session that has a time, and may still take place.
COUNTED_ON_STATES = frozenset({SessionState.PROPOSED, SessionState.HELD, SessionState.CONFIRMED})
# The states of a session that took place.
GIVEN_STATES = frozenset({SessionState.DONE, SessionState.CLOSED})
# The states in which a session holds its facilitators and groups.
OCCUPYING_STATES = COUNTED_ON_STATES | GIVEN_STATES


class Act(models.TextChoices):
    """What is done to a session: the only ways it changes."""

    REQUEST = "request", _("requested")
    PROPOSE = "propose", _("proposed")
    OFFER_TIME = "offer_time", _("a free time offered")
    HOLD = "hold", _("time taken")
    AUTHORISE = "authorise", _("authorised")
    ACCEPT = "accept", _("accepted")
    PREPARE = "prepare", _("preparation completed")
    CONFIRM = "confirm", _("confirmed, nothing being missing any more")
    MOVE = "move", _("moved")
    REPLACE = "replace", _("facilitator replaced")
    REFUSE = "refuse", _("refused")
    CANCEL = "cancel", _("cancelled")
    EXPIRE = "expire", _("expired")
    REPORT = "report", _("report filed")
    NOT_HELD = "not_held", _("did not take place")
    DECLARE = "declare", _("declared by the school")
    CLOSE = "close", _("file closed")


class EndReason(models.TextChoices):
    """Why a session is refused or cancelled: a closed list, so that nothing is told."""

    SCHEDULE = "SCHEDULE", _("the date does not suit")
    ABSENCE = "ABSENCE", _("somebody is absent")
    PROJECT = "PROJECT", _("does not fit the school's project")
    DUPLICATE = "DUPLICATE", _("asked for twice")
    CAPACITY = "CAPACITY", _("no facilitator after all")
    CLOSURE = "CLOSURE", _("the school is closed")
    OTHER = "OTHER", _("another reason")


class Side(models.TextChoices):
    """Who a refusal or a cancellation comes from."""

    SCHOOL = "SCHOOL", _("the school")
    PARTNER = "PARTNER", _("the partner")
    COORDINATION = "COORDINATION", _("the coordination")


class Location(models.TextChoices):
    """Where a session takes place."""

    SCHOOL = "SCHOOL", _("at the school")
    ADDRESS = "ADDRESS", _("at another address")
    TO_BE_DEFINED = "TO_BE_DEFINED", _("place to be defined")


class EnAdult(models.TextChoices):
    """Who of the Éducation nationale is present; a function is enough, no name is needed."""

    TEACHER = "TEACHER", _("teacher")
    CPE = "CPE", _("head of pupil life (CPE)")
    NURSE = "NURSE", _("school nurse")
    SOCIAL_WORKER = "SOCIAL_WORKER", _("school social worker")
    DOCTOR = "DOCTOR", _("school doctor")
    PSYEN = "PSYEN", _("school psychologist (PsyEN)")


class ExceptionalReason(models.TextChoices):
    """Why a primary school calls on somebody from outside, which it does exceptionally."""

    EXPERTISE = "EXPERTISE", _("knowledge that the team does not have")
    PROJECT = "PROJECT", _("part of the school's project")
    SUPPORT = "SUPPORT", _("first sessions, given together to train the team")


class Logistics(models.TextChoices):
    """How the conditions of a session were."""

    GOOD = "GOOD", _("as agreed")
    ROOM = "ROOM", _("the room did not suit")
    EQUIPMENT = "EQUIPMENT", _("equipment was missing")
    LATE = "LATE", _("it began late")
    NO_ADULT = "NO_ADULT", _("no adult of the school was present")


class LevelFit(models.TextChoices):
    """How a session suited the level of the class, to an adult of the school."""

    TOO_EASY = "TOO_EASY", _("too easy for the class")
    RIGHT = "RIGHT", _("right for the class")
    TOO_HARD = "TOO_HARD", _("too hard for the class")


class TokenScope(models.TextChoices):
    READ = "read", _("read")
    WRITE = "write", _("read and write")
