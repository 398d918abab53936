"""A passkey without a device: what a browser would send of it."""

import json
from hashlib import sha256

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

HOST = "testserver"
PRESENT_AND_KNOWN = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class PasskeyOf:
    """A passkey that a person has made; it answers in anybody's name, rightly signed or not."""

    def __init__(self, user):
        self.owner, self.key = user, ec.generate_private_key(ec.SECP256R1())
        public = ES256.from_cryptography_key(self.key.public_key())
        made = AttestedCredentialData.create(bytes(16), b"a passkey of the tests", public)
        flags = PRESENT_AND_KNOWN | AuthenticatorData.FLAG.AT
        proof = AttestationObject.create("none", self._told(flags, made), {})
        said = {"clientDataJSON": self._said("webauthn.create", "AAAA")}
        Authenticator.objects.create(
            user=user,
            type=Authenticator.Type.WEBAUTHN,
            data={
                "name": "clé",
                "credential": self._written({**said, "attestationObject": proof}),
            },
        )

    def answer(self, options, *, names=None, signed=True):
        """What the browser gives to these options, in the name of ``names`` or the owner."""
        said = self._said("webauthn.get", options["publicKey"]["challenge"])
        told = self._told(PRESENT_AND_KNOWN)
        proved = told + sha256(said).digest() if signed else b"something else"
        return self._written(
            {
                "clientDataJSON": said,
                "authenticatorData": told,
                "signature": self.key.sign(proved, ec.ECDSA(SHA256())),
                "userHandle": user_pk_to_url_str(names or self.owner).encode(),
            }
        )

    def _said(self, kind, challenge):
        said = {"type": kind, "challenge": challenge, "origin": f"https://{HOST}"}
        return json.dumps(said).encode()

    def _told(self, flags, made=b""):
        return AuthenticatorData.create(sha256(HOST.encode()).digest(), flags, 0, made)

    def _written(self, response):
        name = websafe_encode(b"a passkey of the tests")
        fields = {key: websafe_encode(value) for key, value in response.items()}
        return {"id": name, "rawId": name, "type": "public-key", "response": fields}
