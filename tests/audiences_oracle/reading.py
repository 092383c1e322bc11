"""The truth table, read plainly: who may read what, and which list it enters.

Written from the design's page on audiences alone. Where that page leaves a case open the list
functions answer None: either is right.
"""

from tests.audiences_oracle.world import OPEN, Grants, Person, Post, World

Viewer = Person | None


def readable(world: World, viewer: Viewer, post: Post) -> bool:
    """Whether the viewer may read the post now. A viewer who is not shown is nobody."""
    if viewer is not None and not viewer.shown:
        viewer = None
    if post.deleted:
        return False
    if post.carried is not None and not readable(world, viewer, world.posts[post.carried]):
        return False
    if viewer is not None and viewer.id == post.author:
        return True
    if post.held or not world.people[post.author].shown:
        return False
    if viewer is not None and _kept_apart(world, viewer, post):
        return False
    return all(_let_in(world, viewer, grants) for grants in (post.grants(), *post.above))


def _kept_apart(world: World, viewer: Person, post: Post) -> bool:
    """Blocks: with the post's author, and with the direct parent's; no further."""
    if world.blocked(viewer.id, post.author):
        return True
    return post.parent is not None and world.blocked(viewer.id, world.posts[post.parent].author)


def _let_in(world: World, viewer: Viewer, grants: Grants) -> bool:
    if grants.words & (OPEN | {"as_parent"}):
        return True
    if viewer is None or viewer.frozen:
        return False
    return (
        viewer.id == grants.author
        or viewer.id in grants.named
        or any(world.circles[c].holds_since(viewer.id, grants.published) for c in grants.circles)
        or ("house" in grants.words and viewer.here)
        or (
            "connections" in grants.words
            and frozenset({viewer.id, grants.author}) in world.connections
        )
        or ("followers" in grants.words and world.follows_accepted(viewer.id, grants.author))
    )


def muted(world: World, viewer: Viewer, post: Post) -> bool:
    """Whether the viewer muted who wrote it, or who wrote what it carries."""
    if viewer is None:
        return False
    authors = {post.author}
    if post.carried is not None:
        authors.add(world.posts[post.carried].author)
    return any((viewer.id, author) in world.mutes for author in authors)


def in_home(world: World, viewer: Person, post: Post) -> bool | None:
    """Whether the post is in the viewer's home."""
    if not readable(world, viewer, post) or muted(world, viewer, post):
        return False
    if post.author == viewer.id:
        return None if _carries_limited(world, post) else True
    if post.parent is not None and not _is_answer_for(world, viewer, post):
        return False
    follow = world.follows.get((viewer.id, post.author))
    if follow is not None and follow.accepted:
        if post.carried is None:
            return True
        return follow.shows_boosts and (None if _carries_limited(world, post) else True)
    if not _is_to(world, viewer, post):
        return False
    return None if world.people[post.author].limited else True


def _carries_limited(world: World, post: Post) -> bool:
    return post.carried is not None and world.people[world.posts[post.carried].author].limited


def _is_answer_for(world: World, viewer: Person, post: Post) -> bool:
    parent_author = world.posts[post.parent or 0].author
    return (
        parent_author == viewer.id
        or world.follows_accepted(viewer.id, parent_author)
        or viewer.id in post.named
    )


def _is_to(world: World, viewer: Person, post: Post) -> bool:
    """Circle, connections and named posts come home even from somebody unfollowed."""
    return (
        viewer.id in post.named
        or any(world.circles[c].holds_since(viewer.id, post.published) for c in post.circles)
        or (
            "connections" in post.words and frozenset({viewer.id, post.author}) in world.connections
        )
    )


def _listed(world: World, viewer: Viewer, post: Post, *, words: set[str]) -> bool | None:
    """What public lists share: no boosts, nobody limited, nobody muted.

    A public answer from elsewhere below a narrower post is for the readers of that post, and so
    is not public.
    """
    if post.carried is not None or post.above or not post.words & words:
        return False
    if not readable(world, viewer, post) or muted(world, viewer, post):
        return False
    if world.people[post.author].limited:
        return _may_meet_limited(world, viewer, post.author)
    return True


def _may_meet_limited(world: World, viewer: Viewer, author: int) -> bool | None:
    """Somebody limited is not in public lists; for followers the table leaves it open."""
    if viewer is None:
        return False
    is_known = viewer.id == author or world.follows_accepted(viewer.id, author)
    return None if is_known else False


def findable(world: World, viewer: Viewer, post: Post) -> bool | None:
    """Own, what belongs in home or is addressed to one, what one had to do with; strangers' public
    posts with their wish.
    """
    if post.carried is not None or not readable(world, viewer, post) or muted(world, viewer, post):
        return False
    offered = "public" in post.words and not post.above and world.people[post.author].indexable
    if viewer is None or not viewer.shown:
        return offered and not world.people[post.author].limited
    known = (
        post.author == viewer.id
        or _is_to(world, viewer, post)
        or in_home(world, viewer, post) is not False
        or _had_to_do_with(world, viewer, post)
    )
    if world.people[post.author].limited:
        return (known or offered) and _may_meet_limited(world, viewer, post.author)
    return known or offered


def _had_to_do_with(world: World, viewer: Person, post: Post) -> bool:
    """Liked, carried or answered."""
    return (viewer.id, post.id) in world.favourites or any(
        each.author == viewer.id and not each.deleted and post.id in (each.carried, each.parent)
        for each in world.posts.values()
    )


def _with_house(viewer: Viewer) -> set[str]:
    is_member = viewer is not None and viewer.here and viewer.shown and not viewer.frozen
    return {"public", "house"} if is_member else {"public"}


def in_house_page(world: World, viewer: Viewer, post: Post) -> bool | None:
    """Local and public listed; for members also to the house."""
    return post.here and _listed(world, viewer, post, words=_with_house(viewer))


def in_world(world: World, viewer: Viewer, post: Post) -> bool | None:
    """Public listed, from here and elsewhere."""
    return _listed(world, viewer, post, words={"public"})


def in_tag(world: World, viewer: Viewer, post: Post, tag: str) -> bool | None:
    """Public listed under the tag; for members also to the house."""
    return tag in post.tags and _listed(world, viewer, post, words=_with_house(viewer))


def on_account_page(world: World, viewer: Viewer, post: Post) -> bool | None:
    """All of theirs that one may read, conversations excepted."""
    return readable(world, viewer, post) and not post.direct


def favourites_shown(world: World, viewer: Viewer, post: Post) -> set[int]:
    """Whose favourites of a readable post the viewer sees."""
    is_open = bool(post.words & OPEN) and not post.above
    if not is_open and (viewer is None or viewer.id != post.author):
        return set()
    return {
        account
        for account, post_id in world.favourites
        if post_id == post.id
        and world.people[account].shown
        and not (viewer is not None and world.blocked(viewer.id, account))
    }


def notified(world: World, owner: Person, kind: str, actor: int, post: Post) -> bool | None:
    """Whether the owner's notifications show that the actor did `kind` about the post."""
    if actor == owner.id or not readable(world, owner, post):
        return False
    if world.blocked(owner.id, actor) or not world.people[actor].shown:
        return False
    if world.mutes.get((owner.id, actor)):
        return False
    if muted(world, owner, post):
        return None
    if world.people[actor].limited and not world.follows_accepted(owner.id, actor):
        return False
    return _happened(world, owner, kind, actor, post)


def _happened(world: World, owner: Person, kind: str, actor: int, post: Post) -> bool | None:
    if kind == "mention":
        answers = post.parent is not None and world.posts[post.parent].author == owner.id
        return post.author == actor and (
            owner.id in post.mentioned or owner.id in post.named or answers
        )
    if post.author != owner.id:
        return False
    if kind == "favourite":
        return (actor, post.id) in world.favourites
    boosts = [boost for boost in world.boosts_of(post.id) if boost.author == actor]
    if not boosts:
        return False
    # Whoever may see the boost: does the author of a post see a boost to followers of another?
    return True if readable(world, owner, boosts[0]) else None
