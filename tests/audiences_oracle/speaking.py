"""Steps with posts: writing, answering, receiving, carrying, liking, widening, taking away."""

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.audiences import commands as audiences
from portevoix.domain.audiences.public import Audience, Grant, Rung
from portevoix.domain.posts import commands as posts
from portevoix.domain.posts.models import Post as Row
from portevoix.domain.reactions import commands as reactions
from portevoix.kernel.errors import DomainError
from tests.audiences_oracle.steps import Stage, act_on, attempt, succeeds
from tests.audiences_oracle.world import OPEN, WIDE, Post
from tests.factories.posts import received as receive_post

TAG = "garden"
RUNGS = ["public", "house", "followers", "circle", "connections", "only_me", "quiet", "direct"]
REPLY_RUNGS = ["as_parent", "public", "author_only", "direct", "followers", "house", "quiet"]
WORDS = {
    "public": {"public"},
    "quiet": {"quiet"},
    "followers": {"followers"},
    "house": {"house"},
    "connections": {"connections"},
    "as_parent": {"as_parent"},
}
REMOTE = [Grant.PUBLIC, Grant.FOLLOWERS, Grant.QUIET, Grant.NONE, Grant.NONE]


def _circle(stage: Stage, owner: int, number: int) -> int | None:
    own = [c.id for c in stage.world.circles.values() if c.owner == owner and not c.deleted]
    return own[number % len(own)] if own else None


def _mentions(stage: Stage, author: int, bits: int) -> list[int]:
    chosen = [each for n, each in enumerate(stage.everyone) if bits >> n & 1]
    return [each for each in chosen if each != author and stage.person(each).shown]


def _named(stage: Stage, author: int, people: set[int]) -> set[int]:
    """Whom a post names: not its author, nor anybody with a block between them."""
    return {each for each in people if each != author and not stage.world.blocked(author, each)}


def _remember(stage: Stage, row: Row, post: Post) -> None:
    stage.world.posts[row.id] = post
    stage.post_ids.append(row.id)


def _text(stage: Stage, mentions: list[int], bits: int) -> str:
    words = [stage.names[each] for each in mentions]
    return " ".join([f"Words {stage.world.moment}", *words, *([f"#{TAG}"] if bits & 1 else [])])


def write(stage: Stage, a: int, b: int, c: int) -> None:
    """A member writes to a rung of the ladder."""
    author, rung = stage.member(a), RUNGS[b % len(RUNGS)]
    circle = _circle(stage, author, c) if rung == "circle" else None
    mentions = _mentions(stage, author, c >> 1)
    audience = Audience(Rung(rung), circle)
    now = stage.world.tick()
    row = attempt(
        lambda: posts.publish(author_id=author, text=_text(stage, mentions, c), audience=audience)
    )
    if row is None:
        return
    wide = rung in WIDE or rung == "direct"
    post = Post(
        row.id, author, now, set(WORDS.get(rung, ())),
        named=_named(stage, author, set(mentions)) if wide else set(),
        circles={circle} if circle else set(),
        direct=rung == "direct",
        mentioned=frozenset(mentions),
        tags=frozenset({TAG} if c & 1 else ()),
    )  # fmt: skip
    _remember(stage, row, post)


def answer(stage: Stage, a: int, b: int, c: int) -> None:
    """A member answers a post."""
    found = stage.post(b)
    if found is None:
        return
    author, rung = stage.member(a), REPLY_RUNGS[c % len(REPLY_RUNGS)]
    mentions = _mentions(stage, author, c >> 4)
    now = stage.world.tick()
    try:
        with act_on(stage, author, found, f"a {rung} reply"):
            row = posts.publish(
                author_id=author,
                text=_text(stage, mentions, c >> 3),
                audience=Audience(Rung(rung)),
                in_reply_to_id=found.id,
            )
    except DomainError:
        return
    parent = stage.world.posts[found.carried] if found.carried is not None else found
    # A direct answer that names other people opens another conversation, below nothing.
    starts_anew = rung == "direct" and parent.direct and row.in_reply_to_id is None
    post = Post(
        row.id, author, now, set(WORDS.get(rung, ())),
        named=_named(stage, author, _named_by_reply(rung, parent, set(mentions))),
        direct=rung in ("direct", "author_only") or (rung == "as_parent" and parent.direct),
        parent=None if starts_anew else parent.id,
        above=() if starts_anew else parent.over_replies(),
        mentioned=frozenset(mentions),
        tags=frozenset({TAG} if c >> 3 & 1 else ()),
    )  # fmt: skip
    if not parent.words & OPEN:
        assert rung in ("as_parent", "direct", "author_only"), "a reply went wider than its parent"
    _remember(stage, row, post)


def _named_by_reply(rung: str, parent: Post, mentions: set[int]) -> set[int]:
    if rung == "author_only":
        return {parent.author}
    if rung == "as_parent" and parent.direct:
        return parent.named | {parent.author}
    return mentions if rung in WIDE or rung == "direct" else set()


def receive(stage: Stage, a: int, b: int, c: int) -> None:
    """A post comes from elsewhere, sometimes an answer, sometimes a second copy."""
    author, grants = stage.stranger(a), REMOTE[b % len(REMOTE)]
    mentions = _mentions(stage, author, c >> 3)
    direct = grants is Grant.NONE and b % 2 == 0
    parent = stage.post(a // 2) if c & 2 else None
    if parent is not None and (parent.deleted or parent.carried is not None):
        parent = None
    stage.received += 1
    now = stage.world.tick()
    row = receive_post(
        Reader(author),
        grants,
        number=stage.received,
        named_ids=tuple(mentions),
        mention_ids=tuple(mentions) if direct or c & 4 else (),
        direct=direct,
        in_reply_to_id=parent.id if parent else None,
        tags=(TAG,) if c & 1 else (),
    )
    if row is None:
        return
    words = {Grant.PUBLIC: {"public"}, Grant.FOLLOWERS: {"followers"}, Grant.QUIET: {"quiet"}}
    post = Post(
        row.id, author, now, set(words.get(grants, ())),
        named=_named(stage, author, set(mentions)),
        direct=direct,
        here=False,
        parent=parent.id if parent else None,
        above=parent.over_replies() if parent else (),
        mentioned=frozenset(mentions if direct or c & 4 else ()),
        tags=frozenset({TAG} if c & 1 else ()),
    )  # fmt: skip
    _remember(stage, row, post)


def name_more(stage: Stage, a: int, b: int, _c: int) -> None:
    """A post gains a named reader, as a mention found later does, or a second copy."""
    post, account = stage.post(a), stage.anyone(b)
    if post is None or post.deleted or post.carried is not None or account == post.author:
        return
    if stage.world.blocked(account, post.author) or post.words & {"house", "connections"}:
        return
    audiences.add_named(post_id=post.id, account_ids=[account])
    post.named.add(account)


def boost(stage: Stage, a: int, b: int, c: int) -> None:
    """Somebody carries a post further."""
    actor, found = stage.anyone(a), stage.post(b)
    if found is None:
        return
    asked = ["", "public", "followers", "quiet"][c % 4]
    here = stage.person(actor).here
    stage.received += 1
    uri = None if here else f"https://neighbour.example/boosts/{stage.received}"
    audience = Audience(Rung(asked)) if asked else None
    now = stage.world.tick()
    try:
        with act_on(stage, actor, found, "a boost"):
            row = posts.boost(
                actor_id=actor, post_id=found.id, here=here, audience=audience, uri=uri
            )
    except DomainError:
        return
    original = stage.world.posts[found.carried] if found.carried is not None else found
    if row.id in stage.world.posts:
        return
    if original.words & OPEN:
        words = {asked or "public"}
    else:
        assert not original.above
        assert not original.direct
        words = {"house"} if "house" in original.words else {"followers"}
        assert words <= original.words, "carried further than the original goes"
        assert words == {"house"} or actor == original.author
    _remember(stage, row, Post(row.id, actor, now, words, here=here, carried=original.id))


def favourite(stage: Stage, a: int, b: int, _c: int) -> None:
    """Somebody likes a post."""
    actor, found = stage.anyone(a), stage.post(b)
    if found is None:
        return
    try:
        with act_on(stage, actor, found, "a favourite"):
            reactions.favourite(actor_id=actor, post_id=found.id)
    except DomainError:
        return
    stage.world.favourites.add((actor, found.carried if found.carried is not None else found.id))


def take_back(stage: Stage, a: int, b: int, c: int) -> None:
    """A favourite or a boost is taken back, which is always possible."""
    actor, found = stage.anyone(a), stage.post(b)
    if found is None:
        return
    original = found.carried if found.carried is not None else found.id
    if c % 2:
        reactions.take_back_favourite(actor_id=actor, post_id=found.id)
        stage.world.favourites.discard((actor, original))
        return
    posts.take_back_boost(actor_id=actor, post_id=found.id)
    for each in stage.world.boosts_of(original):
        each.deleted = each.deleted or each.author == actor


def delete(stage: Stage, a: int, b: int, _c: int) -> None:
    """An author deletes a post, and with it go its boosts."""
    post = stage.post(a)
    if post is None or post.deleted or b % 3:
        return
    posts.delete(actor_id=post.author, post_id=post.id)
    for each in [post, *stage.world.boosts_of(post.id)]:
        each.deleted = True


def hold(stage: Stage, a: int, b: int, _c: int) -> None:
    """A post is held for review, or let go."""
    post = stage.post(a)
    if post is None or post.deleted:
        return
    change = audiences.hold if b % 2 else audiences.release
    change(subject_id=post.id)
    post.held = b % 2 == 1


def rescale(stage: Stage, a: int, b: int, c: int) -> None:
    """An author widens or narrows a post."""
    post = stage.post(a)
    if post is None or post.deleted or post.carried is not None or post.direct:
        return
    rung = RUNGS[b % (len(RUNGS) - 1)]
    circle = _circle(stage, post.author, c) if rung == "circle" else None
    change = audiences.widen if c % 2 else audiences.narrow
    audience = Audience(Rung(rung), circle)
    if not succeeds(lambda: change(actor_id=post.author, post_id=post.id, audience=audience)):
        return
    stage.world.tick()
    if c % 2:
        post.words |= WORDS.get(rung, set())
        post.circles |= {circle} if circle else set()
    else:
        post.words &= WORDS.get(rung, set()) | {"as_parent"}
        post.circles &= {circle} if circle else set()
