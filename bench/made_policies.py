"""Policies of our own by a random seed, revised as companies do, and the wrong pages that stand in their place."""

from random import Random

from tracker.clauses.clause import Clause, ClauseKind

Text = tuple[Clause, ...]
_WHO = ("we", "our partners", "our affiliates", "service providers", "the company", "our processors")
_DOES = ("collect", "use", "share", "store", "process", "disclose", "transfer", "delete", "retain", "analyze")
_WHAT = (
    "your personal data", "your e-mail address", "location data", "device identifiers", "cookies", "usage logs",
    "payment details", "your name and postal address", "the content of messages", "photos you upload", "contact lists",
    "information about your browser", "survey answers", "biometric data", "purchase history", "support requests",
)  # fmt: skip
_WHY = (
    "to provide the service", "to comply with the law", "for marketing purposes", "to prevent fraud",
    "with your consent",
    "to improve our products", "for analytics", "to process payments", "to answer your requests", "to show advertising",
    "to keep accounts secure", "to bill you", "for research", "to personalize what you see", "to train our staff",
)  # fmt: skip
_WHEN = (
    "for {n} months after you close your account", "unless you object within {n} days", "for up to {n} years",
    "as described in section {n}", "at least {n} days before it takes effect", "if you are older than {n}",
    "in {n} countries", "when you visit one of our {n} sites",
)  # fmt: skip
_TOPICS = (
    "Data we collect", "How we use data", "Sharing of data", "Cookies", "Retention", "Your rights", "Security",
    "International transfers", "Children", "Changes to this policy", "Contact us", "Legal bases", "Advertising",
)  # fmt: skip
_SHOP = ("Discover the new spring collection", "Sign up for free today", "Trusted by 4,000 teams", "Plans and pricing",
         "Read customer stories", "Start your trial", "Join our webinar", "See what is new", "Download the app",
         "Talk to sales", "Explore templates", "Built for growing teams", "Watch the demo")  # fmt: skip
_SPAM = ("best online casino bonus", "cheap pills without prescription", "win big jackpot slots",
         "replica watches sale",
         "free spins no deposit", "hot singles near you", "fast loans approved")  # fmt: skip


def heading(text: str, level: int = 2) -> Clause:
    """Return a heading."""
    return Clause(kind=ClauseKind.HEADING, level=level, path=(), text=text)


def para(text: str) -> Clause:
    """Return a paragraph."""
    return Clause(kind=ClauseKind.PARA, level=0, path=(), text=text)


def sentence(random: Random) -> str:
    """Return a sentence as policies have them."""
    when = random.choice(_WHEN).format(n=random.randint(2, 90))
    words = (random.choice(_WHO), random.choice(_DOES), random.choice(_WHAT), random.choice(_WHY), when)
    return f"{' '.join(words).capitalize()}."


def clause(random: Random) -> Clause:
    """Return a paragraph of one to four sentences, or a list item."""
    text = " ".join(sentence(random) for _ in range(random.randint(1, 4)))
    kind = random.choice([ClauseKind.PARA, ClauseKind.PARA, ClauseKind.ITEM])
    return Clause(kind=kind, level=0, path=(), text=text)


def make_policy(random: Random) -> Text:
    """Return a policy of 12 to 110 clauses."""
    clauses = [heading("Privacy Policy", 1)]
    for topic in random.sample(_TOPICS, random.randint(4, len(_TOPICS))):
        clauses += [heading(topic), *(clause(random) for _ in range(random.randint(2, 8)))]
    return tuple(clauses)


def revise(text: Text, random: Random) -> Text:
    """Return the policy as its company changed it: a word, some clauses, a section, or nearly all of it."""
    how = random.choices(["word", "reword", "add", "remove", "mixed", "move", "rewrite"], [3, 3, 3, 2, 3, 1, 1])[0]
    clauses = list(text)
    places = [at for at, found in enumerate(clauses) if found.kind is not ClauseKind.HEADING]
    if how == "rewrite":
        for at in random.sample(places, int(len(places) * random.uniform(0.4, 0.95))):
            clauses[at] = clause(random)
    elif how == "move":
        at = random.choice(places)
        clauses.insert(random.randrange(1, len(clauses)), clauses.pop(at))
    else:
        for what in random.sample(["word", "reword", "add", "remove"], 3) if how == "mixed" else [how]:
            for _ in range(random.randint(1, 4)):
                _touch(clauses, what, random)
    clauses.append(para(f"Reference {random.randint(1, 10**9)} of our archive."))
    return tuple(clauses)


def _touch(clauses: list[Clause], what: str, random: Random) -> None:
    at = random.choice([at for at, found in enumerate(clauses) if found.kind is not ClauseKind.HEADING])
    if what == "add":
        clauses.insert(at, clause(random))
    elif what == "remove":
        del clauses[at]
    elif what == "reword":
        clauses[at] = clause(random)
    else:
        words = clauses[at].text.split()
        words[random.randrange(len(words))] = random.choice(["partners", "may", "24", "promptly", "advertisers"])
        clauses[at] = Clause(kind=clauses[at].kind, level=0, path=(), text=" ".join(words))


def landing_page(random: Random) -> Text:
    """Return the page of a product, as a redirect leads to."""
    lines = [random.choice(_SHOP) + f" {random.randint(1, 999)}" for _ in range(random.randint(5, 40))]
    return (heading("Welcome", 1), *(para(line) for line in dict.fromkeys(lines)))


def partial(text: Text, share: float, cut: float) -> Text:
    """Return the page without some of it: its end, its beginning, or a block in its midst."""
    gone = max(1, round(len(text) * share))
    first = round(cut * (len(text) - gone))
    return text[:first] + text[first + gone :]


def translate(text: Text) -> Text:
    """Return the page in another language, as far as words tell."""
    return tuple(_with_text(found, " ".join(f"{word[::-1]}en" for word in found.text.split())) for found in text)


def hacked(text: Text, random: Random) -> Text:
    """Return the page with another trade's words in it, or in its place."""
    spam = [para(f"{random.choice(_SPAM)} {random.choice(_SPAM)} {random.randint(1, 99)}") for _ in range(40)]
    if random.random() < 0.4:
        return tuple(spam)
    at = random.randrange(len(text))
    return (*text[:at], *spam, *text[at:])


def variant(text: Text, random: Random) -> Text:
    """Return the page as another build of the site renders it: some clauses reworded, some left out."""
    clauses: list[Clause] = []
    for found in text:
        chance = random.random()
        if chance < 0.04 and found.kind is not ClauseKind.HEADING:
            continue
        clauses.append(_with_text(found, found.text + " (beta)") if chance > 0.95 else found)
    return (*clauses, para("You are looking at our new design."))


def _with_text(found: Clause, text: str) -> Clause:
    return Clause(kind=found.kind, level=found.level, path=(), text=text)
