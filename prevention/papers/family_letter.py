"""The letter by which a school tells families that sessions will happen.

It is sent at the start of the year and asks for no consent: attendance is not optional. It says
what sessions are about and what the law says, and neither dates nor who comes: what a family
hands on, anybody reads.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from library.help import help_for
from prevention.fields import to_levels
from prevention.offers.models import Duty
from prevention.papers.errors import NoClassesError
from prevention.papers.setting import Paper, set_paper
from prevention.papers.words import Address, amount_of, as_shown, names_of
from prevention.schools.models import ClassGroup, School, SchoolYear
from prevention.vocabulary import PRIMARY_KINDS, Level


def family_letter(school: School, *, school_year: int, today: date) -> Paper:
    """Write the letter of a school for its classes of a school year, as PDF; four queries.

    Raises:
        NoClassesError: the school has no class in that year.

    """
    groups = ClassGroup.objects.filter(school=school, school_year=school_year)
    levels = to_levels({one for found in groups.values_list("levels", flat=True) for one in found})
    year = str(SchoolYear(year=school_year))
    if not levels:
        raise NoClassesError(school=school.name, school_year=year)
    in_force = Duty.objects.in_force(school_year=school_year).owed_to(levels)
    duties = list(in_force.prefetch_related("themes"))
    content = {
        "title": _("Prevention sessions: information for families"),
        "subtitle": "",
        "period": _("School year %(year)s") % {"year": year},
        "footer": _("%(school)s: information for families, %(year)s")
        % {"school": school.name, "year": year},
        "school": {"name": school.name, "lines": Address(school).lines},
        "greeting": _("Dear parents,"),
        "opening": _opening(),
        "owed": _owed(duties, levels),
        "levels": _by_level(duties, levels),
        "manner": {"title": _("How sessions take place"), "sentences": _manner(school)},
        "services": {
            "title": _("Somebody to turn to"),
            "sentence": _("These services listen to children, young people and their families."),
            "list": as_shown(help_for(levels=levels, today=today, commune=school.commune_id)),
        },
        "closing": [
            _(
                "The team of the school is there for your questions, all through the year."
                " Yours faithfully,"
            )
        ],
        "signed": _("The head of the school"),
    }
    called = _("Letter to families %(school)s %(year)s") % {"school": school.name, "year": year}
    return set_paper("family-letter", content, called=called, made_on=today)


def _opening() -> list[str]:
    return [
        _(
            "Throughout the school year your child takes part in prevention sessions. They are"
            " part of what schools teach: the law says how many each class is owed, and the"
            " programmes say what is spoken of at which age."
        ),
        _(
            "Attendance is not optional, as for every lesson, and you have nothing to sign. This"
            " letter tells you what the sessions are about and whom you may turn to."
        ),
    ]


def _owed(duties: Sequence[Duty], levels: Sequence[Level]) -> dict[str, Any]:
    return {
        "title": _("What the law provides for"),
        "head": [_("Subject"), _("Levels"), _("In the year"), _("Legal reference")],
        "rows": [
            [
                duty.name,
                names_of(one for one in levels if one in duty.levels),
                amount_of(duty),
                duty.reference,
            ]
            for duty in duties
        ],
    }


def _by_level(duties: Sequence[Duty], levels: Sequence[Level]) -> dict[str, Any]:
    alike: defaultdict[str, list[Level]] = defaultdict(list)
    for level in levels:
        alike[_themes(duties, level)].append(level)
    return {
        "title": _("What is spoken of, level by level"),
        "head": [_("Levels"), _("Themes")],
        "rows": [[names_of(spoken), themes] for themes, spoken in alike.items() if themes],
    }


def _themes(duties: Sequence[Duty], level: Level) -> str:
    owed = [duty for duty in duties if level in duty.levels]
    spoken_of = {theme for duty in owed for theme in duty.themes.all() if level in theme.levels}
    return _("; ").join(sorted(theme.name for theme in spoken_of))


def _manner(school: School) -> list[str]:
    if school.kind in PRIMARY_KINDS:
        who = _("The class teacher leads them; a partner from outside comes exceptionally.")
    else:
        who = _(
            "They are led together by adults of the school and, for some, by partners whom the"
            " head of the school has authorised."
        )
    return [
        who,
        _("An adult of the Éducation nationale is present throughout."),
        _("Words and materials are chosen for the age of the pupils."),
        _("No pupil has to speak of himself or herself, and nothing is kept about any pupil."),
    ]
