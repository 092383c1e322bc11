"""Signatures in both dialects: what is made holds, and nothing else does (security.md B)."""

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from portevoix.gateways.digests import digest
from portevoix.gateways.keys import BadKeyError, parse_public
from portevoix.gateways.signatures import (
    BadSignatureError,
    MalformedSignatureError,
    OwnKey,
    SignedRequest,
    claims_of,
    holds,
    signed_headers,
)
from tests.gateways.keys_for_tests import ed25519_key, multikey, rsa_pair

NOW = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
HOME = "https://home.example"
KEY_ID = "https://peer.example/users/alice#main-key"
ALICE, EVE = rsa_pair("alice"), rsa_pair("eve")
STYLES = ["cavage", "rfc9421"]
BODY = b'{"type":"Like"}'


def signed(
    *, method: str = "POST", target: str = "/inbox", body: bytes = BODY, style: str = "cavage",
    at: datetime = NOW, origin: str = HOME,
) -> SignedRequest:  # fmt: skip
    """A request that alice signed."""
    headers = signed_headers(
        OwnKey(KEY_ID, ALICE.private_pem),
        method=method,
        url=origin + target,
        body=body,
        now=at,
        style=style,
    )
    return SignedRequest(
        method=method,
        target=target,
        headers={name.lower(): value for name, value in headers.items()},
        body=body,
        origin=HOME,
    )


def is_good(request: SignedRequest, key: str = ALICE.public_pem, now: datetime = NOW) -> bool:
    """Whether one of the request's claims holds."""
    try:
        return any(holds(claim, key) for claim in claims_of(request, now=now))
    except BadSignatureError:
        return False


def with_header(request: SignedRequest, name: str, value: str | None) -> SignedRequest:
    headers = {key: given for key, given in request.headers.items() if key != name}
    return replace(request, headers=headers if value is None else {**headers, name: value})


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_signed_holds_for_its_key_alone(style: str, method: str) -> None:
    request = signed(method=method, style=style, body=BODY if method == "POST" else b"")
    assert is_good(request)
    assert not is_good(request, EVE.public_pem)
    assert claims_of(request, now=NOW)[0].key_id == KEY_ID


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=40, deadline=None)
@given(
    body=st.binary(max_size=200),
    path=st.text("abcXYZ019-_./~%", min_size=1, max_size=30),
    query=st.text("abc=&%20", max_size=20),
)
def test_any_body_and_target_round_trip(style: str, body: bytes, path: str, query: str) -> None:
    target = "/" + path.replace("//", "/").lstrip("/") + (f"?{query}" if query else "")
    assert is_good(signed(target=target, body=body, style=style))


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=40, deadline=None)
@given(place=st.integers(0, len(BODY) - 1), bit=st.integers(0, 7))
def test_b1_a_changed_bit_of_the_body_breaks_it(style: str, place: int, bit: int) -> None:
    request = signed(style=style)
    changed = bytearray(BODY)
    changed[place] ^= 1 << bit
    assert not is_good(replace(request, body=bytes(changed)))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("change", ["target", "method", "origin"])
def test_another_target_method_or_house_breaks_it(style: str, change: str) -> None:
    request = signed(style=style)
    other = {"target": "/users/bob/inbox", "method": "PUT", "origin": "https://other.example"}
    assert not is_good(replace(request, **{change: other[change]}))


def test_b1_digest_missing_uncovered_wrong_or_weak() -> None:
    request = signed()
    weak = "MD5=" + base64.b64encode(b"0" * 16).decode()
    assert is_good(request)
    assert not is_good(with_header(request, "digest", None))
    assert not is_good(with_header(request, "digest", digest(b"other")))
    assert not is_good(with_header(request, "digest", weak))
    assert not is_good(by_hand(["(request-target)", "host", "date"]))


def test_b1_content_digest_missing_uncovered_wrong_or_weak() -> None:
    request = signed(style="rfc9421")
    assert not is_good(with_header(request, "content-digest", None))
    assert not is_good(with_header(request, "content-digest", "sha-256=:AAAA:"))
    assert not is_good(with_header(request, "content-digest", "md5=:AAAA:"))
    uncovered = request.headers["signature-input"].replace(' "content-digest"', "")
    assert not is_good(with_header(request, "signature-input", uncovered))


COVERED = ["(request-target)", "host", "date", "digest"]


@pytest.mark.parametrize("left_out", COVERED)
def test_b2_each_omission_from_what_is_covered_is_refused(left_out: str) -> None:
    assert is_good(by_hand(COVERED))
    assert not is_good(by_hand([name for name in COVERED if name != left_out]))


@pytest.mark.parametrize("left_out", ["(request-target)", "host", "date"])
def test_b2_each_omission_of_a_get_too(left_out: str) -> None:
    covered = [name for name in COVERED[:3] if name != left_out]
    assert not is_good(by_hand(covered, method="GET", body=b""))


@pytest.mark.parametrize("left_out", ['"@method" ', '"@target-uri" '])
def test_b2_each_omission_of_rfc9421_is_refused(left_out: str) -> None:
    request = signed(style="rfc9421")
    changed = request.headers["signature-input"].replace(left_out, "")
    with pytest.raises(BadSignatureError, match="not covered"):
        claims_of(with_header(request, "signature-input", changed), now=NOW)


@pytest.mark.parametrize("name", ["keyId", "signature", "headers"])
def test_b3_a_parameter_twice_is_malformed(name: str) -> None:
    request = signed()
    doubled = request.headers["signature"] + f',{name}="x"'
    with pytest.raises(MalformedSignatureError):
        claims_of(with_header(request, "signature", doubled), now=NOW)


def test_b3_a_label_twice_is_malformed() -> None:
    request = signed(style="rfc9421")
    given_input = request.headers["signature-input"]
    with pytest.raises(MalformedSignatureError):
        claims_of(with_header(request, "signature-input", f"{given_input}, {given_input}"), now=NOW)


def test_b4_a_request_signed_for_another_house_does_not_hold_here() -> None:
    for style in STYLES:
        request = signed(style=style, origin="https://elsewhere.example")
        assert not is_good(request)
        assert not is_good(with_header(request, "host", "elsewhere.example"))


@pytest.mark.parametrize("style", STYLES)
def test_b5_clocks_may_be_wrong_by_an_hour(style: str) -> None:
    assert is_good(signed(style=style, at=NOW + timedelta(minutes=59)))
    assert is_good(signed(style=style, at=NOW - timedelta(minutes=64)))
    assert not is_good(signed(style=style, at=NOW + timedelta(hours=2)))
    assert not is_good(signed(style=style, at=NOW - timedelta(minutes=66)))


def test_b5_a_far_expiry_lasts_twelve_hours_at_most() -> None:
    far = int((NOW + timedelta(days=3650)).timestamp())
    for hours, good in ((12, True), (13, True), (14, False)):
        created = int((NOW - timedelta(hours=hours)).timestamp())
        request = by_hand(
            ["(request-target)", "host", "(created)", "(expires)", "digest"],
            algorithm="hs2019",
            extra=f",created={created},expires={far}",
        )
        assert is_good(request) is good, hours


def test_hs2019_without_algorithm_and_with_created_hold() -> None:
    created = int(NOW.timestamp())
    covered = ["(request-target)", "host", "(created)", "digest"]
    assert is_good(by_hand(covered, algorithm="hs2019", extra=f",created={created}"))
    assert is_good(by_hand(COVERED, algorithm=""))


def test_a_target_signed_without_its_query_holds_too() -> None:
    assert is_good(by_hand(COVERED, target="/inbox?page=1", signed_target="/inbox"))
    assert not is_good(by_hand(COVERED, target="/inbox?page=1", signed_target="/outbox"))


@pytest.mark.parametrize("name", ["hmac-sha256", "none", "rsa-sha1"])
def test_b6_other_algorithms_are_refused(name: str) -> None:
    assert not is_good(by_hand(COVERED, algorithm=name))


def test_b6_the_kind_of_key_decides() -> None:
    key = ed25519_key("alice")
    request = by_hand(COVERED, algorithm="hs2019", ed25519=True)
    assert is_good(request, multikey(key))
    assert not is_good(by_hand(COVERED, algorithm="rsa-sha256", ed25519=True), multikey(key))
    assert not is_good(signed(), multikey(key))


def test_b6_small_and_huge_keys_are_refused() -> None:
    with pytest.raises(BadKeyError):
        parse_public(rsa_pair("small", 1024).public_pem)
    numbers = rsa.RSAPublicNumbers(65537, (1 << 16383) | 1)
    huge = numbers.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    with pytest.raises(BadKeyError):
        parse_public(huge.decode())


@pytest.mark.parametrize("text", ["", "x", "z", "z0OIl", "-----BEGIN PUBLIC KEY-----", "z6Mk"])
def test_nonsense_is_no_key(text: str) -> None:
    with pytest.raises(BadKeyError):
        parse_public(text)


def test_both_kinds_of_pem_are_read() -> None:
    assert parse_public(ALICE.pkcs1_pem) == parse_public(ALICE.public_pem)


def test_b9_the_target_is_that_of_the_public_origin() -> None:
    """A proxy may call this house what it likes: the setting says what was signed."""
    request = signed(style="rfc9421")
    forwarded = {"x-forwarded-host": "evil.example", "host": "127.0.0.1:8000"}
    assert is_good(replace(request, headers={**request.headers, **forwarded}))


def test_one_bad_label_does_not_spoil_a_good_one() -> None:
    request = signed(style="rfc9421")
    other = 'other=("date");created=1;keyid="x"'
    both = with_header(request, "signature-input", f"{other}, {request.headers['signature-input']}")
    both = with_header(both, "signature", f"other=:AAAA:, {request.headers['signature']}")
    assert is_good(both)


@settings(max_examples=200, deadline=None)
@given(header=st.text(max_size=200), name=st.sampled_from(["signature", "signature-input"]))
def test_any_header_is_refused_in_words(header: str, name: str) -> None:
    request = with_header(signed(style="rfc9421"), name, header)
    assert not is_good(request, EVE.public_pem)


def by_hand(
    covered: list[str], *, method: str = "POST", target: str = "/inbox", signed_target: str = "",
    body: bytes = BODY, algorithm: str = "rsa-sha256", extra: str = "", ed25519: bool = False,
) -> SignedRequest:  # fmt: skip
    """A cavage signature over exactly `covered`."""
    headers = {"host": "home.example", "date": format_datetime(NOW, usegmt=True)}
    headers["digest"] = digest(body)
    parameters = dict(part.split("=") for part in extra.split(",") if part)
    values = {"(request-target)": f"{method.lower()} {signed_target or target}", **headers}
    values |= {f"({name})": value for name, value in parameters.items()}
    base = "\n".join(f"{name}: {values[name]}" for name in covered).encode()
    signature = base64.b64encode(_sign(base, ed25519=ed25519)).decode()
    named = f',algorithm="{algorithm}"' if algorithm else ""
    headers["signature"] = (
        f'keyId="{KEY_ID}"{named}{extra},headers="{" ".join(covered)}",signature="{signature}"'
    )
    return SignedRequest(method=method, target=target, headers=headers, body=body, origin=HOME)


def _sign(base: bytes, *, ed25519: bool) -> bytes:
    from portevoix.gateways.algorithms import sign_rsa_sha256
    from portevoix.gateways.keys import parse_private

    if ed25519:
        return ed25519_key("alice").sign(base)
    return sign_rsa_sha256(parse_private(ALICE.private_pem), base)


def test_the_example_of_the_rfc_holds() -> None:
    """RFC 9421, B.2.6: the base and its Ed25519 signature, byte for byte."""
    import http_sf

    from portevoix.gateways import rfc9421
    from portevoix.gateways.algorithms import is_signed

    values = {
        "date": "Tue, 20 Apr 2021 02:07:55 GMT",
        "@method": "POST",
        "@path": "/foo",
        "@authority": "example.com",
        "content-type": "application/json",
        "content-length": "18",
    }
    covered = " ".join(f'"{name}"' for name in values)
    line = f'sig1=({covered});created=1618884473;keyid="test-key-ed25519"'
    member = http_sf.parse(line.encode(), tltype="dictionary")["sig1"]  # type: ignore[index,call-overload]
    key = parse_public(
        "-----BEGIN PUBLIC KEY-----\n"
        "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n"
        "-----END PUBLIC KEY-----\n"
    )
    signature = base64.b64decode(
        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="
    )
    base = rfc9421._base(values, rfc9421._written(member))
    assert is_signed(key, algorithm="ed25519", signature=signature, base=base)
