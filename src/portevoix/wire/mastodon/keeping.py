"""Keeps renderings and forgets them. Nothing is lost with them: they can always be made anew."""

from collections.abc import Iterable

from portevoix.domain.accounts.queries import by_ids
from portevoix.kernel.database import run
from portevoix.wire.mastodon import accounts, statuses
from portevoix.wire.mastodon.models import AccountRendering, PostRendering


def keep_posts(ids: Iterable[int]) -> None:
    """Renders posts and keeps the outcome; deleted posts and boosts have none."""
    for number, made in statuses.rendered(ids).items():
        run(
            "INSERT INTO wire_mastodon_post (post_id, version, body) VALUES (%s, %s, %s)"
            " ON CONFLICT (post_id) DO UPDATE SET version = excluded.version, body = excluded.body",
            [number, made.version, made.body],
        )


def keep_accounts(ids: Iterable[int]) -> None:
    """Renders accounts and keeps the outcome."""
    AccountRendering.objects.bulk_create(
        [
            AccountRendering(
                account_id=number, version=account.version, body=accounts.rendered(account)
            )
            for number, account in by_ids(ids).items()
        ],
        update_conflicts=True,
        unique_fields=["account_id"],
        update_fields=["version", "body"],
    )


def forget_post(post_id: int) -> None:
    """Removes what is kept of a post."""
    PostRendering.objects.filter(post_id=post_id).delete()


def forget_account(account_id: int) -> None:
    """Removes what is kept of an account."""
    AccountRendering.objects.filter(account_id=account_id).delete()
