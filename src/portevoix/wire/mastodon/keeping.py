"""Keeps renderings and forgets them. Nothing is lost with them: they can always be made anew."""

from collections.abc import Iterable

from portevoix.domain.accounts.queries import by_ids
from portevoix.kernel.database import among, rows, run
from portevoix.kernel.database import ids as ids_of
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


def renew_posts(*, limit: int = 500) -> int:
    """Renders anew the newest posts kept in a shape of before; returns how many there were."""
    first, beyond = statuses.kept_version(0), statuses.kept_version(-1) + statuses.VERSIONS
    found = rows(
        "SELECT post_id FROM wire_mastodon_post WHERE version < %s OR version > %s"
        " ORDER BY post_id DESC LIMIT %s",
        [first, beyond, limit],
    )
    stale = [row[0] for row in found]
    run(f"DELETE FROM wire_mastodon_post WHERE {among('post_id', 'ids')}", {"ids": ids_of(stale)})
    keep_posts(stale)
    return len(stale)


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
