# ruff: noqa: E501 - markup is easier to read in whole lines
"""Homepages and inner pages of invented sites, in the markup of 1997 to 2025 and 37 languages, made by seed.

Each is of one cause: why the link to the policy may be missed, or taken for one where there is none. The truth is known
by construction. The words are in `data/homepage_words.toml`.
"""

import random
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

SEED = 16
_WORDS = tomllib.loads(Path(__file__).with_name("data").joinpath("homepage_words.toml").read_text(encoding="utf-8"))
LANGUAGES = tuple(_WORDS)
_NAMES = ("larkfield", "brindlemoor", "tansyworks", "ostreva", "kellandbank", "miravolt", "pinequay", "sundhavn")
_HELP_DESKS = ("zendesk.com", "freshdesk.com", "helpscoutdocs.com", "intercom.help")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePage:
    """A page, why its link may be missed, and the policy's address (None: there is none)."""

    cause: str
    language: str
    url: str
    body: bytes
    policy: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    """What a cause works with: the words of its language, the site's host, the year, chance."""

    words: dict[str, str]
    host: str
    brand: str
    year: int
    chance: random.Random

    def link(self, url: str, text: str) -> str:
        """An anchor in the markup of the year."""
        text = escape(text)
        if self.year < 2001:
            return f'<A HREF="{url}"><FONT SIZE=1 FACE="Arial">{text}</FONT></A>'
        return (
            f'<a href="{url}" class="footer-link"><span>{text}</span></a>'
            if self.year > 2015
            else f'<a href="{url}">{text}</a>'
        )


_Cause = Callable[[_Maker], tuple[str, str | None]]
"""Returns the markup of the link, and the address it leads to."""


def _here(maker: _Maker, path: str) -> str:
    return f"{'https' if maker.year > 2014 else 'http'}://www.{maker.host}{path}"


def plain(maker: _Maker) -> tuple[str, str | None]:
    """A footer link whose text is the name, at an address that says it or does not."""
    path = maker.chance.choice(
        ("/privacy", "/legal/privacy-policy.html", "/index.php?id=71", "/page/4417", "/info/c_12.htm")
    )
    return maker.link(path, maker.words["name"]), _here(maker, path)


def group_host(maker: _Maker) -> tuple[str, str | None]:
    """The policy stands on the group's or a sister's host."""
    url = maker.chance.choice((
        "https://www.northgate-group.com/privacy", "http://www.alderholding.com/legal/privacy-policy",
        "https://legal.corvid-media.net/en/documents/17", f"https://{maker.brand}-group.com/privacy-notice",
        "https://policies.stonebridge.org/privacy/index.html",
    ))  # fmt: skip
    return maker.link(url, maker.words["name"]), url


def help_address(maker: _Maker) -> tuple[str, str | None]:
    """`faq`, `help`, `support`, `center` in the address."""
    path = maker.chance.choice((
        "/help/privacy", "/support/policies/privacy-policy", "/hc/en-us/articles/360012345678", "/faq/privacy.html",
        "/customer-center/legal/privacy", "/help/article/view.asp?id=233", "/hc/articles/115004-Privacy-Policy",
    ))  # fmt: skip
    return maker.link(path, maker.words["name"]), _here(maker, path)


def help_desk(maker: _Maker) -> tuple[str, str | None]:
    """The policy is an article on a help desk's host."""
    url = f"https://{maker.brand}.{maker.chance.choice(_HELP_DESKS)}/hc/articles/{maker.chance.randrange(10**6, 10**8)}"
    return maker.link(url, maker.words["name"]), url


def long_text(maker: _Maker) -> tuple[str, str | None]:
    """The text is longer than the name."""
    path = maker.chance.choice(("/privacy", "/legal/data", "/docs/12"))
    return maker.link(path, maker.words["long"]), _here(maker, path)


def silent_text(maker: _Maker) -> tuple[str, str | None]:
    """The text says nothing, the address does."""
    path = maker.chance.choice(("/privacy-policy", "/legal/privacy.html", "/about/privacy/", "/privacy_policy.asp"))
    text = maker.chance.choice(("Legal", "Policy", "Our promise to you", "Details", "Info", "§"))
    return maker.link(path, text), _here(maker, path)


def two_candidates(maker: _Maker) -> tuple[str, str | None]:
    """A policy for visitors beside one for applicants, a settings page, a summary."""
    path = maker.chance.choice(("/privacy", "/legal/privacy-policy"))
    others = (("/privacy/applicants", "Applicant Privacy Notice"), ("/privacy/settings", "Privacy settings"),
              ("/privacy/california", "California privacy notice"), ("/privacy/history", "Previous versions"))  # fmt: skip
    links = [maker.link(*maker.chance.choice(others)), maker.link(path, maker.words["name"])]
    maker.chance.shuffle(links)
    return " | ".join(links), _here(maker, path)


def image_without_alt(maker: _Maker) -> tuple[str, str | None]:
    """An image without a text: only its file name speaks."""
    path = maker.chance.choice(("/p7.htm", "/html/doc3.html", "/info.asp?page=9"))
    image = maker.chance.choice(("btn_privacy.gif", "privacy.gif", "foot-privacypolicy.jpg", "nav_privacy_off.gif"))
    return f'<A HREF="{path}"><IMG SRC="/images/{image}" BORDER=0 WIDTH=80 HEIGHT=20></A>', _here(maker, path)


def image_map(maker: _Maker) -> tuple[str, str | None]:
    """An area of an image map."""
    path, words = maker.chance.choice((("/privacy.htm", ""), ("/info/p.htm", f' ALT="{escape(maker.words["name"])}"')))
    area = f'<AREA SHAPE="rect" COORDS="0,0,60,20" HREF="/contact.htm"><AREA SHAPE="rect" COORDS="61,0,99,20" HREF="{path}"{words}>'
    return f'<IMG SRC="/foot.gif" USEMAP="#foot"><MAP NAME="foot">{area}</MAP>', _here(maker, path)


def onclick(maker: _Maker) -> tuple[str, str | None]:
    """A script opens the address."""
    path, name = "/privacy_popup.html", escape(maker.words["name"])
    markup = maker.chance.choice((
        f'<a href="#" onclick="window.open(\'{path}\',\'pp\',\'width=400\'); return false;">{name}</a>',
        f'<a href="javascript:openWin(\'{path}\')">{name}</a>',
        f'<span class="link" onclick="location.href=\'{path}\'">{name}</span>',
        f'<table><tr><td onClick="document.location=\'{path}\'">{name}</td></tr></table>',
        f'<button type="button" onclick="window.location=\'{path}\'">{name}</button>',
    ))  # fmt: skip
    return markup, _here(maker, path)


def document_write(maker: _Maker) -> tuple[str, str | None]:
    """A script writes the anchor into the page."""
    path = maker.chance.choice(("/privacy.html", "/legal/p.html"))
    name = maker.words["name"]
    markup = maker.chance.choice((
        f"""<script language="JavaScript">document.write('<a href="{path}">{name}</a>');</script>""",
        f"""<script>document.writeln("<a href=\\"{path}\\">{name}<\\/a> | ");</script>""",
        f"""<script>document.write('<td><a href=' + '"{path}"' + '>' + '{name}' + '</a></td>');</script>""",
    ))  # fmt: skip
    return markup, _here(maker, path)


def drop_down(maker: _Maker) -> tuple[str, str | None]:
    """An option of a menu that scripts follow."""
    path = maker.chance.choice(("/privacy.html", "privacy", "/legal/p.html"))
    options = f'<option value="/">Home<option value="/contact.html">Contact<option value="{path}">{escape(maker.words["name"])}'
    return f'<form><select onchange="location.href=this.value">{options}</select></form>', _here(
        maker, f"/{path.lstrip('/')}"
    )


def _none(maker: _Maker) -> tuple[str, None]:
    """Links that speak of privacy and are no policy of the site."""
    return maker.chance.choice((
        maker.link("/cookies/settings", maker.words["settings"]),
        'This site is protected by reCAPTCHA and the Google <a href="https://policies.google.com/privacy">Privacy Policy</a> and <a href="https://policies.google.com/terms">Terms of Service</a> apply.',
        '<p>Powered by <a href="https://disqus.com/">Disqus</a> · <a href="https://disqus.com/privacy-policy/">Privacy</a></p>',
        maker.link("/news/2019/privacy-law-passed", "New privacy law passed by parliament"),
        maker.link("/shop/privacy-screens", "Privacy screens and filters"),
        maker.link("https://www.youradchoices.com/", "AdChoices"),
        maker.link("/privacy/kids", "Children's privacy"),
        'We use Mailchimp. <a href="https://mailchimp.com/legal/privacy/">Learn more about Mailchimp\'s privacy practices here.</a>',
        maker.link("/blog/why-privacy-matters", "Why privacy matters"),
        maker.link("/help/account-security", "Keep your account safe"),
        maker.link("/account/privacy-settings", "Privacy settings"),
        maker.link("/privacy-tools", "Privacy tools we recommend"),
    )), None  # fmt: skip


CAUSES: dict[str, _Cause] = {
    "plain": plain, "group's host": group_host, "help in the address": help_address, "help desk": help_desk,
    "longer text": long_text, "silent text": silent_text, "two candidates": two_candidates,
    "image without alt": image_without_alt, "image map": image_map, "onclick": onclick,
    "document.write": document_write, "drop-down": drop_down, "no policy": _none,
}  # fmt: skip
_OLD = frozenset({"image without alt", "image map", "document.write", "drop-down"})
"""Causes of the markup before 2009."""


def made_pages(seed: int = SEED) -> Iterator[MadePage]:
    """Yield a page for each cause and language; the same ones for the same seed."""
    for cause, make in CAUSES.items():
        for code in LANGUAGES:
            chance = random.Random(f"{seed} {cause} {code}")  # a string: the same chance for the same page everywhere
            brand = chance.choice(_NAMES)
            year = chance.randrange(1997, 2009 if cause in _OLD else 2026)
            host = f"{brand}.{chance.choice(('com', 'org', 'net'))}"
            maker = _Maker(words=_WORDS[code], host=host, brand=brand, year=year, chance=chance)
            markup, policy = make(maker)
            page = _page(maker, markup, code)
            yield MadePage(cause=cause, language=code, url=_here(maker, "/"), body=page.encode(), policy=policy)


def _page(maker: _Maker, markup: str, code: str) -> str:
    """The page around the link, in the markup of the year."""
    terms, contact = (
        maker.link(path, text) for path, text in zip(("/terms", "/contact"), maker.words["other"], strict=True)
    )
    news = "".join(f"<p>{escape(maker.words['other'][1])} {number} {maker.brand.title()}</p>" for number in range(9))
    links = [contact, terms, markup] if maker.chance.random() < 0.5 else [markup, terms, contact]
    if maker.year < 2001:
        return (
            f"<HTML><HEAD><META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=utf-8'><TITLE>{maker.brand.title()}"
            f"</TITLE></HEAD><BODY BGCOLOR=#FFFFFF><CENTER><TABLE WIDTH=600><TR><TD>{news}</TD></TR><TR><TD>"
            f"{' | '.join(links)}<BR><FONT SIZE=1>Copyright {maker.year} {maker.brand.title()}</FONT></TABLE></CENTER></BODY></HTML>"
        )
    if maker.year < 2012:
        return (
            "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Transitional//EN'><html><head><meta http-equiv='Content-Type' "
            f"content='text/html; charset=utf-8' /><title>{maker.brand.title()}</title></head><body><div id='main'>{news}</div>"
            f"<div id='bottom'>{' | '.join(links)}</div></body></html>"
        )
    items = "".join(f"<li>{link}</li>" for link in links)
    return (
        f"<!doctype html><html lang='{code}'><head><meta charset='utf-8'><title>{maker.brand.title()}</title></head><body><main>{news}"
        f"</main><footer class='site-footer'><nav><ul>{items}</ul></nav><p>© {maker.year}</p></footer></body></html>"
    )
