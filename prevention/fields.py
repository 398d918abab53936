"""How the closed lists of ``vocabulary`` are stored."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import forms
from django.core import checks
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _

from prevention.vocabulary import Level

ORDER: tuple[Level, ...] = tuple(Level)
BITS: dict[str, int] = {level.value: 1 << place for place, level in enumerate(ORDER)}

Levels = tuple[Level, ...]


def to_levels(value: object) -> Levels:
    """Read levels in any of the shapes they travel in, in school order, each once.

    Accepts the stored integer, a text of codes separated by commas, or codes.

    Raises:
        ValidationError: a code is not a level.

    """
    if value is None:
        return ()
    if isinstance(value, int):
        return _levels_of(value)
    codes = value.split(",") if isinstance(value, str) else value
    if not isinstance(codes, Iterable):
        raise ValidationError(_("“%(code)s” is not a school level."), params={"code": value})
    asked = {str(code).strip() for code in codes} - {""}
    if unknown := sorted(asked - BITS.keys()):
        raise ValidationError(
            _("“%(code)s” is not a school level."), code="level", params={"code": unknown[0]}
        )
    return tuple(level for level in ORDER if level.value in asked)


@lru_cache(maxsize=4096)  # few sets of levels exist, and lists read each of them many times
def _levels_of(bits: int) -> Levels:
    return tuple(level for level in ORDER if bits & BITS[level.value])


def to_bits(value: object) -> int:
    return value if isinstance(value, int) else sum(BITS[level] for level in to_levels(value))


class LevelsField(models.IntegerField[Any, Any]):
    """A set of levels, one bit each in the order of ``Level``.

    One integer lets both databases answer "are all these levels inside those?" without
    a join: ``levels__within=offer.levels`` and ``levels__overlap=duty.levels``.
    """

    description = _("School levels")
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(self, value: int | None, *_unused: object) -> Levels | None:
        return None if value is None else to_levels(value)

    def to_python(self, value: object) -> Levels:
        return to_levels(value)

    def get_prep_value(self, value: object) -> object:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return to_bits(value)

    def value_to_string(self, obj: models.Model) -> str:
        return ",".join(to_levels(self.value_from_object(obj)))

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if not value and not self.blank:
            raise ValidationError(_("Choose at least one level."), code="blank")

    def run_validators(self, value: Any) -> None:
        """The range checks of integers make no sense on a set of levels."""

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [note for note in super().check(**kwargs) if note.id != "fields.W122"]

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.TypedMultipleChoiceField(
            choices=Level.choices,
            coerce=Level,
            label=self.verbose_name,
            help_text=self.help_text,
            required=not self.blank,
            widget=forms.CheckboxSelectMultiple,
            initial=kwargs.get("initial"),
        )


class _LevelsLookup(Lookup[Any]):
    def get_prep_lookup(self) -> object:
        if hasattr(self.rhs, "resolve_expression"):
            return self.rhs
        return to_bits(self.rhs)

    def sides(self, compiler: SQLCompiler, connection: Any) -> tuple[str, str, list[Any]]:
        lhs, lhs_params = self.process_lhs(compiler, connection)
        rhs, rhs_params = self.process_rhs(compiler, connection)
        return lhs, rhs, [*lhs_params, *rhs_params]


@LevelsField.register_lookup
class Within(_LevelsLookup):
    """Every level of the left is among those of the right."""

    lookup_name = "within"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Any:
        lhs, rhs, params = self.sides(compiler, connection)
        return f"(({lhs}) & ~({rhs})) = 0", params


@LevelsField.register_lookup
class Overlap(_LevelsLookup):
    """At least one level stands on both sides."""

    lookup_name = "overlap"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Any:
        lhs, rhs, params = self.sides(compiler, connection)
        return f"(({lhs}) & ({rhs})) <> 0", params


@LevelsField.register_lookup
class ContainsAll(_LevelsLookup):
    """Every level of the right is among those of the left."""

    lookup_name = "contains_all"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Any:
        lhs, rhs, params = self.sides(compiler, connection)
        return f"(~({lhs}) & ({rhs})) = 0", params
