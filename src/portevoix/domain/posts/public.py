"""What other rooms may use of posts."""

from portevoix.domain.posts.acting import answered_post, must_be_able_to_speak
from portevoix.domain.posts.models import Post
from portevoix.domain.posts.policies import favourites_are_shown
from portevoix.domain.posts.queries import get
from portevoix.domain.posts.remote import RemotePost

__all__ = [
    "Post",
    "RemotePost",
    "answered_post",
    "favourites_are_shown",
    "get",
    "must_be_able_to_speak",
]
