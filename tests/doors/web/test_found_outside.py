"""What search engines and those who show a link are told, and not told."""

from django.test import Client

from portevoix.domain.accounts.commands import update_profile
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.house.commands import describe
from portevoix.kernel import config
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
