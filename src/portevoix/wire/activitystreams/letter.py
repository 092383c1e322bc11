"""A post with everything that carrying it to another house needs, read once."""

from dataclasses import dataclass

from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.queries import by_ids
from portevoix.domain.audiences.queries import Details, details
from portevoix.domain.media.models import Medium
from portevoix.domain.media.queries import of_posts
from portevoix.domain.posts.models import Poll, Post, PostTag, Quote
from portevoix.domain.posts.poll_queries import poll_of
from portevoix.domain.posts.queries import mentioned_in
from portevoix.domain.posts.quotes import quote_of
from portevoix.wire import addresses


@dataclass(frozen=True)
class Letter:
    """`mentioned`, `named` and `answered` (the parent's author) leave the author out."""

    post: Post
    author: Account
    audience: Details
    mentioned: tuple[Account, ...]
    named: tuple[Account, ...]
    answered: Account | None
    parent_uri: str
    tags: tuple[tuple[str, str], ...]
    media: tuple[Medium, ...] = ()
    poll: Poll | None = None
    quote: Quote | None = None
    quoted_uri: str = ""

    @property
    def uri(self) -> str:
        """The post's id on the wire."""
        return post_uri(self.post, self.author)


def post_uri(post: Post, author: Account) -> str:
    """Returns the id of a post, whether it was written here or elsewhere."""
    return post.uri or addresses.post_uri(author.name, post.id)


def load(post_id: int) -> Letter | None:
    """Returns the post with its readers, deleted ones too, or None where there is none."""
    post = Post.objects.select_related("author").filter(id=post_id).first()
    audience = details(post_id)
    if post is None or audience is None:
        return None
    parent = _post(post.in_reply_to_id)
    quote = quote_of(post_id)
    quoted = _post(quote.quoted_id) if quote is not None else None
    mentioned = mentioned_in(post_id)
    people = by_ids({*mentioned, *audience.named_ids})
    tags = PostTag.objects.filter(post_id=post_id).select_related("tag").order_by("id")
    return Letter(
        post=post,
        author=post.author,
        audience=audience,
        mentioned=_others(people, mentioned, post.author_id),
        named=_others(people, audience.named_ids, post.author_id),
        answered=parent.author if parent and parent.author_id != post.author_id else None,
        parent_uri=post_uri(parent, parent.author) if parent else post.in_reply_to_uri,
        poll=poll_of(post_id),
        quote=quote,
        quoted_uri=post_uri(quoted, quoted.author) if quoted else "",
        tags=tuple((each.tag.name, each.tag.display) for each in tags),
        media=tuple(of_posts([post_id]).get(post_id, ())),
    )


def _post(post_id: int | None) -> Post | None:
    if post_id is None:
        return None
    return Post.objects.select_related("author").filter(id=post_id).first()


def _others(
    people: dict[int, Account], ids: list[int] | tuple[int, ...], author_id: int
) -> tuple[Account, ...]:
    return tuple(people[each] for each in ids if each in people and each != author_id)
