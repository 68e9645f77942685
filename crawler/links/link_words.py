"""Words by which a link to a policy is told from links to its neighbors: settings, children's pages, news about it.

The words are in `data/link_words.toml`; what the policies themselves are called is in `tracker.policy.names`.
"""

import tomllib
from importlib.resources import files

from tracker.text.phrases import compile_phrases

_WORDS: dict[str, list[str]] = tomllib.loads(
    files("crawler.links").joinpath("data/link_words.toml").read_text(encoding="utf-8")
)

NOT_THE_POLICY = compile_phrases(_WORDS["not_the_policy"])
"""Settings, children's and applicants' pages, laws, news: beside the policy, not it."""
SEVERAL = compile_phrases(_WORDS["several"])
"""A list of policies, one of which may be the one."""
ADDRESS_NOT_THE_POLICY = compile_phrases(f"{word}*" for word in _WORDS["not_the_policy_addresses"])
GENERIC = compile_phrases(_WORDS["generic"])
"""Link texts that say nothing: what stands before the link says where it leads."""
LEGAL = compile_phrases(_WORDS["legal"])
"""Pages that may hold the policy among other things."""
MOVED = compile_phrases(_WORDS["moved"])
"""What pages say that only send their readers elsewhere."""
ADDRESS_OF_ANY_PAGE = compile_phrases(f"{word}*" for word in _WORDS["any_page_addresses"])
"""Words of addresses under which a site keeps all its pages, its policy too: help, support, articles."""
JOINED = compile_phrases(_WORDS["joined"])
"""What joins a name to more of it: "and", a comma."""
PROVIDERS = frozenset(_WORDS["providers"])
"""Registered domains of those whose policies are linked on everybody's pages: widgets, advertisers, hosts."""
LEGAL_HUB = compile_phrases(_WORDS["legal_hubs"])
"""Names of pages that list a site's documents."""
WAYS_IN = compile_phrases(_WORDS["ways_in"])
"""What links say that lead from a splash page into the site, or to a list of its pages."""
