"""What is owed: the figures of ``coverage.owed``."""

from django.utils.translation import gettext_lazy as _

from prevention.coverage.figures.kinds import Figure, FigureGroup, Unit

OWED = FigureGroup(
    "owed",
    _("What is owed"),
    _(
        "Of some classes under one duty of the school year. A session counts for a duty when its"
        " theme is one of the duty's, and for each of its classes. Hours are the length of"
        " sessions in whole minutes, given with two decimals. What one class had beyond its own"
        " amount makes up for no other class: what is left is that of each class, never below"
        " zero, added up."
    ),
    (
        Figure(
            "classes",
            _("Classes"),
            _(
                "Classes with at least one of the duty's levels. A class of several levels that"
                " two duties touch is owed both."
            ),
            Unit.CLASSES,
        ),
        Figure(
            "owed",
            _("Owed"),
            _("The duty's amount, for each of these classes."),
            Unit.OF_DUTY,
        ),
        Figure("done", _("Done"), _("Sessions that took place, whoever gave them."), Unit.OF_DUTY),
        Figure(
            "internal",
            _("By the school itself"),
            _("Of those done, the ones that the school's own staff gave and declared."),
            Unit.OF_DUTY,
        ),
        Figure("confirmed", _("Confirmed"), _("Sessions that will take place."), Unit.OF_DUTY),
        Figure("held", _("Held"), _("Sessions that wait for somebody's answer."), Unit.OF_DUTY),
        Figure("planned", _("Planned"), _("Confirmed and held together."), Unit.OF_DUTY),
        Figure("to_give", _("To give"), _("Owed, and not done yet."), Unit.OF_DUTY),
        Figure("missing", _("Missing"), _("Owed, and neither done nor planned."), Unit.OF_DUTY),
        Figure(
            "unknown_classes",
            _("Unknown"),
            _(
                "Classes with nothing at all recorded under the duty. What the school's own staff"
                " gave and did not declare is not zero, it is unknown."
            ),
            Unit.CLASSES,
        ),
    ),
)

EVOLUTION = FigureGroup(
    "evolution",
    _("Over the year"),
    _(
        "Of some classes under one duty, from the beginning of the school year to the end of a"
        " week. The sessions of a class count in their order, and those beyond its amount add"
        " nothing: at the end of the year, given is what is owed without what is to give."
    ),
    (
        Figure(
            "given",
            _("Given so far"),
            _("Sessions that took place until then."),
            Unit.OF_DUTY,
        ),
        Figure(
            "planned",
            _("Planned until then"),
            _("What sessions that are confirmed or held, until then, add to what is given."),
            Unit.OF_DUTY,
        ),
        Figure(
            "due",
            _("Pace needed"),
            _(
                "What is owed, spread evenly over the weeks of class of the schools' zone: those"
                " with a day, from Monday to Friday, that is in no holiday. Unknown where the"
                " calendar of a zone is not published."
            ),
            Unit.OF_DUTY,
        ),
    ),
)
