"""User error: a question that cannot be answered, for a reason the person can fix."""

from typing import Any

from clauses.domain.typographie import typographic

EXIT_CODE = 2


class Refus(Exception):  # noqa: N818 - not an error of the program
    """Ends the command with code 2, without traceback.

    Attributes
    ----------
    message : why, in French; only its first line goes to JSON
    details : other fields of the JSON document
    """

    def __init__(self, message: str, **details: Any) -> None:
        self.message, self.details = typographic(message), details
        super().__init__(message)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {"erreur": self.message.splitlines()[0], **self.details}
