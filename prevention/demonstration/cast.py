"""The invented people of the demonstration; their addresses end in ``@exemple.test``."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress

from prevention.offers.models import Organisation
from prevention.people.models import Role, User
from prevention.schools.models import Epci, School
from prevention.vocabulary import OrganisationKind, RoleKind

PASSWORD = "demonstration"  # noqa: S105 - said aloud by the command; only where DEMO=1

# Collège Les Rochambelles, Anzin: a real school (REP) with classes in the shipped list.
SCHOOL_UAI = "0590006L"
ASSOCIATION = "Paroles partagées (association fictive)"


@dataclass(frozen=True)
class Account:
    email: str
    name: str
    words: str


COORDINATOR = Account("coordination@exemple.test", "Camille Fontaine", "coordination")
HEAD = Account("direction@exemple.test", "Dominique Lambert", "direction du collège")
TEACHER = Account("enseignante@exemple.test", "Élise Marchand", "enseignante au collège")
FACILITATOR = Account("intervenante@exemple.test", "Inès Carpentier", "intervenante")
FUNDER = Account("financement@exemple.test", "Sacha Delattre", "financement")
ACCOUNTS = [COORDINATOR, HEAD, TEACHER, FACILITATOR, FUNDER]


def make_cast() -> dict[Account, User]:
    """Make the accounts and their roles, each once."""
    users = {account: _account(account) for account in ACCOUNTS}
    school = School.objects.get(pk=SCHOOL_UAI)
    association, _made = Organisation.objects.get_or_create(
        name=ASSOCIATION, defaults={"kind": OrganisationKind.ASSOCIATION}
    )
    _role(users[TEACHER], RoleKind.TEACHER, school=school)
    _role(users[HEAD], RoleKind.HEAD, school=school)
    _role(users[FACILITATOR], RoleKind.FACILITATOR, organisation=association)
    for epci in Epci.objects.filter(communes__schools__isnull=False).distinct():
        _role(users[COORDINATOR], RoleKind.COORDINATOR, epci=epci)
        _role(users[FUNDER], RoleKind.FUNDER, epci=epci)
    User.objects.filter(pk=users[COORDINATOR].pk).update(is_staff=True)
    return users


def _account(account: Account) -> User:
    user = User.objects.filter(email=account.email).first()
    if user is None:
        user = User.objects.create_user(account.email, PASSWORD, name=account.name)
    # Without a verified address, signing in would first send a code to nobody.
    EmailAddress.objects.get_or_create(
        user=user, email=account.email, defaults={"verified": True, "primary": True}
    )
    return user


def _role(user: User, kind: RoleKind, **reach: School | Organisation | Epci) -> None:
    Role.objects.get_or_create(
        user=user, kind=kind, **reach, defaults={"status": Role.Status.CONFIRMED}
    )


@dataclass(frozen=True)
class Staff:
    """Who asks and who authorises at one school."""

    teacher: User
    head: User


def staff_of(school: School) -> Staff:
    """A teacher and a head of a school, made once; nobody signs in as them."""
    if school.pk == SCHOOL_UAI:
        by_email = User.objects.in_bulk([TEACHER.email, HEAD.email], field_name="email")
        return Staff(by_email[TEACHER.email], by_email[HEAD.email])
    return Staff(
        _member(school, RoleKind.TEACHER, "Équipe enseignante"),
        _member(school, RoleKind.HEAD, "Direction"),
    )


def _member(school: School, kind: RoleKind, name: str) -> User:
    email = f"{kind.lower()}.{school.pk.lower()}@exemple.test"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, name=f"{name} (fictive), {school.name}")
    _role(user, kind, school=school)
    return user
