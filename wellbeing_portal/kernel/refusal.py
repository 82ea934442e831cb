"""How an action says no."""


class Refusal(Exception):  # noqa: N818 - it is a plain word on purpose: an answer, not a fault
    """An action's clear no, in the reader's language.

    ``field`` names the form field it belongs to (None: the whole form). The view puts it on the
    form, an API answers 400; nobody else catches it.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
