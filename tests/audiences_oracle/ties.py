"""Steps between people: follows, blocks, mutes, connections, circles, standings."""

from portevoix.domain.audiences import circles
from portevoix.domain.relationships import commands as ties
from tests.audiences_oracle.steps import Stage, attempt, set_standing, succeeds
from tests.audiences_oracle.world import Circle, Follow, Span


def follow(stage: Stage, a: int, b: int, c: int) -> None:
    """Somebody follows, with boosts or without; sometimes it is accepted at once."""
    follower, followee = stage.anyone(a), stage.anyone(b)
    row = attempt(
        lambda: ties.follow(follower_id=follower, followee_id=followee, shows_boosts=c % 3 != 0)
    )
    if row is None:
        return
    stage.world.follows[follower, followee] = Follow(row.accepted, row.shows_boosts)
    if not row.accepted and c % 2:
        ties.accept_follow(followee_id=followee, follower_id=follower)
        stage.world.follows[follower, followee].accepted = True


def unfollow(stage: Stage, a: int, b: int, c: int) -> None:
    """A follow ends, by the one or the other."""
    follower, followee = stage.anyone(a), stage.anyone(b)
    end = ties.unfollow if c % 2 else ties.remove_follower
    attempt(lambda: end(follower_id=follower, followee_id=followee))
    stage.world.follows.pop((follower, followee), None)


def block(stage: Stage, a: int, b: int, _c: int) -> None:
    """A block ends every tie between two people."""
    one, other = stage.anyone(a), stage.anyone(b)
    if attempt(lambda: ties.block(blocker_id=one, blocked_id=other)) is None:
        return
    stage.world.blocks.add((one, other))
    stage.world.follows.pop((one, other), None)
    stage.world.follows.pop((other, one), None)
    stage.world.connections.discard(frozenset({one, other}))


def unblock(stage: Stage, a: int, _b: int, _c: int) -> None:
    """A block that stands ends."""
    if not stage.world.blocks:
        return
    one, other = sorted(stage.world.blocks)[a % len(stage.world.blocks)]
    ties.unblock(blocker_id=one, blocked_id=other)
    stage.world.blocks.discard((one, other))


def mute(stage: Stage, a: int, b: int, c: int) -> None:
    """A member mutes somebody, or no longer."""
    muter, muted = stage.member(a), stage.anyone(b)
    if c % 3 == 0:
        attempt(lambda: ties.unmute(muter_id=muter, muted_id=muted))
        stage.world.mutes.pop((muter, muted), None)
        return
    hides = c % 2 == 0
    done = attempt(lambda: ties.mute(muter_id=muter, muted_id=muted, hides_notifications=hides))
    if done is not None:
        stage.world.mutes[muter, muted] = hides


def connect(stage: Stage, a: int, b: int, c: int) -> None:
    """Two members connect, or part."""
    one, other = stage.member(a), stage.member(b)
    if c % 4 == 0:
        ties.disconnect(a_id=one, b_id=other)
        stage.world.connections.discard(frozenset({one, other}))
        return
    if succeeds(lambda: ties.connect(a_id=one, b_id=other)):
        stage.world.connections.add(frozenset({one, other}))


def enter_circle(stage: Stage, a: int, b: int, c: int) -> None:
    """A circle gets a member; the first time it is made."""
    owner, account = stage.member(a), stage.anyone(b)
    own = [each for each in stage.world.circles.values() if each.owner == owner]
    living = [each for each in own if not each.deleted]
    if not living or (c % 5 == 0 and len(own) < 3):
        made = circles.create_circle(owner_id=owner, title="Friends")
        stage.world.circles[made.id] = circle = Circle(made.id, owner)
    else:
        circle = living[c % len(living)]
    if account == owner:
        return
    circles.add_to_circle(owner_id=owner, circle_id=circle.id, account_id=account)
    if not any(span.account == account and span.until is None for span in circle.spans):
        circle.spans.append(Span(account, stage.world.tick()))


def leave_circle(stage: Stage, a: int, b: int, c: int) -> None:
    """A member leaves a circle; now and then the circle goes as a whole."""
    living = [each for each in stage.world.circles.values() if not each.deleted]
    if not living:
        return
    circle = living[a % len(living)]
    if c % 6 == 0:
        circles.delete_circle(owner_id=circle.owner, circle_id=circle.id)
        circle.deleted = True
        return
    account = stage.anyone(b)
    circles.remove_from_circle(owner_id=circle.owner, circle_id=circle.id, account_id=account)
    for span in circle.spans:
        if span.account == account and span.until is None:
            span.until = stage.world.tick()


def change_standing(stage: Stage, a: int, b: int, _c: int) -> None:
    """Somebody is suspended, frozen or limited, or no longer."""
    account = stage.anyone(a)
    person = stage.person(account)
    if b % 3 == 0:
        set_standing(stage, account, shown=not person.shown)
    elif b % 3 == 1 and person.here:
        set_standing(stage, account, frozen=not person.frozen)
    else:
        set_standing(stage, account, limited=not person.limited)
