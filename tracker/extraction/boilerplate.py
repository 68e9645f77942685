"""Which parts of a page say of themselves that they are not its text: menus, footers, dialogs, forms.

Judges a part by its tag, role, class and id only, never by its words: it works in every language. What such a name
is worth against the text it stands on is decided in `tracker.extraction.main_content`.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from tracker.page.blocks import Part


class Reason(StrEnum):
    """Why a block is left out."""

    NAVIGATION = "navigation"
    FOOTER = "footer"
    COOKIE_DIALOG = "cookie dialog"
    HIDDEN = "hidden"
    STRUCK_OUT = "struck out"
    FORM = "form"
    ASIDE = "aside"
    REPEATED = "repeated"
    OTHER_DOCUMENT = "other document"
    OUTSIDE = "outside the policy"


@dataclass(frozen=True, slots=True)
class NameVerdict:
    """What a part calls itself; `max_share` is the share of the page's prose up to which it is believed.

    A `firm` verdict holds wherever the part stands, another one only as long as the part is not amid the policy.
    """

    reason: Reason
    max_share: float
    firm: bool


_CONTENT_TAGS = frozenset(
    ("html", "body", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "tr", "td", "th",
     "tbody", "blockquote", "pre", "details", "summary", "caption")
)  # fmt: skip
"""Never judged by class or id: an id here is mostly an anchor (`<h3 id="cookie-notice">`)."""

_BY_TAG = {
    "nav": NameVerdict(Reason.NAVIGATION, 0.6, firm=True),
    "footer": NameVerdict(Reason.FOOTER, 0.6, firm=True),
    "aside": NameVerdict(Reason.ASIDE, 0.6, firm=False),
    "dialog": NameVerdict(Reason.COOKIE_DIALOG, 0.6, firm=True),
    "form": NameVerdict(Reason.FORM, 0.3, firm=False),
    "search": NameVerdict(Reason.FORM, 0.3, firm=True),
    "select": NameVerdict(Reason.FORM, 1.0, firm=True),
    "option": NameVerdict(Reason.FORM, 1.0, firm=True),
    "textarea": NameVerdict(Reason.FORM, 0.3, firm=True),
}
_BY_ROLE = {
    "navigation": _BY_TAG["nav"],
    "menu": _BY_TAG["nav"],
    "menubar": _BY_TAG["nav"],
    "search": _BY_TAG["search"],
    "contentinfo": _BY_TAG["footer"],
    "banner": NameVerdict(Reason.NAVIGATION, 0.35, firm=False),
    "complementary": _BY_TAG["aside"],
    "dialog": _BY_TAG["dialog"],
    "alertdialog": _BY_TAG["dialog"],
}
# What the makers of consent dialogs call theirs; a dialog can hold more words than a short policy.
_CONSENT_MAKERS = re.compile(
    r"onetrust-(?:consent|banner|pc)|ot-sdk-(?:container|row|column)|optanon-(?:alert|popup|menu)|cybotcookiebotdialog|"
    r"didomi-(?:host|popup|notice)|truste-?consent|usercentrics-(?:root|banner)|qc-cmp|osano-cm|cky-(?:consent|modal|"
    r"btn|overlay)|iubenda-cs|axeptio|tarteaucitron|cc-(?:window|banner)|borlabs-?cookie|cmplz-cookiebanner|moove_gdpr|"
    r"klaro|cookiefirst|cookie-?script|termly-code|sp_message|wt-cli-cookie|cookie-law-info"
)
_ABOUT_COOKIES = r"cookies?|consent|gdpr|rgpd|dsgvo|lgpd"
_DIALOGS = (
    r"banner|bar|bandeau|popup|pop|dialog|modal|overlay|alert|wall|prompt|toast|notification|message|hint|hinweis"
)
# Words of class names and ids, after `-`, `_` and camel case are split.
_DIALOG = re.compile(
    rf"(?:{_ABOUT_COOKIES}) ?(?:[a-z]+ )?(?:{_DIALOGS}|law|info|notice)\b|\beu ?cookie|"
    r"privacy ?(?:banner|bar|popup|dialog|modal|overlay|prompt|toast)\b"
)
_FOOTER = re.compile(r"\b(?:foot|(?:sub|pre|site|page|global|main)?footer|colophon|fusszeile|pied de page|rodape)\b")
_NAVIGATION = re.compile(
    r"\b(?:nav|navi|(?:top|side|sub|main)nav|navbar|navigation|(?:sub|top|main|mega|side)?menu|breadcrumbs?|fil ariane|"
    r"pagination|pager|skip ?(?:link|nav|to)[a-z]*|(?:site|page|global|top|main|mobile|desktop) ?header|top ?bar|"
    r"masthead|toolbar|lang(?:uages?)? ?(?:switch(?:er)?|select(?:or)?|list|picker|dropdown)|off ?canvas|drawer|"
    r"hamburger|kopfzeile|noprint)\b"
)
_ASIDE = re.compile(
    r"\b(?:side ?bar|seitenleiste|related|recommended|suggest(?:ed|ions)|shar(?:e|ing)|social|addthis|newsletter|"
    r"subscribe|sign ?up|promo(?:tion)?s?|advert(?:isement)?s?|ads?|sponsors?|banner|widget|testimonials?|comments?|"
    r"disqus|feedback|popup|modal|toast|chat|copyright|cta|app ?download)\b"
)
_FORM = re.compile(r"\b(?:search ?(?:form|box|bar|field)|log ?in ?(?:form|box)|contact ?form)\b")
_FIRM_NAMES = re.compile(r"\b(?:testimonials?|disqus|addthis|newsletter ?(?:form|signup|box)?|advert(?:isement)?s?)\b")
_PATTERNS = (
    (_DIALOG, Reason.COOKIE_DIALOG),
    (_FOOTER, Reason.FOOTER),
    (_NAVIGATION, Reason.NAVIGATION),
    (_FORM, Reason.FORM),
    (_ASIDE, Reason.ASIDE),
)
_NAME_MAX_SHARE = 0.35
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SEPARATORS = re.compile(r"[-_:/.]+")
_MAX_NAMES = 400
_SLUG_WORDS = 5
"""An id of this many words was made from a heading, it names nothing."""


def verdict_of_part(part: Part) -> NameVerdict | None:
    """Return what the part's tag, role, class and id say of it; None when they don't say that it is boilerplate."""
    if part.tag in _BY_TAG:
        return _BY_TAG[part.tag]
    if part.role in _BY_ROLE:
        return _BY_ROLE[part.role]
    return verdict_of_names(part.names) if part.names and part.tag not in _CONTENT_TAGS else None


@lru_cache(maxsize=4096)
def verdict_of_names(names: str) -> NameVerdict | None:
    """Return what class names and an id, separated by spaces, say of their part.

    >>> verdict_of_names("SiteFooter dark").reason
    <Reason.FOOTER: 'footer'>
    >>> verdict_of_names("how-we-share-the-data-that-we-collect")
    """
    lowered = names[:_MAX_NAMES].lower()
    if _CONSENT_MAKERS.search(lowered):
        return NameVerdict(Reason.COOKIE_DIALOG, 0.9, firm=True)
    for name in names[:_MAX_NAMES].split():
        if verdict := _verdict_of_name(name):
            return verdict
    return None


def _verdict_of_name(name: str) -> NameVerdict | None:
    words = _SEPARATORS.sub(" ", _CAMEL.sub("-", name)).lower()
    if words.count(" ") >= _SLUG_WORDS - 1:
        return None
    for pattern, reason in _PATTERNS:
        if pattern.search(words):
            return NameVerdict(reason, _NAME_MAX_SHARE, firm=_FIRM_NAMES.search(words) is not None)
    return None
