"""What search engines and those who show a link are told, and not told."""

from django.test import Client

from portevoix.domain.accounts.commands import update_profile
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.house.commands import describe
from portevoix.domain.media.models import Medium
from portevoix.kernel import clock, config
from portevoix.kernel.ids import new_id
from tests.factories.people import id_of
from tests.factories.posts import post


def test_the_wish_not_to_be_found_holds_on_every_page_with_the_post(
    visitor: Client, alice: Reader, bob: Reader
) -> None:
    update_profile(account_id=id_of(bob), indexable=True)
    question = post(bob, "Who rows on #sunday?")
    noindex = 'name="robots" content="noindex"'
    pages = ("/", "/house", "/world", "/tags/sunday", f"/@bob/{question.id}", "/@bob")
    for path in pages:
        assert noindex not in visitor.get(path).content.decode(), path
    assert "Who rows" in visitor.get("/").content.decode()
    post(alice, "I do, on #sunday", in_reply_to_id=question.id)
    for path in ("/house", "/world", "/tags/sunday", f"/@bob/{question.id}", "/@alice"):
        assert noindex in visitor.get(path).content.decode(), path
    street = visitor.get("/").content.decode()
    assert "I do" not in street
    assert noindex not in street


def test_public_pages_say_what_they_are(visitor: Client, alice: Reader) -> None:
    describe(title="The Lantern", summary="A choir that rows.")
    update_profile(account_id=id_of(alice), bio="Rows <b> & sings.")
    said = post(alice, "On Sunday at ten.")
    warned = post(alice, "The butler.", warning="A film")
    for path, words in {
        "/": "A choir that rows.",
        "/about": "A choir that rows.",
        "/@alice": "Rows &lt;b&gt; &amp; sings.",
        f"/@alice/{said.id}": "On Sunday at ten.",
        f"/@alice/{warned.id}": "A film",
    }.items():
        page = visitor.get(path).content.decode()
        assert f'<meta name="description" content="{words}">' in page
        assert f'<meta property="og:url" content="{config.current().origin}{path}">' in page
        assert "/static/pictures/house.png" in page


def test_a_page_has_an_address_in_each_language(visitor: Client, alice: Reader) -> None:
    plain = visitor.get("/about").content.decode()
    assert (
        '<link rel="alternate" hreflang="fr" href="http://localhost:8000/about?lang=fr">' in plain
    )
    french = visitor.get("/about?lang=fr").content.decode()
    assert '<html lang="fr"' in french
    assert '<link rel="canonical" href="http://localhost:8000/about?lang=fr">' in french
    assert '<html lang="en"' in visitor.get("/about?lang=xx").content.decode()


def test_feeds_are_named_and_robots_told(visitor: Client, alice: Reader) -> None:
    for path in ("/house", "/tags/tea", "/@alice"):
        named = f'type="application/atom+xml" href="{path}.atom"'
        assert named in visitor.get(path).content.decode()
    answer = visitor.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert "Disallow: /search" in answer.content.decode()


def test_a_link_to_a_post_shows_its_picture_unless_it_is_covered(
    visitor: Client, alice: Reader
) -> None:
    for sensitive in (False, True):
        written = post(alice, "Look", sensitive=sensitive)
        Medium.objects.create(
            id=new_id(),
            owner_id=id_of(alice),
            post_id=written.id,
            position=0,
            kind="image",
            folder="f" * 32,
            renditions=[{"name": "full", "file": "full.webp", "bytes": 1, "width": 9, "height": 9}],
            description='A "red" kettle',
            created_at=clock.now(),
        )
        page = visitor.get(f"/@alice/{written.id}").content.decode()
        own = f'og:image" content="http://localhost:8000/media/{"f" * 32}/full.webp"'
        assert (own in page) is not sensitive
        assert ('og:image:alt" content="A &#34;red&#34; kettle"' in page) is not sensitive
