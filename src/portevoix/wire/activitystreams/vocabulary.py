"""The words of ActivityStreams that are used here, and the contexts this house sends."""

from typing import Any

ACTIVITYSTREAMS = "https://www.w3.org/ns/activitystreams"
PUBLIC = f"{ACTIVITYSTREAMS}#Public"
PUBLIC_NAMES = frozenset({PUBLIC, "as:Public", "Public"})

ACTIVITY_JSON = "application/activity+json"
LD_JSON = f'application/ld+json; profile="{ACTIVITYSTREAMS}"'
ACCEPT = f"{ACTIVITY_JSON}, {LD_JSON}"

ACTOR_TYPES = frozenset({"Person", "Service", "Group", "Organization", "Application"})
POST_TYPES = frozenset({"Note", "Question", "ChatMessage"})
LINKED_TYPES = frozenset({"Article", "Page", "Image", "Audio", "Video", "Event", "Document"})

Json = dict[str, Any]

ACTOR_CONTEXT: list[Any] = [
    ACTIVITYSTREAMS,
    "https://w3id.org/security/v1",
    "https://purl.archive.org/socialweb/webfinger",
    {
        "manuallyApprovesFollowers": "as:manuallyApprovesFollowers",
        "toot": "http://joinmastodon.org/ns#",
        "featured": {"@id": "toot:featured", "@type": "@id"},
        "discoverable": "toot:discoverable",
        "indexable": "toot:indexable",
        "memorial": "toot:memorial",
        "Emoji": "toot:Emoji",
        "suspended": "toot:suspended",
        "schema": "http://schema.org#",
        "PropertyValue": "schema:PropertyValue",
        "value": "schema:value",
        "litepub": "http://litepub.social/ns#",
        "capabilities": "litepub:capabilities",
        "acceptsChatMessages": "litepub:acceptsChatMessages",
    },
]

_FEP_044F = "https://w3id.org/fep/044f#"
_QUOTE_TERMS: Json = {
    "QuoteRequest": f"{_FEP_044F}QuoteRequest",
    "QuoteAuthorization": f"{_FEP_044F}QuoteAuthorization",
    "quote": {"@id": f"{_FEP_044F}quote", "@type": "@id"},
    "quoteUri": "http://fedibird.com/ns#quoteUri",
    "quoteUrl": "as:quoteUrl",
    "_misskey_quote": "https://misskey-hub.net/ns#_misskey_quote",
    "quoteAuthorization": {"@id": f"{_FEP_044F}quoteAuthorization", "@type": "@id"},
    "interactingObject": {"@id": "https://gotosocial.org/ns#interactingObject", "@type": "@id"},
    "interactionTarget": {"@id": "https://gotosocial.org/ns#interactionTarget", "@type": "@id"},
}

NOTE_CONTEXT: list[Any] = [
    ACTIVITYSTREAMS,
    {
        "sensitive": "as:sensitive",
        "Hashtag": "as:Hashtag",
        "toot": "http://joinmastodon.org/ns#",
        "Emoji": "toot:Emoji",
        "blurhash": "toot:blurhash",
        "focalPoint": {"@container": "@list", "@id": "toot:focalPoint"},
        "votersCount": "toot:votersCount",
        "litepub": "http://litepub.social/ns#",
        "directMessage": "litepub:directMessage",
        "gts": "https://gotosocial.org/ns#",
        "interactionPolicy": {"@id": "gts:interactionPolicy", "@type": "@id"},
        "canLike": {"@id": "gts:canLike", "@type": "@id"},
        "canReply": {"@id": "gts:canReply", "@type": "@id"},
        "canAnnounce": {"@id": "gts:canAnnounce", "@type": "@id"},
        "canQuote": {"@id": "gts:canQuote", "@type": "@id"},
        "automaticApproval": {"@id": "gts:automaticApproval", "@type": "@id"},
        "manualApproval": {"@id": "gts:manualApproval", "@type": "@id"},
        **_QUOTE_TERMS,
    },
]
