"""Keeps renderings and forgets them. Nothing is lost with them: they can always be made anew."""

from collections.abc import Iterable

from portevoix.domain.accounts.queries import by_ids
from portevoix.domain.posts.models import Post
from portevoix.wire.mastodon import accounts, statuses
from portevoix.wire.mastodon.models import AccountRendering, PostRendering


def keep_posts(ids: Iterable[int]) -> None:
    """Renders posts and keeps the outcome; deleted posts and boosts have none."""
    wanted = Post.objects.filter(id__in=list(ids), deleted_at=None, boost_of=None)
    versions = dict(wanted.values_list("id", "version"))
    PostRendering.objects.bulk_create(
        [
            PostRendering(post_id=number, version=versions[number], body=body)
            for number, body in statuses.rendered(versions).items()
        ],
        update_conflicts=True,
        unique_fields=["post_id"],
        update_fields=["version", "body"],
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
