"""What was done in a year: the figures of ``coverage.table``."""

from django.utils.translation import gettext_lazy as _

from prevention.coverage.figures.kinds import Figure, FigureGroup, Unit

GIVEN = FigureGroup(
    "given",
    _("What was given"),
    _(
        "Of sessions for classes that took place (in class, shows, and those that a school ran by"
        " itself and declared), in the school year or calendar year of the day on which they"
        " began. Where a class of several levels, or a session for several schools, stands in"
        " several places, each place counts it: parts may add up to more than the whole, which"
        " counts it once."
    ),
    (
        Figure(
            "sessions",
            _("Sessions"),
            _("Sessions that took place, once each, whatever the number of classes."),
            Unit.SESSIONS,
        ),
        Figure(
            "hours",
            _("Hours"),
            _("How long they lasted, once each, whatever the number of classes."),
            Unit.HOURS,
        ),
        Figure("classes", _("Classes met"), _("Classes met at least once."), Unit.CLASSES),
        Figure(
            "participations",
            _("Participations"),
            _(
                "Pupils present, added up class by class and session by session: who came twice"
                " counts twice."
            ),
            Unit.PUPILS,
        ),
        Figure(
            "reached",
            _("Pupils reached"),
            _(
                "For each class the most pupils present at one session, added up: the best count"
                " of different pupils that needs nobody's name."
            ),
            Unit.PUPILS,
        ),
        Figure("girls", _("Girls"), _("Participations reported as girls."), Unit.PUPILS),
        Figure("boys", _("Boys"), _("Participations reported as boys."), Unit.PUPILS),
        Figure(
            "neither_told",
            _("Girl or boy unknown"),
            _("Participations of which nobody reported whether girls or boys."),
            Unit.PUPILS,
        ),
        Figure(
            "unreported",
            _("Number of pupils unknown"),
            _(
                "Times a class was in a session whose number of pupils nobody reported; these"
                " count as nobody in the other figures."
            ),
            Unit.TIMES,
        ),
    ),
)

OUTCOMES = FigureGroup(
    "outcomes",
    _("What became of sessions"),
    _(
        "Of sessions for classes that partners were to give, and that had a time: by the day on"
        " which they were to begin. A session that was moved counts once, on its last day. What"
        " did not take place counts in no other figure."
    ),
    (
        Figure("given", _("Given"), _("Sessions that took place."), Unit.SESSIONS),
        Figure(
            "cancelled",
            _("Cancelled"),
            _("Sessions that somebody cancelled, whether or not they were confirmed."),
            Unit.SESSIONS,
        ),
        Figure(
            "cancelled_late",
            _("Cancelled late"),
            _("Of those cancelled, the ones that were confirmed, after the limit for it."),
            Unit.SESSIONS,
        ),
        Figure(
            "not_held",
            _("Not held"),
            _("Confirmed sessions that did not take place, as was told afterwards."),
            Unit.SESSIONS,
        ),
        Figure(
            "refused",
            _("Refused"),
            _("Sessions that the school or the partner did not accept."),
            Unit.SESSIONS,
        ),
        Figure(
            "expired",
            _("Expired"),
            _("Sessions given up because nobody answered in time."),
            Unit.SESSIONS,
        ),
        Figure(
            "cancellation_rate",
            _("Cancellation rate"),
            _(
                "Sessions cancelled or not held, of these and those given together; in percent,"
                " with one decimal. Refused and expired ones are not in it."
            ),
            Unit.PERCENT,
        ),
        Figure(
            "lead_days",
            _("Days ahead"),
            _(
                "From the day on which a session was asked for or proposed to the day on which it"
                " took place: days of the calendar, on average over those given, with one decimal."
            ),
            Unit.DAYS,
        ),
    ),
)

TRAVEL = FigureGroup(
    "travel",
    _("Ways between schools"),
    _(
        "Of facilitators, from the school of one session to another school of their next session"
        " on the same day, both given; each way counts where it leads. Ways from home and back are"
        " not counted: they would say where somebody lives."
    ),
    (
        Figure(
            "journeys",
            _("Ways"),
            _("Ways that facilitators went, each facilitator by themselves."),
            Unit.JOURNEYS,
        ),
        Figure(
            "km",
            _("Kilometres"),
            _(
                "How far they are by road, about: as the crow flies, lengthened by the factor that"
                " openings are computed with; to a tenth each, added up."
            ),
            Unit.KM,
        ),
        Figure(
            "minutes",
            _("Minutes"),
            _("How long openings allow for them, margin included, added up."),
            Unit.MINUTES,
        ),
        Figure(
            "unplaced",
            _("Of unknown length"),
            _("Ways one end of which is on no map; they are in no kilometre."),
            Unit.JOURNEYS,
        ),
    ),
)

MEETINGS = FigureGroup(
    "meetings",
    _("Meetings without classes"),
    _(
        "Meetings with parents and trainings of professionals that took place, by the day on which"
        " they began, at the schools. They count for no class and no level."
    ),
    (
        Figure("meetings", _("Meetings"), _("Meetings that took place."), Unit.MEETINGS),
        Figure("hours", _("Hours"), _("How long they lasted."), Unit.HOURS),
        Figure(
            "participants",
            _("Participants"),
            _("Adults present, as a number, added up: who came twice counts twice."),
            Unit.ADULTS,
        ),
        Figure(
            "unreported",
            _("Number of participants unknown"),
            _("Meetings whose number of participants nobody reported."),
            Unit.MEETINGS,
        ),
    ),
)

ANSWERS = FigureGroup(
    "answers",
    _("What schools think of it"),
    _(
        "Answers of adults of schools about sessions of partners in a school year. The answers"
        " about each offer are taken as they were given, in whole packets of five, so that no"
        " figure says what one person answered; they are told apart by offers alone, never by"
        " places or levels, and only to those who may read them."
    ),
    (
        Figure("answers", _("Answers"), _("Answers given."), Unit.ANSWERS),
        Figure(
            "counted",
            _("Answers counted"),
            _("Of these, the oldest of each offer, in whole packets of five."),
            Unit.ANSWERS,
        ),
        Figure(
            "usefulness",
            _("Usefulness"),
            _("Mean of the answers counted, from 1 to 4, with two decimals."),
            Unit.MARK,
        ),
        Figure(
            "right_level",
            _("Right for the class"),
            _("Of the answers counted that speak of the level, those that found it right."),
            Unit.PERCENT,
        ),
        Figure(
            "again",
            _("Would book it again"),
            _("Of the answers counted that say so or not, those that would book it again."),
            Unit.PERCENT,
        ),
    ),
)
