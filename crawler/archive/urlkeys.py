"""What archives look an address up by. Pure."""

from urllib.parse import urlsplit


def urlkey(url: str) -> str:
    """Return what an address is looked up by, as CDX servers do: no scheme, no `www.`, no port, no trailing slash.

    >>> urlkey("http://WWW.a.example:80/Privacy/") == urlkey("https://a.example/privacy")
    True
    """
    try:
        parts = urlsplit(url if "//" in url else f"http://{url}")
    except ValueError:  # "http://[": archived all the same
        return url.lower()
    host = (parts.hostname or "").removeprefix("www.")
    query = f"?{'&'.join(sorted(parts.query.lower().split('&')))}" if parts.query else ""
    return f"{host}{parts.path.lower().rstrip('/')}{query}"
