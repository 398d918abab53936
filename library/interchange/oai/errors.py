"""How the protocol says no (OAI-PMH 2.0, section 3.6): in the document, with a status of 200."""


class OaiError(Exception):
    """A request that cannot be answered; ``code`` is the protocol's, the sentence English."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class BadRequestError(OaiError):
    """The request is not one of the protocol: its arguments are not repeated in the answer."""
