"""Which parts of a page say of themselves that they are not its text: menus, footers, dialogs, forms.

Judges an element by its tag, role, class and id only, and never lets a name condemn the bulk of a page:
a site that wraps its whole policy in `<form>` or `class="cookie-policy"` is read all the same.
"""

import re
from enum import StrEnum

from lxml import html


class Reason(StrEnum):
    """Why a block is left out."""

    NAVIGATION = "navigation"
    FOOTER = "footer"
    COOKIE_DIALOG = "cookie dialog"
    HIDDEN = "hidden"
    FORM = "form"
    ASIDE = "aside"
    REPEATED = "repeated"
    OTHER_DOCUMENT = "other document"
    OUTSIDE = "outside the policy"


CLASS_MAX_SHARE = 0.35
"""A part named like boilerplate that holds more of the page's words than this is content after all."""
TAG_MAX_SHARE = 0.6
"""The same for parts marked by tag or role, which are more to be trusted."""

_BY_TAG = {
    "nav": Reason.NAVIGATION,
    "menu": Reason.NAVIGATION,
    "footer": Reason.FOOTER,
    "aside": Reason.ASIDE,
    "dialog": Reason.COOKIE_DIALOG,
    "form": Reason.FORM,
    "button": Reason.FORM,
    "select": Reason.FORM,
    "textarea": Reason.FORM,
}
_BY_ROLE = {
    "navigation": Reason.NAVIGATION,
    "menu": Reason.NAVIGATION,
    "menubar": Reason.NAVIGATION,
    "search": Reason.FORM,
    "contentinfo": Reason.FOOTER,
    "banner": Reason.NAVIGATION,
    "complementary": Reason.ASIDE,
    "dialog": Reason.COOKIE_DIALOG,
    "alertdialog": Reason.COOKIE_DIALOG,
}
_NAMED = re.compile(
    r"(?P<dialog>cookie-?(?:banner|bar|consent|notice|dialog|popup|message|alert|law|info|wall|overlay|modal|prompt|pop)"
    r"|consent-?(?:banner|manager|popup|dialog|sdk|modal|bar)|onetrust|optanon|ot-sdk|cookiebot|cybotcookie|didomi"
    r"|truste|usercentrics|quantcast|qc-cmp|osano|cookieyes|cky-|iubenda-cs|axeptio|tarteaucitron|gdpr-?(?:banner|bar|popup)"
    r"|cc-(?:window|banner)|eu-?cookie|borlabs|cmplz|moove_gdpr|klaro)"
    r"|(?P<footer>(?:^|[\s_-])(?:site-?|page-?|global-?|main-?)?footer(?:$|[\s_-])|footer(?:$|\s)|copyright)"
    r"|(?P<navigation>(?:^|[\s_-])(?:nav|navi|navbar|navigation|menu|submenu|topmenu|mainmenu|topnav|sidenav|breadcrumbs?"
    r"|pagination|pager|skip-?(?:link|nav|to-?content)|site-?header|page-?header|topbar|masthead|toolbar|lang(?:uage)?s?-?"
    r"(?:switch(?:er)?|select(?:or)?|menu|list|picker|dropdown)|offcanvas|drawer|hamburger)(?:$|[\s_-]))"
    r"|(?P<aside>(?:^|[\s_-])(?:sidebar|side-?bar|related|recommended|suggest(?:ed|ions)|share|sharing|social|addthis"
    r"|newsletter|subscribe|signup|promo|advert(?:isement)?s?|ads?|banner|widget|testimonials?|comments|disqus|feedback"
    r"|popup|modal|toast|chat)(?:$|[\s_-]))"
    r"|(?P<form>(?:^|[\s_-])(?:search-?(?:form|box|bar)|login-?(?:form|box)|contact-?form)(?:$|[\s_-]))",
    re.IGNORECASE,
)
_REASON_OF_GROUP = {
    "dialog": Reason.COOKIE_DIALOG,
    "footer": Reason.FOOTER,
    "navigation": Reason.NAVIGATION,
    "aside": Reason.ASIDE,
    "form": Reason.FORM,
}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def reason_of_names(names: str) -> Reason | None:
    """Return what the class and id of an element call it, if that is boilerplate.

    >>> reason_of_names("site-footer dark")
    <Reason.FOOTER: 'footer'>
    """
    match = _NAMED.search(names)
    return _REASON_OF_GROUP[match.lastgroup] if match and match.lastgroup else None


def is_hidden(element: html.HtmlElement) -> bool:
    """Whether the element is hidden by its own attributes; style sheets are not read."""
    attributes = element.attrib
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or ("style" in attributes and _HIDDEN_STYLE.search(attributes["style"]) is not None)
    )


def reason_of_element(element: html.HtmlElement, share: float) -> Reason | None:
    """Return why this element is no content, or None; `share` is its share of the words of the page, 0 to 1."""
    attributes = element.attrib
    tag = element.tag
    if tag in ("html", "body", "main", "article"):
        return None
    marked = _BY_TAG.get(tag) or (_BY_ROLE.get(attributes["role"]) if "role" in attributes else None)
    if marked and share <= TAG_MAX_SHARE:
        return marked
    if share > CLASS_MAX_SHARE or not ("class" in attributes or "id" in attributes):
        return None
    return reason_of_names(attributes.get("class", "") + " " + attributes.get("id", ""))
