"""A small world in memory: people, what ties them, and their posts."""

from dataclasses import dataclass, field

OPEN = frozenset({"public", "quiet"})
WIDE = OPEN | {"followers"}


@dataclass
class Person:
    """An account. `shown` is False while it is suspended, pending or gone."""

    id: int
    here: bool
    shown: bool = True
    frozen: bool = False
    limited: bool = False
    indexable: bool = False


@dataclass
class Follow:
    """A follow, or a request while it is not accepted."""

    accepted: bool
    shows_boosts: bool = True


@dataclass
class Span:
    """A membership of a circle from one moment to another; without an end it lasts."""

    account: int
    since: int
    until: int | None = None


@dataclass
class Circle:
    """A circle and everybody who was ever in it."""

    id: int
    owner: int
    deleted: bool = False
    spans: list[Span] = field(default_factory=list)

    def holds_since(self, account: int, moment: int) -> bool:
        """Whether the account was in at `moment` and has been ever since."""
        return not self.deleted and any(
            span.account == account and span.since <= moment and span.until is None
            for span in self.spans
        )


@dataclass(frozen=True)
class Grants:
    """Grants of a post as they stood at one moment, with the people and circles they name."""

    author: int
    words: frozenset[str]
    named: frozenset[int]
    circles: frozenset[int]
    published: int


@dataclass
class Post:
    """A post or a boost, its grants now, and those of the narrower posts above it as they stood."""

    id: int
    author: int
    published: int
    words: set[str]
    named: set[int] = field(default_factory=set)
    circles: set[int] = field(default_factory=set)
    direct: bool = False
    here: bool = True
    parent: int | None = None
    above: tuple[Grants, ...] = ()
    carried: int | None = None
    mentioned: frozenset[int] = frozenset()
    tags: frozenset[str] = frozenset()
    deleted: bool = False
    held: bool = False

    def grants(self) -> Grants:
        """The post's own grants as they stand."""
        return Grants(
            self.author,
            frozenset(self.words),
            frozenset(self.named),
            frozenset(self.circles),
            self.published,
        )

    def over_replies(self) -> tuple[Grants, ...]:
        """What a reply published now must satisfy besides its own grants."""
        if self.words & (OPEN | {"as_parent"}):
            return self.above
        return (*self.above, self.grants())


@dataclass
class World:
    """Everything that happened, as it stands now."""

    people: dict[int, Person] = field(default_factory=dict)
    follows: dict[tuple[int, int], Follow] = field(default_factory=dict)
    blocks: set[tuple[int, int]] = field(default_factory=set)
    mutes: dict[tuple[int, int], bool] = field(default_factory=dict)
    connections: set[frozenset[int]] = field(default_factory=set)
    circles: dict[int, Circle] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)
    favourites: set[tuple[int, int]] = field(default_factory=set)
    moment: int = 0

    def tick(self) -> int:
        """Lets time pass, and returns the new moment."""
        self.moment += 1
        return self.moment

    def blocked(self, one: int | None, other: int | None) -> bool:
        """Whether either has blocked the other."""
        return (one, other) in self.blocks or (other, one) in self.blocks

    def follows_accepted(self, follower: int, followee: int) -> bool:
        """Whether a follow stands and was accepted."""
        row = self.follows.get((follower, followee))
        return row is not None and row.accepted

    def boosts_of(self, post_id: int) -> list[Post]:
        """The boosts of a post that were not taken back."""
        boosts = [post for post in self.posts.values() if post.carried == post_id]
        return [boost for boost in boosts if not boost.deleted]
