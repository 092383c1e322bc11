"""Posts as the pages show them: the room's card, and what this viewer may do with it."""

from collections.abc import Collection
from dataclasses import dataclass, field

from markupsafe import Markup

from portevoix.domain.accounts.public import Reader
from portevoix.domain.audiences.public import OPEN, Grant, readable
from portevoix.domain.media.link_cards import cards_of
from portevoix.domain.media.models import LinkCard
from portevoix.domain.media.public import Medium, of_posts
from portevoix.domain.posts import poll_queries as polls
from portevoix.domain.posts import queries as posts
from portevoix.domain.posts.models import Policy
from portevoix.domain.posts.poll_queries import PollState
from portevoix.domain.posts.queries import Card
from portevoix.domain.reactions import queries as reactions
from portevoix.doors.web import audience_words, pictures
from portevoix.doors.web import emoji as drawn
from portevoix.doors.web.audience_words import Word
from portevoix.doors.web.emoji import Known
from portevoix.doors.web.pictures import Picture
from portevoix.doors.web.policy_words import quote_sentence, sentences
from portevoix.kernel.text.sanitise import plain
from portevoix.wire import emoji

_LONG_LINES = 25
_LINE = 75
BEGINNING = 200


@dataclass(frozen=True)
class Shown:
    """A card with what only this viewer sees in it."""

    card: Card
    favourited: bool
    boosted: bool
    bookmarked: bool
    pinned: bool
    mine: bool
    may_boost: bool
    may_vote: bool = False
    chosen: tuple[int, ...] = ()
    quoted: Card | None = None
    may_withdraw: bool = False
    media: tuple[Medium, ...] = ()
    emoji: Known = field(default_factory=dict)
    link: LinkCard | None = None
    caught_by: tuple[str, ...] = ()
    """The titles of the filters under which it is folded."""
    blurred: bool = False

    @property
    def html(self) -> Markup:
        """Its words, with emoji drawn."""
        return drawn.in_html(self.card.html, self.card.author.host, self.emoji)

    @property
    def warning(self) -> Markup:
        """Its warning, with emoji drawn."""
        return drawn.in_text(self.card.warning, self.card.author.host, self.emoji)

    @property
    def author_name(self) -> Markup:
        """The name of its author, with emoji drawn."""
        return drawn.in_text(self.card.author.display_name, self.card.author.host, self.emoji)

    @property
    def author_page(self) -> str:
        """The path of its author's page."""
        return f"/@{self.card.author.handle}"

    @property
    def address(self) -> str:
        """The path of the post's own page."""
        return f"/@{self.card.author.handle}/{self.card.id}"

    @property
    def may_reply(self) -> bool:
        """Whether to offer an answer; the room decides for those of whom it is not sure here."""
        return (self.mine or self.card.reply_policy != Policy.NOBODY) and not self.card.waiting

    @property
    def policies(self) -> list[str]:
        """Who may do what with it, in sentences; none where everyone may."""
        card = self.card
        return sentences(card.reply_policy, card.quote_policy, card.boost_policy)

    @property
    def quote_sentence(self) -> str:
        """Why what it quotes is not shown."""
        return quote_sentence(self.card.quote_state or "")

    @property
    def may_quote(self) -> bool:
        """Whether to offer a quote; the room decides."""
        card = self.card
        is_open = bool(card.grants & OPEN) and not card.has_ceiling
        return is_open and not card.waiting and (self.mine or card.quote_policy != Policy.NOBODY)

    @property
    def may_pin(self) -> bool:
        """Whether to offer its author a pin; the room decides."""
        wide = OPEN | Grant.FOLLOWERS | Grant.HOUSE
        return self.mine and bool(self.card.grants & wide) and not self.card.direct

    @property
    def card_picture(self) -> Picture | None:
        """The picture to show beside a link to it: of this house, and not behind a warning."""
        if self.card.warning or self.card.sensitive:
            return None
        return next((one for one in self.pictures if one.is_picture and one.medium.is_here), None)

    @property
    def pictures(self) -> list[Picture]:
        """What it shows beside its words."""
        return pictures.of_post(list(self.media), self.address)

    @property
    def is_long(self) -> bool:
        """Whether a list shows only its beginning (over 25 lines)."""
        html = self.card.html
        breaks = html.count("<br") + html.count("</p>") + html.count("</li>")
        return breaks > _LONG_LINES or len(html) > 2 * _LONG_LINES * _LINE


def beginning(card: Card) -> str:
    """Returns the first words of a post; of one with a warning, the warning alone."""
    return (card.warning or plain(card.html))[:BEGINNING]


def shown(viewer: Reader, row_ids: Collection[int]) -> list[Shown]:
    """Returns what a list shows, in its order, in two to four queries."""
    found = posts.cards(row_ids)
    media = of_posts([card.id for card in found])
    links = cards_of([card.id for card in found if card.grants & OPEN])
    known = emoji.among(
        (card.author.host, (card.html, card.warning, card.author.display_name)) for card in found
    )
    flags = (
        reactions.flags(viewer, [card.id for card in found])
        if found and viewer.account_id is not None
        else {}
    )
    asking = [card.id for card in found if card.poll is not None]
    chosen = polls.own_votes(viewer, asking)
    quoted = _quoted(viewer, found)
    return [
        Shown(
            card=card,
            favourited=card.id in flags and flags[card.id].favourited,
            boosted=card.id in flags and flags[card.id].boosted,
            bookmarked=card.id in flags and flags[card.id].bookmarked,
            pinned=card.id in flags and flags[card.id].pinned,
            mine=card.author.id == viewer.account_id,
            may_boost=_may_boost(card, viewer),
            may_vote=_may_vote(card, viewer, chosen),
            chosen=chosen.get(card.id, ()),
            quoted=quoted.get(card.quoted_id or 0) if card.quote_state == "accepted" else None,
            may_withdraw=_may_withdraw(card, viewer, quoted),
            media=tuple(media.get(card.id, ())),
            emoji=known,
            link=links.get(card.id),
        )
        for card in found
    ]


def _quoted(viewer: Reader, found: list[Card]) -> dict[int, Card]:
    """What is quoted with consent and the viewer may read; two queries, if there is any."""
    agreed = [card.quoted_id for card in found if card.quote_state == "accepted"]
    there = readable(viewer, [each for each in agreed if each is not None])
    return {card.id: card for card in posts.cards(there)}


def _may_withdraw(card: Card, viewer: Reader, quoted: dict[int, Card]) -> bool:
    about = quoted.get(card.quoted_id or 0) if card.quote_state == "accepted" else None
    is_mine = about is not None and about.author.id == viewer.account_id
    return is_mine and card.author.id != viewer.account_id


def _may_vote(card: Card, viewer: Reader, chosen: dict[int, tuple[int, ...]]) -> bool:
    """Whether to offer a vote. The room decides."""
    poll = card.poll
    is_asked = poll is not None and not poll.expired and card.id not in chosen
    return is_asked and viewer.account_id is not None and card.author.id != viewer.account_id


def share(tally: int, poll: PollState) -> int:
    """Returns how many of a hundred votes an answer has."""
    return round(100 * tally / poll.votes_count) if poll.votes_count else 0


def _may_boost(card: Card, viewer: Reader) -> bool:
    """Whether to offer a boost. The room decides; this only keeps back a button it would refuse."""
    if viewer.account_id is None or card.waiting:
        return False
    if card.boost_policy == Policy.NOBODY and card.author.id != viewer.account_id:
        return False
    if card.grants & OPEN:
        return True
    if card.has_ceiling or card.direct:
        return False
    if card.grants & Grant.HOUSE:
        return True
    return bool(card.grants & Grant.FOLLOWERS) and card.author.id == viewer.account_id


_WIDEST_FIRST = (
    (Grant.PUBLIC, "public"),
    (Grant.QUIET, "quiet"),
    (Grant.FOLLOWERS, "followers"),
    (Grant.HOUSE, "house"),
    (Grant.CONNECTIONS, "connections"),
    (Grant.CIRCLE, "circle"),
    (Grant.ROOM, "room"),
    (Grant.AS_PARENT, "as_parent"),
    (Grant.NAMED, "direct"),
)


def audience_of(card: Card) -> Word:
    """Returns the words for who sees a post; under a narrower one it is those who see that."""
    if card.direct:
        return audience_words.word("direct")
    if card.has_ceiling:
        return audience_words.word("as_parent")
    for grant, kind in _WIDEST_FIRST:
        if card.grants & grant:
            return audience_words.word(kind)
    return audience_words.word("only_me")
