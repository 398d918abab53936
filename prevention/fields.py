"""How the closed lists of ``vocabulary`` are stored."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, ClassVar

from django import forms
from django.core import checks
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _

from prevention.vocabulary import Axis, Level

Levels = tuple[Level, ...]
Codes = tuple[models.TextChoices, ...]


def to_codes(value: object, vocabulary: type[models.TextChoices]) -> Any:
    """Read codes in any of the shapes they travel in, in the order of the list, each once.

    Accepts the stored integer, a text of codes separated by commas, or codes.

    Raises:
        ValidationError: a code is not in the list.

    """
    if value is None:
        return ()
    if isinstance(value, int):
        return _codes_of(value, vocabulary)
    codes = value.split(",") if isinstance(value, str) else value
    if not isinstance(codes, Iterable):
        raise _unknown(value, vocabulary)
    asked = {str(code).strip() for code in codes} - {""}
    if strange := sorted(asked - set(vocabulary.values)):
        raise _unknown(strange[0], vocabulary)
    return tuple(code for code in vocabulary if code.value in asked)


def to_levels(value: object) -> Levels:
    """Read levels as ``to_codes`` does, in school order."""
    levels: Levels = to_codes(value, Level)
    return levels


def to_bits(value: object, vocabulary: type[models.TextChoices] = Level) -> int:
    if isinstance(value, int):
        return value
    bits = _bits(vocabulary)
    return sum(bits[code] for code in to_codes(value, vocabulary))


def _unknown(code: object, vocabulary: type[models.TextChoices]) -> ValidationError:
    if vocabulary is Level:
        sentence = _("“%(code)s” is not a school level.")
    else:
        sentence = _("“%(code)s” is not one of %(codes)s.")
    facts = {"code": code, "codes": ", ".join(vocabulary.values)}
    return ValidationError(sentence, code="unknown_code", params=facts)


@cache
def _bits(vocabulary: type[models.TextChoices]) -> Mapping[str, int]:
    return {code.value: 1 << place for place, code in enumerate(vocabulary)}


@lru_cache(maxsize=4096)  # few sets of codes exist, and lists read each of them many times
def _codes_of(bits: int, vocabulary: type[models.TextChoices]) -> Codes:
    by_code = _bits(vocabulary)
    return tuple(code for code in vocabulary if bits & by_code[code.value])


class CodesField(models.IntegerField[Any, Any]):
    """A set of codes of a closed list, one bit each in the list's order.

    One integer lets both databases answer "are all these levels inside those?" without
    a join: ``levels__within=offer.levels`` and ``levels__overlap=duty.levels``.
    """

    vocabulary: ClassVar[type[models.TextChoices]]
    needed: ClassVar[Any] = _("Choose at least one.")
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(self, value: int | None, *_unused: object) -> Codes | None:
        return None if value is None else _codes_of(value, self.vocabulary)

    def to_python(self, value: object) -> Any:
        return to_codes(value, self.vocabulary)

    def get_prep_value(self, value: object) -> object:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return to_bits(value, self.vocabulary)

    def value_to_string(self, obj: models.Model) -> str:
        return ",".join(self.to_python(self.value_from_object(obj)))

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if not value and not self.blank:
            raise ValidationError(self.needed, code="blank")

    def run_validators(self, value: Any) -> None:
        """The range checks of integers make no sense on a set of codes."""

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [note for note in super().check(**kwargs) if note.id != "fields.W122"]

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.TypedMultipleChoiceField(
            choices=self.vocabulary.choices,
            coerce=self.vocabulary,
            label=self.verbose_name,
            help_text=self.help_text,
            required=not self.blank,
            widget=forms.CheckboxSelectMultiple,
            initial=kwargs.get("initial"),
        )


class LevelsField(CodesField):
    """A set of school levels."""

    description = _("School levels")
    vocabulary = Level
    needed = _("Choose at least one level.")


class AxesField(CodesField):
    """A set of axes of the EVAR and EVARS programmes."""

    description = _("Axes of the programme")
    vocabulary = Axis


class _CodesLookup(Lookup[Any]):
    def get_prep_lookup(self) -> object:
        if hasattr(self.rhs, "resolve_expression"):
            return self.rhs
        return to_bits(self.rhs, self.lhs.output_field.vocabulary)

    def sides(self, compiler: SQLCompiler, connection: Any) -> tuple[str, str, list[Any]]:
        lhs, lhs_params = self.process_lhs(compiler, connection)
        rhs, rhs_params = self.process_rhs(compiler, connection)
        return lhs, rhs, [*lhs_params, *rhs_params]


@CodesField.register_lookup
class Within(_CodesLookup):
    """Every level of the left is among those of the right."""

    lookup_name = "within"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Any:
        lhs, rhs, params = self.sides(compiler, connection)
        return f"(({lhs}) & ~({rhs})) = 0", params


@CodesField.register_lookup
class Overlap(_CodesLookup):
    """At least one level stands on both sides."""

    lookup_name = "overlap"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Any:
        lhs, rhs, params = self.sides(compiler, connection)
        return f"(({lhs}) & ({rhs})) <> 0", params


@CodesField.register_lookup
class ContainsAll(_CodesLookup):
    """Every level of the right is among those of the left."""

    lookup_name = "contains_all"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Any:
        lhs, rhs, params = self.sides(compiler, connection)
        return f"(~({lhs}) & ({rhs})) = 0", params
