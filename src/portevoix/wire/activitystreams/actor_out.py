"""Accounts of this house as others read them."""

from portevoix.domain.accounts import keys
from portevoix.domain.accounts.models import Account, Kind, Standing
from portevoix.kernel import config
from portevoix.kernel.errors import NotFound
from portevoix.kernel.text.render import absolute
from portevoix.wire import addresses, faces
from portevoix.wire.activitystreams.dates import written
from portevoix.wire.activitystreams.emoji_out import emoji_tags
from portevoix.wire.activitystreams.vocabulary import ACTOR_CONTEXT, Json

_TYPES = {
    Kind.PERSON: "Person",
    Kind.SERVICE: "Service",
    Kind.GROUP: "Group",
    Kind.ORGANISATION: "Organization",
    Kind.HOUSE: "Application",
}


def actor(account: Account, *, with_context: bool = True) -> Json:
    """Returns the actor document of an account here. A suspended one is an empty page."""
    name = account.name
    gone = account.standing != Standing.ACTIVE
    hides = gone or account.frozen
    made: Json = {
        "id": addresses.actor_uri(name),
        "type": _TYPES[Kind(account.kind)],
        "preferredUsername": name,
        "webfinger": f"{name}@{addresses.own_host()}",
        "name": "" if gone else account.display_name or name,
        "summary": "" if gone else _complete(account.bio_html),
        "url": addresses.profile_url(name),
        "inbox": addresses.inbox_url(name),
        "outbox": addresses.outbox_url(name),
        "followers": addresses.followers_url(name),
        "following": addresses.following_url(name),
        "featured": addresses.featured_url(name),
        "endpoints": {"sharedInbox": addresses.shared_inbox_url()},
        "manuallyApprovesFollowers": account.locked,
        "discoverable": account.discoverable and not hides,
        "indexable": account.indexable and not hides,
        "memorial": account.memorial,
        "capabilities": {"acceptsChatMessages": False},
        "published": written(account.created_at.replace(hour=0, minute=0, second=0)),
        "attachment": [] if gone else _fields(account),
        "tag": [] if gone else emoji_tags(account.display_name, account.bio_html),
        **_key(account),
    }
    if gone:
        made["suspended"] = True
    else:
        made |= _pictures(account)
    return {"@context": ACTOR_CONTEXT, **made} if with_context else made


def _key(account: Account) -> Json:
    try:
        own = keys.signing_key(account.pk)
    except NotFound:
        return {}
    return {
        "publicKey": {
            "id": addresses.key_id(account.name),
            "owner": addresses.actor_uri(account.name),
            "publicKeyPem": own.public_pem,
        }
    }


def _pictures(account: Account) -> Json:
    """Alternative text stands in both places where it is looked for, as with media."""
    given = (
        ("icon", account.avatar_url, faces.FACE, account.avatar_description),
        ("image", account.header_url, faces.COVER, account.header_description),
    )
    return {
        name: {
            "type": "Image",
            "mediaType": faces.media_type_of(url),
            "url": addresses.address(faces.path_of(url, purpose)),
            "summary": description or None,
            "name": description or None,
        }
        for name, url, purpose, description in given
        if url
    }


def _fields(account: Account) -> list[Json]:
    return [
        {"type": "PropertyValue", "name": row["name"], "value": _complete(str(row["html"]))}
        for row in account.fields
    ]


def _complete(html: str) -> str:
    return absolute(html, config.current().origin.rstrip("/"))
