# ruff: noqa: E501 - markup is easier to read in whole lines
"""Invented sites over ten to sixteen years, three of each kind of move, made by seed with the truth by construction.

A site is captured every two months: its homepage on the 3rd, its policy's addresses on the 11th. The text changes now and
then; the truth is which text each capture shows, and at which addresses.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

SITES_OF_A_KIND = 3
SEED = 7
_NAMES = (
    "harrowgate", "tillington", "ostermill", "quenby", "drumlin", "fallowtree", "wexcombe", "ashenden", "corsley", "marlopine",
    "pendrake", "thornwick", "velmont", "yarnfield", "loxbridge", "kestrelby", "nunhollow", "birchlow", "saltmarsh", "oakhurst",
)  # fmt: skip
_CLAUSES = (
    "{brand} collects the name, the postal address and the e-mail address that you give us when you order or register.",
    "We use this personal information to deliver what you ordered, to send invoices and to answer your questions.",
    "Our servers record the pages you visit, your IP address and the kind of browser you use in log files.",
    "We use cookies to remember that you are signed in. You can refuse cookies in the settings of your browser.",
    "We do not sell your personal information to third parties, and we never rent our lists to advertisers.",
    "We share your address with the carriers who bring the goods to your door, and with nobody else.",
    "We keep your personal data for as long as you are a customer of {brand}, and for two years after that.",
    "Children under thirteen may not register with us; we delete what they sent us as soon as we learn of it.",
    "You may ask {brand} at any time what we know about you, and have it corrected or deleted.",
    "We protect your personal data with passwords, locked rooms and encrypted connections.",
    "If we change this privacy policy, we will post the new one on this page before it takes effect.",
    "Questions about your privacy? Write to {brand}, 12 Mill Lane, Larkfield.",
)
_ADDITIONS = (
    "We also keep the {word} of your orders for as long as the law of our country asks us to.",
    "Our partners may receive {word} that names nobody, for statistics about the visitors of the site.",
    "From now on you may object to the use of your {word} by writing to us.",
    "We transfer {word} to our processors abroad under contracts that protect it.",
)
_WORDS = (
    "location data",
    "payment details",
    "survey answers",
    "telephone numbers",
    "device identifiers",
    "purchase records",
)
Month = int
"""Months since the year 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCapture:
    """A capture of an invented site; `text` is the number of the policy's text that it shows (None: none)."""

    url: str
    timestamp: str
    body: str
    status: int = 200
    location: str | None = None
    text: int | None = None


@dataclass(slots=True, kw_only=True)
class MadeSite:
    """A site under the hands of its kind: its captures, and the addresses of its policy."""

    kind: str
    host: str
    first: Month
    last: Month
    chance: random.Random
    captures: list[SiteCapture] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    edits: tuple[Month, ...] = ()

    @property
    def brand(self) -> str:
        """The name the site goes by."""
        return self.host.partition(".")[0].title()

    @property
    def www(self) -> str:
        """Where the site's pages stand."""
        return f"http://www.{self.host}"

    def months(self, first: Month | None = None, last: Month | None = None) -> Iterator[Month]:
        """Every second month of a time, the last excluded."""
        yield from range(self.first if first is None else first, self.last if last is None else last, 2)

    def text_at(self, month: Month) -> int:
        """The number of the text of a month."""
        return sum(edit <= month for edit in self.edits)

    def capture(self, url: str, month: Month, body: str, *, day: int = 11, **what: object) -> None:
        """Add a capture."""
        self.captures.append(SiteCapture(url=url, timestamp=stamp(month, day), body=body, **what))  # type: ignore[arg-type]

    def homepages(self, links: str, first: Month | None = None, last: Month | None = None, *, url: str = "/") -> None:
        """Add homepages of a time with these links in their footer."""
        for month in self.months(first, last):
            self.capture(f"{self.www}{url}", month, homepage(self, links, month), day=3)

    def policy(
        self,
        url: str,
        first: Month | None = None,
        last: Month | None = None,
        *,
        foot: Callable[[Month], str] | None = None,
        company: str | None = None,
    ) -> None:
        """Add the policy at an address for a time; it is one of the site's addresses."""
        url = url if "://" in url else f"{self.www}{url}"
        if url not in self.addresses:
            self.addresses.append(url)
        for month in self.months(first, last):
            body = policy_page(
                company or self.brand, self.text_at(month), foot=foot(month) if foot else "", title=self.brand
            )
            text = self.text_at(month) + (100 if company else 0)  # another company speaks: another text
            self.capture(url, month, body, text=text)

    def errors(self, url: str, first: Month | None = None, last: Month | None = None) -> None:
        """Let an address answer 404 for a time."""
        page = "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>"
        for month in self.months(first, last):
            self.capture(f"{self.www}{url}", month, page, status=404)

    def redirects(self, url: str, target: str, first: Month | None = None, last: Month | None = None) -> None:
        """Let an address redirect for a time."""
        for month in self.months(first, last):
            self.capture(url if "://" in url else f"{self.www}{url}", month, "", status=301, location=target)

    def middle(self, share: float = 0.5) -> Month:
        """A month about so far through the site's life."""
        months = list(self.months())
        return months[int(len(months) * share)]


def stamp(month: Month, day: int) -> str:
    """The timestamp of a day of a month."""
    return f"{month // 12:04}{month % 12 + 1:02}{day:02}093000"


def policy_page(brand: str, text: int, *, foot: str = "", title: str = "") -> str:
    """The page of a policy in its text of that number."""
    clauses = [clause.format(brand=brand) for clause in _CLAUSES]
    for number in range(1, text + 1):
        word = _WORDS[number % len(_WORDS)]
        clauses.insert(
            3 + number,
            f"{_ADDITIONS[number % len(_ADDITIONS)].format(word=word)} This is point {'abcdefghijk'[number]}.",
        )
    paragraphs = "".join(f"<p>{clause}</p>\n" for clause in clauses)
    return f"<html><head><title>{title}: Privacy Policy</title></head><body><table><tr><td><a href='/'>Home</a></td><td><h1>Privacy Policy</h1>{paragraphs}</td></tr></table>{foot}</body></html>"


def link(url: str, text: str = "Privacy Policy") -> str:
    """A link."""
    return f'<a href="{url}">{text}</a>'


def homepage(site: MadeSite, links: str, month: Month) -> str:
    """A homepage in the markup of its year."""
    news = "".join(
        f"<p>News {number} of {month % 12 + 1}/{month // 12} from {site.brand}: the mill, the market.</p>"
        for number in range(5)
    )
    contact = '<a href="/contact">Contact</a> | <a href="/about">About us</a>'
    if month < 2004 * 12:
        return f"<HTML><HEAD><TITLE>{site.brand}</TITLE></HEAD><BODY><TABLE><TR><TD>{news}</TD></TR><TR><TD>{contact} | {links}</TD></TR></TABLE></BODY></HTML>"
    return f"<!DOCTYPE html><html lang='en'><head><title>{site.brand}</title></head><body><div id='content'>{news}</div><div id='footer'>{contact} | {links}</div></body></html>"


def _moves(site: MadeSite) -> None:
    """A rename with a redirect, one without."""
    one, two = site.middle(0.35), site.middle(0.7)
    places = ("/privacy.htm", "/about/privacy.html", "/legal/privacy-policy")
    for place, first, last in zip(places, (site.first, one, two), (one, two, site.last), strict=True):
        site.homepages(link(place), first, last)
        site.policy(place, first, last)
    site.redirects(places[0], f"{site.www}{places[1]}", one, two)
    site.errors(places[1], two)


def _hub(site: MadeSite) -> None:
    """A privacy center of a few dozen words whose links lead to the policy."""
    one = site.middle(0.4)
    site.homepages(link("/privacy.html"), None, one)
    site.policy("/privacy.html", None, one)
    site.errors("/privacy.html", one)
    name = site.chance.choice(("Privacy Center", "Privacy", "Privacy & Terms"))
    site.homepages(link("/privacy/", name), one)
    target = site.chance.choice(("/privacy/policy", "/legal/privacy-policy", "/privacy/statement.html"))
    hub = (
        f"<html><head><title>{name} - {site.brand}</title></head><body><main><h1>{name}</h1><p>Your privacy matters to {site.brand}. "
        "Here you find how we handle your personal information, how we use cookies, and the choices you have about your data.</p>"
        f"<ul><li>{link(target)}</li><li>{link('/privacy/cookies', 'Cookie Policy')}</li><li>{link('/privacy/choices', 'Your choices')}</li></ul></main></body></html>"
    )
    for month in site.months(one):
        site.capture(f"{site.www}/privacy/", month, hub)
    site.policy(target, one)


def _legal(site: MadeSite) -> None:
    """A page of legal matters that lists the documents."""
    site.homepages(link("/legal", "Legal"))
    page = (
        f"<html><head><title>Legal - {site.brand}</title></head><body><main><h1>Legal</h1><p>The documents that rule the use of {site.brand}.</p>"
        f"<ul><li>{link('/legal/terms', 'Terms of Service')}</li><li>{link('/legal/p2', 'Privacy Policy')}</li><li>{link('/legal/dpa', 'Data Processing Agreement')}</li></ul></main></body></html>"
    )
    for month in site.months():
        site.capture(f"{site.www}/legal", month, page)
    site.policy("/legal/p2")


def _help_pages(site: MadeSite) -> None:
    """The policy stands among the help pages."""
    one = site.middle()
    new = site.chance.choice(
        ("/hc/en-us/articles/360012345678", "/help/privacy", "/support/articles/77-privacy-policy")
    )
    site.homepages(link("/privacy.html"), None, one)
    site.policy("/privacy.html", None, one)
    site.errors("/privacy.html", one)
    site.homepages(link(new), one)
    site.policy(new, one)


def _help_desk(site: MadeSite) -> None:
    """The policy moves to a help desk's host, or to one that holds the site's name."""
    one, name = site.middle(), site.host.partition(".")[0]
    new = site.chance.choice(
        (
            f"https://{name}.zendesk.com/hc/articles/20131",
            f"https://www.{name}-group.com/privacy",
            f"https://help.{name}cloud.com/legal/privacy",
        )
    )
    site.homepages(link("/privacy.html"), None, one)
    site.policy("/privacy.html", None, one)
    site.errors("/privacy.html", one)
    site.homepages(link(new), one)
    site.policy(new, one)


def _parent(site: MadeSite) -> None:
    """The policy moves to the parent's host; the parent's own policy of before is not the site's."""
    one = site.middle()
    owner = site.chance.choice(("Alder", "Birch", "Cedar", "Dogwood")) + f" {site.chance.randrange(100, 999)} Holding"
    parent = f"http://www.{owner.replace(' ', '-').lower()}.com/privacy"
    site.homepages(link("/privacy.html"), None, one)
    site.policy("/privacy.html", None, one)
    site.errors("/privacy.html", one)
    for month in site.months(None, one):
        site.capture(parent, month, policy_page(owner, 0, title=owner))
    site.homepages(link(parent), one)
    site.policy(parent, one, company=f"{owner}, the owner of {site.brand},")


def _reused_domain(site: MadeSite) -> None:
    """The domain is parked for two years, then another company's."""
    one = site.middle(0.45)
    two = one + 24
    site.homepages(link("/privacy.html"), None, one)
    site.policy("/privacy.html", None, one)
    parked = f"<html><head><title>{site.host}</title></head><body><h1>{site.host}</h1><p>This domain is for sale. Buy this domain. Related searches: insurance, loans, cars.</p></body></html>"
    for month in site.months(one, two):
        site.capture(f"{site.www}/", month, parked, day=3)
        site.capture(f"{site.www}/privacy.html", month, parked)
    other = MadeSite(kind=site.kind, host="zephyr-casino.com", first=two, last=site.last, chance=site.chance)
    for month in site.months(two):
        page = homepage(other, link(site.chance.choice(("/privacy.html", "/privacy-policy/"))), month)
        site.capture(f"{site.www}/", month, page, day=3)
        for path in ("/privacy.html", "/privacy-policy/"):
            site.capture(f"{site.www}{path}", month, policy_page("Zephyr Casino Ltd", 0, title="Zephyr Casino"))


def _splash(site: MadeSite) -> None:
    """The first page is a picture with ENTER."""
    home = site.chance.choice(("/home.html", "/main/index.asp", "/en/"))
    enter = site.chance.choice(
        (
            link(home, "ENTER"),
            link(home, '<img src="/img/enter.gif" border=0>'),
            f'<img src="/img/logo.jpg" usemap="#m"><map name="m"><area href="{home}" shape=rect coords="0,0,9,9"></map>',
        )
    )
    for month in site.months():
        site.capture(
            f"{site.www}/",
            month,
            f"<HTML><HEAD><TITLE>{site.brand}</TITLE></HEAD><BODY BGCOLOR=black><CENTER>{enter}<BR>Best viewed in 800x600</CENTER></BODY></HTML>",
            day=3,
        )
    path = site.chance.choice(("/info/p7.html", "/about/statement.html"))
    site.homepages(link(path), url=home)
    site.policy(path)


def _odd_links(site: MadeSite) -> None:
    """Links that are written by scripts, images without a text, areas, options."""
    one, two = site.middle(0.4), site.middle(0.7)
    odd = [
        lambda url: f"""<script>document.write('<a href="{url}">Privacy Policy</a>');</script>""",
        lambda url: f'<a href="{url}"><img src="/i/btn_privacy.gif"></a>',
        lambda url: (
            f'<img src="/f.gif" usemap="#f"><map name="f"><area href="/contact" alt="Contact"><area href="{url}" alt="Privacy Policy"></map>'
        ),
        lambda url: (
            f"<select onchange='location.href=this.value'><option value='/'>Home<option value='{url}'>Privacy Policy</select>"
        ),
        lambda url: f"<span onclick=\"window.open('{url}')\">Privacy Policy</span>",
    ]
    site.chance.shuffle(odd)
    for place, first, last, make in zip(
        ("/p1.html", "/docs/p2.html", "/docs/p3.html"), (site.first, one, two), (one, two, site.last), odd, strict=False
    ):
        site.homepages(make(place), first, last)
        site.policy(place, first, last)


def _frames(site: MadeSite) -> None:
    """Four frames or five, the link in the last."""
    names = ("top", "left", "main", "bottom")
    inside = "".join(f'<frame name="{name}" src="/{name}.html">' for name in names)
    for month in site.months():
        site.capture(
            f"{site.www}/",
            month,
            f"<html><head><title>{site.brand}</title></head><frameset rows='9,9,*,9'>{inside}</frameset></html>",
            day=3,
        )
        for name in names[:-1]:
            site.capture(
                f"{site.www}/{name}.html",
                month,
                f"<html><body><p>{name} of {month}</p><a href='/contact'>Contact</a></body></html>",
                day=3,
            )
    site.homepages(link("/info/p7.html"), url="/bottom.html")
    site.policy("/info/p7.html")


def _sessions(site: MadeSite) -> None:
    """Every homepage links with an id of its session, in changing case; the archive has the plain address."""
    for month in site.months():
        path = site.chance.choice(("/Privacy.asp", "/privacy.asp", "/PRIVACY.ASP"))
        url = f"{path}?sid={site.chance.getrandbits(40):x}"
        site.capture(f"{site.www}/", month, homepage(site, link(url), month), day=3)
    site.policy("/privacy.asp")


def _countries(site: MadeSite) -> None:
    """The address redirects to the reader's country; now and then the archive's reader was British."""
    site.homepages(link("/privacy"))
    for month in site.months():
        country = "uk" if site.chance.random() < 0.25 else "us"
        site.capture(f"{site.www}/privacy", month, "", status=302, location=f"{site.www}/{country}/privacy")
        british = policy_page(f"{site.brand} UK", site.text_at(month), title=site.brand).replace(
            "personal information", "personal data under the Data Protection Act"
        )
        site.capture(f"{site.www}/uk/privacy", month, british, day=12)
    site.policy("/us/privacy")


def _decoy(site: MadeSite) -> None:
    """A homepage drawn by scripts; the site's addresses hold a help page about settings beside the policy."""
    shell = f"<html><head><title>{site.brand}</title><script src='/app.js'></script></head><body><div id='root'></div></body></html>"
    settings = (
        f"<html><head><title>Privacy settings - {site.brand} Help</title></head><body><main><h1>Privacy settings</h1>"
        + "".join(
            f"<p>Step {number}: open the menu, choose your account, and set who sees your photos and posts.</p>"
            for number in range(1, 9)
        )
        + "</main></body></html>"
    )
    for month in site.months():
        site.capture(f"{site.www}/", month, shell, day=3)
        site.capture(f"{site.www}/help/privacy-settings", month, settings)
    site.policy(site.chance.choice(("/legal/privacy", "/privacy-policy", "/about/legal/privacy_policy.html")))


def _and_back(site: MadeSite) -> None:
    """Two years at another address and back; between, the known address answers 404."""
    one = site.middle(0.4)
    two = one + 24
    away = site.chance.choice(("/about/privacy.html", "/info/pp.php"))
    site.homepages(link("/privacy.html"), None, one)
    site.homepages(link(away), one, two)
    site.homepages(link("/privacy.html"), two)
    site.policy("/privacy.html", None, one)
    site.errors("/privacy.html", one, two)
    site.policy(away, one, two)
    site.policy("/privacy.html", two)


def _page_foot(site: MadeSite) -> None:
    """A foot of the 1990s under the policy: links, the years of the copyright, a counter."""
    site.homepages(link("/privacy.htm"))

    def foot(month: Month) -> str:
        count = f"<p>You are visitor number {(month - site.first) * 1371 + 17}</p>"
        return f"<hr><center><font size=1>[ <a href='/'>Home</a> | <a href='/products'>Products</a> | <a href='/search'>Search</a> ]<br>Copyright 1996-{month // 12} {site.brand} Inc. All rights reserved.</font>{count}</center>"

    site.policy("/privacy.htm", foot=foot)


def _late(site: MadeSite) -> None:
    """Years without any policy, then one."""
    one = site.middle(0.4)
    site.homepages(link("/jobs", "Jobs"), None, one)
    site.homepages(link("/privacy/"), one)
    site.policy("/privacy/", one)


def _unlinked(site: MadeSite) -> None:
    """The homepage never links to it; the other pages of the site do."""
    site.homepages(link("/sitemap.html", "Site map"))
    path = site.chance.choice(("/corporate/pp.html", "/docs/p14.html", "/info/statement.htm"))
    for month in site.months():
        page = f"<html><head><title>Site map - {site.brand}</title></head><body><ul><li>{link('/products', 'Products')}</li><li>{link('/jobs', 'Jobs')}</li><li>{link(path)}</li></ul></body></html>"
        site.capture(f"{site.www}/sitemap.html", month, page)
    site.policy(path)


KINDS: dict[str, tuple[Callable[[MadeSite], None], tuple[int, int]]] = {
    "moves": (_moves, (2003, 2016)),
    "privacy center": (_hub, (2008, 2020)),
    "legal page": (_legal, (2012, 2022)),
    "help pages": (_help_pages, (2010, 2022)),
    "help desk, own name": (_help_desk, (2012, 2024)),
    "parent's host": (_parent, (2006, 2018)),
    "reused domain": (_reused_domain, (2002, 2016)),
    "splash page": (_splash, (1998, 2008)),
    "odd links": (_odd_links, (1998, 2009)),
    "fourth frame": (_frames, (1998, 2008)),
    "session ids": (_sessions, (2001, 2011)),
    "countries": (_countries, (2012, 2022)),
    "decoy": (_decoy, (2014, 2024)),
    "away and back": (_and_back, (2002, 2014)),
    "page foot": (_page_foot, (1997, 2007)),
    "late policy": (_late, (2000, 2014)),
    "only in a site map": (_unlinked, (2002, 2012)),
}
"""Each kind with the years of its sites."""


def made_sites(seed: int = SEED, kinds: Sequence[str] = tuple(KINDS)) -> Iterator[MadeSite]:
    """Yield the sites of some kinds, the same for the same seed."""
    for place, (kind, (make, (first, last))) in enumerate(KINDS.items()):
        for number in range(SITES_OF_A_KIND):
            chance = random.Random(f"{seed} {kind} {number}")
            name = _NAMES[(place * SITES_OF_A_KIND + number) % len(_NAMES)]
            host = f"{name}{'' if place * SITES_OF_A_KIND + number < len(_NAMES) else place}.com"
            months = range(first * 12, last * 12, 2)
            edits = tuple(sorted(chance.sample(months[6:-4], chance.choice((2, 3)))))
            site = MadeSite(kind=kind, host=host, first=first * 12, last=last * 12, chance=chance, edits=edits)
            if kind in kinds:
                make(site)
                yield site
