"""Identifiers in what an address or a form says: text that anybody may have typed."""

_MOST_DIGITS = 18


def number_in(text: object) -> int | None:
    """Returns the identifier in `text`, or None: what no database could hold is none either."""
    said = str(text)
    if not (said.isascii() and said.isdigit() and len(said) <= _MOST_DIGITS):
        return None
    return int(said)


class IdConverter:
    """An identifier in an address; more digits than any has make no address of this house."""

    regex = f"[0-9]{{1,{_MOST_DIGITS}}}"

    def to_python(self, value: str) -> int:
        """Returns the number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Returns its digits."""
        return str(value)
