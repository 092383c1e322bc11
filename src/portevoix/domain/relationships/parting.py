"""What remains to be done when an account is gone for good."""

from django.db.models import Q

from portevoix.domain.accounts.public import count_parting
from portevoix.domain.relationships.models import (
    Block,
    Connection,
    Endorsement,
    Follow,
    HouseBlock,
    Mute,
    Note,
    SetAside,
)
from portevoix.kernel.unit_of_work import command


@command
def part(account_id: int) -> None:
    """Removes every tie of a deleted account, with the counts of the others; again is no change.

    No event for each: whoever heard that the account is gone knows.
    """
    held = Follow.objects.filter(accepted=True)
    followers = held.filter(followee_id=account_id).values_list("follower_id", flat=True)
    following = held.filter(follower_id=account_id).values_list("followee_id", flat=True)
    count_parting(account_id, followers=list(followers), following=list(following))
    Follow.objects.filter(Q(follower_id=account_id) | Q(followee_id=account_id)).delete()
    Block.objects.filter(Q(blocker_id=account_id) | Q(blocked_id=account_id)).delete()
    Mute.objects.filter(Q(muter_id=account_id) | Q(muted_id=account_id)).delete()
    Note.objects.filter(Q(owner_id=account_id) | Q(about_id=account_id)).delete()
    Endorsement.objects.filter(Q(owner_id=account_id) | Q(endorsed_id=account_id)).delete()
    SetAside.objects.filter(Q(owner_id=account_id) | Q(suggested_id=account_id)).delete()
    HouseBlock.objects.filter(owner_id=account_id).delete()
    Connection.objects.filter(Q(member_id=account_id) | Q(other_id=account_id)).delete()
