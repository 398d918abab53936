"""How django-allauth makes accounts and writes mails here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from prevention.people.models import User, normalise_email
from prevention.people.sign_up import rehearse_sign_up


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _("Too many attempts: wait a few minutes, then try again."),
    }

    def new_user(self, request: HttpRequest) -> User:
        """Start an account in the language of the page that asks for it."""
        return User(language=_current_language())

    def pre_login(
        self, request: HttpRequest, user: AbstractBaseUser, **details: Any
    ) -> HttpResponse | None:
        """Take the code just typed as proof of the address.

        Accounts made by command or in the administration have no address of allauth's yet,
        and would be asked for a second code.
        """
        ways = {each["method"] for each in get_authentication_records(request, user)}
        if isinstance(user, User) and "code" in ways:
            EmailAddress.objects.get_or_create(
                user=user, email=user.email, defaults={"verified": True, "primary": True}
            )
        return super().pre_login(request, user, **details)

    def is_reauthentication_required(self, *, app: str, **details: Any) -> bool:
        """Ask again when neither sign-in nor a proof since is recent."""
        proofs = get_authentication_records(self.request, self.request.user)
        last = proofs[-1]["at"] if proofs else 0.0
        age: float = timezone.now().timestamp() - last
        return age > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Write to the account's one address, confirmed by a code or not."""
        address = email or (user.email if isinstance(user, User) else None)
        super().send_notification_mail(template_prefix, user, context, email=address)

    def send_account_already_exists_mail(self, email: str) -> None:
        rehearse_sign_up(self.request)
        super().send_account_already_exists_mail(email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the reader's language; in the page's to an address we do not know."""
        known = User.objects.filter(email=normalise_email(email)).first()
        context = {**context, "minutes": settings.CODE_LASTS_SECONDS // 60}
        with translation.override(known.language if known else _current_language()):
            super().send_mail(template_prefix, email, context)


def _current_language() -> str:
    return translation.get_language() or settings.LANGUAGE_CODE
