"""How well clauses are followed on policies of our own, revised by seed: figures that may only rise."""

from random import Random

from bench.made_policies import make_policy, sentence
from tracker.alignment.align import align
from tracker.clauses.clause import Clause, ClauseKind

LINKS, BIRTHS = 0.997, 0.983
DOCUMENTS = 60


def revised(policy, random):
    """Return the policy with some clauses reworded, new, gone and moved, and where each came from (None: new)."""
    kept = [(clause, index) for index, clause in enumerate(policy) if random.random() > 0.12]
    after = []
    for clause, index in kept:
        if clause.kind is not ClauseKind.HEADING and random.random() < 0.4:
            after.append((reworded(clause, random), index))
        else:
            after.append((clause, index))
        if random.random() < 0.15:
            new = f"{sentence(random)} {sentence(random)}"
            after.append((Clause(kind=ClauseKind.PARA, level=0, path=(), text=new), None))
    for _ in range(3):
        moved = after.pop(random.randrange(1, len(after)))
        after.insert(random.randrange(1, len(after)), moved)
    return tuple(clause for clause, _ in after), [index for _, index in after]


def reworded(clause, random):
    """Return the clause with up to half of its words others, as an editor leaves it."""
    words = clause.text.split()
    for at in random.sample(range(len(words)), max(1, len(words) // random.randint(2, 8))):
        words[at] = random.choice(["partners", "may", "24", "promptly", "advertisers", "vendors", "always"])
    return Clause(kind=clause.kind, level=clause.level, path=(), text=" ".join(words))


def test_links_and_births_on_revised_policies_stay_as_good_as_they_were():
    right = found = true = births_right = births_found = births_true = 0
    for seed in range(DOCUMENTS):
        random = Random(seed)
        policy = make_policy(random)
        new, origins = revised(policy, random)
        alignment = align(policy, new)
        links = {(link.old, link.new) for link in alignment.links}
        truth = {(origin, index) for index, origin in enumerate(origins) if origin is not None}
        born = {index for index, origin in enumerate(origins) if origin is None}
        right, found, true = right + len(links & truth), found + len(links), true + len(truth)
        births_right += len(born & set(alignment.added))
        births_found, births_true = births_found + len(alignment.added), births_true + len(born)
    links_f1, births_f1 = 2 * right / (found + true), 2 * births_right / (births_found + births_true)
    assert links_f1 >= LINKS, f"{links_f1:.4f}"
    assert births_f1 >= BIRTHS, f"{births_f1:.4f}"
