"""The words by which an account is found: without case, without accents, by their beginnings.

Scripts that put no blanks between words are found from any character on.
"""

import re
import unicodedata

from portevoix.domain.accounts.models import Account, AccountWord, Standing

_LONGEST_WORD = 60
_MOST_WORDS = 40
_SEPARATED = re.compile(r"[^\w]+|_+")
_WITHOUT_BLANKS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def fold(text: str) -> str:
    """Returns `text` as it is compared: compatible forms, no marks, no case."""
    parted = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", bare.casefold())


def split(text: str) -> list[str]:
    """Returns the folded words of what somebody searches for."""
    return [word[:_LONGEST_WORD] for word in _SEPARATED.split(fold(text)) if word]


def words_of(account: Account) -> set[str]:
    """Returns every word by which `account` is found."""
    found = {fold(account.name)[:_LONGEST_WORD]}
    for word in split(account.name) + split(account.display_name):
        found.add(word)
        if _WITHOUT_BLANKS.search(word):
            found.update(word[start:] for start in range(1, len(word)))
    return set(sorted(found, key=lambda word: (-len(word), word))[:_MOST_WORDS])


def index(account: Account) -> None:
    """Writes the words of `account` anew, where they changed; who rests has none."""
    there = account.standing == Standing.ACTIVE and not account.frozen
    wanted = words_of(account) if there else set()
    rows = AccountWord.objects.filter(account=account)
    known = set(rows.values_list("word", flat=True))
    if known - wanted:
        rows.filter(word__in=known - wanted).delete()
    AccountWord.objects.bulk_create(
        AccountWord(account=account, word=word) for word in sorted(wanted - known)
    )


def forget(account_id: int) -> None:
    """Removes every word, so that the account is no longer found."""
    AccountWord.objects.filter(account_id=account_id).delete()
