"""Finds accounts and posts of other houses: known ones here, unknown ones by asking.

Used by the doors' search (in the slow pool) and by jobs. The one who calls
gives the `Reader`, since nothing in `wire` calls the outside. What is found is
believed only from its own id (FEP-fe34), and a handle only when WebFinger
answers with the same actor.
"""

from datetime import timedelta
from urllib.parse import urldefrag, urlsplit

from portevoix.domain.accounts import keys
from portevoix.domain.accounts.commands import delete_remote, store_remote
from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.queries import by_handle, by_uri
from portevoix.domain.peers import commands as peers
from portevoix.domain.peers.queries import is_blocked
from portevoix.domain.posts.commands import receive
from portevoix.domain.posts.models import Post
from portevoix.domain.posts.queries import by_uri as post_by_uri
from portevoix.kernel import clock
from portevoix.kernel.errors import Gone, Invalid, NotFound, Unavailable
from portevoix.kernel.hosts import host_of, same_origin
from portevoix.kernel.jobs import enqueue
from portevoix.wire import addresses
from portevoix.wire.activitystreams import (
    actor_in,
    note_in,
    people,
    quotes_in,
    reading,
    webfinger,
)
from portevoix.wire.activitystreams.job_names import VERIFY_QUOTE
from portevoix.wire.activitystreams.reader import Reader
from portevoix.wire.activitystreams.vocabulary import Json

FRESH = timedelta(hours=24)
_MOST_FETCHES = 30


class Resolver:
    """Finds things for one request or job; what it may ask for in all is bounded."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._left = _MOST_FETCHES
        self._jrds: dict[str, Json] = {}

    def account(self, asked: str) -> Account:
        """Returns the account with this handle, id or page.

        Raises NotFound, Gone, Unavailable, Invalid.
        """
        if asked.startswith(("https://", "http://")):
            found = self.thing(asked)
            if isinstance(found, Account):
                return found
            raise NotFound
        name, _, host = asked.removeprefix("acct:").removeprefix("@").rpartition("@")
        host = webfinger.handle_host(host)
        if not name:
            name, host = host, ""
        known = by_handle(name, "" if host == addresses.own_host() else host)
        if known is not None and (known.is_here or _is_fresh(known)):
            return known
        if not host or host == addresses.own_host():
            raise NotFound
        return self._by_webfinger(name, host)

    def post(self, asked: str) -> Post:
        """Returns the post with this id or page. Raises NotFound, Gone, Unavailable, Invalid."""
        found = self.thing(asked)
        if isinstance(found, Post):
            return found
        raise NotFound

    def thing(self, asked: str, *, backfilled: bool = True) -> Account | Post:
        """Returns what is at an address: an account or a post, here or elsewhere."""
        known = self.known(asked)
        if known is not None:
            return known
        if addresses.is_local(asked):
            raise NotFound
        try:
            document, url = self.document(asked)
        except Invalid:
            document, url = self.document(self._alternate(asked))
        if actor_in.is_actor(document):
            return self._take_actor(document, url)
        return self.take_post(document, backfilled=backfilled)

    def known(self, uri: str) -> Account | Post | None:
        """Returns what has this id or page and is here already, or None."""
        post_id = addresses.local_post_id(uri)
        if post_id is not None:
            return Post.objects.filter(id=post_id, uri=None).first()
        return people.known(uri) or (None if addresses.is_local(uri) else post_by_uri(uri))

    def actor(self, uri: str) -> Account:
        """Returns the actor with this id, asking for it when it is not known."""
        return people.known(uri) or self.fetch_actor(uri)

    def fetch_actor(self, uri: str) -> Account:
        """Asks for an actor anew and stores it. Gone at its own house is gone here."""
        if addresses.is_local(uri):
            raise NotFound
        try:
            document, url = self.document(uri)
        except Gone:
            account = by_uri(uri)
            if account is not None:
                delete_remote(account_id=account.pk)
            raise
        return self._take_actor(document, url)

    def key_owner(self, key_id: str) -> Account:
        """Returns the actor that lists the key `key_id`, fetched just now (wire.md 4.4).

        Raises NotFound, Gone, Unavailable, Invalid when no actor of the key's
        own host confirms it.
        """
        url = urldefrag(key_id).url
        try:
            document, source = self._any_document(url)
        except NotFound:
            document, source = self._any_document(url.rstrip("/"))
        if not actor_in.is_actor(document) or reading.id_of(document) != source:
            owner = _owner_named(document)
            if host_of(owner) != host_of(key_id):
                raise Invalid("the key's owner is elsewhere", code="bad_key")
            document, source = self.document(owner)
        account = self._take_actor(document, source)
        stored = keys.of(account.pk)
        sole = "#" not in key_id and url == account.uri
        if stored is None or (stored.key_id != key_id and not sole):
            raise Invalid("its owner does not list this key", code="bad_key")
        return account

    def document(self, url: str) -> tuple[Json, str]:
        """Returns a document and its id, which is where it was fetched from.

        One that names another id is fetched once more, from there.
        """
        for _ in range(2):
            document, source = self._any_document(url)
            if not reading.has_context(document):
                raise Invalid("no ActivityStreams context", code="not_activity")
            uri = reading.id_of(document)
            if uri == source or (uri == url and same_origin(url, source)):
                return document, uri
            url = uri
        raise Invalid("its id is not where it is", code="not_its_id")

    def take_post(
        self, document: Json, *, activity: Json | None = None, backfilled: bool = True
    ) -> Post:
        """Stores a post whose document came from its own id. Raises Invalid, NotFound."""
        author = self.actor(author_of(document))
        uri = reading.id_of(document)
        if not same_origin(author.uri or "", uri):
            raise Invalid("its author is of another house", code="not_its_author")
        parent_id = self.parent_of(document)
        remote = note_in.remote_post(
            document,
            author=author,
            activity=activity,
            parent_id=parent_id,
            backfilled=backfilled,
            quoted_id=self.quoted_by(document),
        )
        post = receive(remote) if remote is not None else None
        if post is None:
            raise NotFound
        if remote is not None and remote.quoted_uri:
            verify_quote_later(post, document)
        return post

    def quoted_by(self, document: Json) -> int | None:
        """Returns the id here of the post that a document quotes, when it is known."""
        uri = quotes_in.quoted_in(document)
        quoted = self.known(uri) if uri else None
        return quoted.id if isinstance(quoted, Post) and quoted.boost_of_id is None else None

    def parent_of(self, document: Json) -> int | None:
        """Returns the id here of the post that a document answers, when it is known."""
        for uri in reading.ids_of(document.get("inReplyTo")):
            parent = self.known(uri)
            if isinstance(parent, Post):
                return int(parent.boost_of_id or parent.id)
        return None

    def _any_document(self, url: str) -> tuple[Json, str]:
        self._spend(url)
        found = self._reader.activity(url)
        if addresses.is_local(found.url):
            raise NotFound
        try:
            return reading.parse(found.body), found.url
        except reading.UnreadableError as error:
            raise Invalid(str(error), code="not_activity") from error

    def _alternate(self, url: str) -> str:
        self._spend(url)
        found = self._reader.alternate(url)
        if not found:
            raise NotFound
        return found

    def _spend(self, url: str) -> None:
        if is_blocked(host_of(url)):
            raise NotFound
        self._left -= 1
        if self._left < 0:
            raise Unavailable("too much was asked for at once")

    def _take_actor(self, document: Json, uri: str) -> Account:
        name, host = actor_in.claimed_handle(document, uri)
        known = by_uri(uri)
        if known is None or (known.name.lower(), known.host) != (name.lower(), host):
            name, host = self._confirmed(name, host, uri)
        remote = actor_in.remote_account(document, uri=uri, name=name, host=host)
        account = store_remote(remote)
        peers.meet(host_of(uri))
        return account

    def _confirmed(self, name: str, host: str, uri: str) -> tuple[str, str]:
        """The round trip: the handle leads to this actor, and its subject says so itself."""
        jrd = self._jrd(name, host, uri)
        subject = webfinger.subject_handle(jrd) or (name, host)
        if subject[1] != host:
            name, host = subject
            jrd = self._jrd(name, host, uri)
            if webfinger.subject_handle(jrd) != subject:
                raise Invalid("WebFinger leads in a circle", code="webfinger")
        if webfinger.self_link(jrd) != uri or subject[0].lower() != name.lower():
            raise Invalid("WebFinger names another actor", code="webfinger")
        return subject

    def _jrd(self, name: str, host: str, near: str) -> Json:
        scheme = urlsplit(near).scheme or "https"
        url = webfinger.question(host, f"acct:{name}@{host}", scheme=scheme)
        if url not in self._jrds:
            self._spend(url)
            try:
                self._jrds[url] = reading.parse(self._reader.jrd(url).body)
            except reading.UnreadableError as error:
                raise Invalid(str(error), code="webfinger") from error
        return self._jrds[url]

    def _by_webfinger(self, name: str, host: str) -> Account:
        try:
            jrd = self._jrd(name, host, "https:")
        except Unavailable as unavailable:
            # Closed networks speak http; the reader refuses it for every other address.
            try:
                jrd = self._jrd(name, host, "http:")
            except NotFound:
                raise unavailable from None
        uri = webfinger.self_link(jrd)
        if not uri or addresses.is_local(uri):
            raise NotFound
        account = self.fetch_actor(uri)
        subject = webfinger.subject_handle(jrd)
        if (account.name.lower(), account.host) not in {(name.lower(), host), _lower(subject)}:
            raise NotFound
        return account


def verify_quote_later(post: Post, document: Json) -> None:
    """Queues the look-up of what a post quotes, and of the consent to it."""
    stamp = reading.id_of(document.get("quoteAuthorization"))
    enqueue(
        VERIFY_QUOTE,
        {"post": post.id, "stamp": stamp},
        key=f"quote:{post.id}",
        lane=host_of(post.uri or ""),
    )


def author_of(document: Json) -> str:
    """Returns the id of a post's author: of several, the first Person of the post's own house."""
    candidates = reading.as_list(document.get("attributedTo") or document.get("actor"))
    uri = reading.id_of(document)
    for wanted in ("Person", ""):
        for one in candidates:
            is_wanted = not wanted or (isinstance(one, dict) and wanted in reading.types_of(one))
            if is_wanted and same_origin(reading.id_of(one), uri):
                return reading.id_of(one)
    return reading.id_of(candidates)


def _owner_named(document: Json) -> str:
    for key in (document, *actor_in.objects_of_key(document)):
        owner = reading.id_of(key.get("owner")) or reading.id_of(key.get("controller"))
        if owner:
            return owner
    return ""


def _is_fresh(account: Account) -> bool:
    return account.fetched_at is not None and account.fetched_at > clock.now() - FRESH


def _lower(subject: tuple[str, str] | None) -> tuple[str, str]:
    return (subject[0].lower(), subject[1]) if subject else ("", "")
