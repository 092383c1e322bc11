"""One spelling for words that are the same to a reader."""

from unicodedata import normalize


def fold(text: str) -> str:
    """Returns `text` without differences of case and compatibility (Unicode D146, composed).

    Used to compare tags and to search; folding twice changes nothing.
    """
    once = normalize("NFKC", normalize("NFD", text).casefold())
    return normalize("NFKC", once.casefold())
