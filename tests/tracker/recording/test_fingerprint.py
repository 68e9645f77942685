from hypothesis import given
from hypothesis import strategies as st

from tracker.recording.fingerprint import visible_fingerprint


def veil(address: str, key: int) -> str:
    return bytes([key, *(byte ^ key for byte in address.encode())]).hex()


def veiled_page(address: str, key: int) -> bytes:
    mail = f'<a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="{veil(address, key)}">[email]</a>'
    return f"<p>Write to {mail}.</p>".encode()


@given(st.binary(max_size=2000), st.one_of(st.none(), st.text(max_size=60)))
def test_any_bytes_and_any_header_have_a_fingerprint(body, content_type):
    assert len(visible_fingerprint(body, content_type=content_type)) == 64


def test_scripts_nonces_comments_and_white_space_do_not_count():
    one = (
        b'<p nonce="a1">We  sell\nnothing.</p><script nonce="a1">var token = 1</script><!-- 17:04 --><style>p{}</style>'
    )
    two = b'<p nonce="b2">We sell nothing.</p><SCRIPT nonce="b2">var token = 2</SCRIPT><!-- 18:05 --><style>q{}</style>'
    assert visible_fingerprint(one) == visible_fingerprint(two)


def test_one_word_counts():
    assert visible_fingerprint(b"<p>We sell nothing.</p>") != visible_fingerprint(b"<p>We sell data.</p>")


def test_the_case_of_a_word_counts():
    assert visible_fingerprint(b"<p>The Policy.</p>") != visible_fingerprint(b"<p>The policy.</p>")


def test_a_mail_address_veiled_with_another_key_is_the_same_and_another_address_is_not():
    assert visible_fingerprint(veiled_page("a@b.example", 17)) == visible_fingerprint(veiled_page("a@b.example", 99))
    assert visible_fingerprint(veiled_page("a@b.example", 17)) != visible_fingerprint(veiled_page("c@b.example", 17))


def test_openings_that_are_never_closed_take_linear_time():
    for opening in (b"<!--", b"<script>", b"<", b"<svg ", b"<script></script>"):
        assert len(visible_fingerprint(opening * 300_000)) == 64
