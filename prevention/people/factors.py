"""How django-allauth keeps second factors here: encrypted, under our name, and who may lose one."""

from base64 import urlsafe_b64encode

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from prevention.people.second_factor import may_lose

PRODUCT = "Prévention scolaire"


class FactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _lazy("This code is not the right one, or has been used already."),
        "cannot_delete_authenticator": _lazy(
            "Your role asks for a second step: add another one first, then remove this one."
        ),
    }

    def get_totp_issuer(self) -> str:
        return PRODUCT

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": PRODUCT}

    def generate_authenticator_name(
        self,
        user: AbstractBaseUser,
        type: Authenticator.Type,  # noqa: A002
    ) -> str:
        return _("Passkey %(number)s") % {
            "number": Authenticator.objects.filter(user=user, type=type).count() + 1
        }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return may_lose(authenticator.user, [authenticator])

    def encrypt(self, text: str) -> str:
        """Hide the secrets of applications and of recovery codes from who reads the tables."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"second factors")
    return Fernet(urlsafe_b64encode(derived.derive(settings.SECOND_FACTOR_KEY.encode())))
