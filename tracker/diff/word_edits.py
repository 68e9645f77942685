"""Computes the edits that lead from one row of words to another, as few as a person would make. Pure.

The longest common subsequence, then the semantic cleanup of diff-match-patch (Neil Fraser, "Diff Strategies", 2006).
"""

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel

Edit = tuple[int, str]
"""What happened to the words, as diff-match-patch has it (-1 deleted, 0 kept, 1 inserted), and the words as codes."""
# The table of the word comparison has a bit for each pair of words: 25 MB at most.
MAX_PAIRS = 200_000_000


def edit_words(before: str, after: str) -> list[Edit]:
    """Return the edits between two texts of codes that stand for words, without words kept by chance."""
    edits = _fold(_edits(before, after))
    diff_match_patch().diff_cleanupSemantic(edits)
    return edits


def _edits(before: str, after: str) -> list[Edit]:
    if len(before) * len(after) > MAX_PAIRS:
        return [(-1, before), (1, after)]
    edits: list[Edit] = []
    for code in Indel.opcodes(before, after):
        if code.tag == "equal":
            edits.append((0, before[code.src_start : code.src_end]))
        elif code.tag == "delete":
            edits.append((-1, before[code.src_start : code.src_end]))
        else:
            edits.append((1, after[code.dest_start : code.dest_end]))
    return edits


def _fold(edits: list[Edit]) -> list[Edit]:
    """Make words that stayed by chance part of the edits around them, all but the last that are to be.

    `diff_cleanupSemantic` does so too, but walks back after each: its time grows with the square of the edits. The
    one left to it makes it put the edits in order as if it had found all.
    """
    chance = set(_kept_by_chance(edits)[:-1])
    if not chance:
        return edits
    folded: list[Edit] = []
    gone = came = ""
    for at, (fate, codes) in enumerate((*edits, (0, ""))):
        if fate or at in chance:
            gone += codes if fate <= 0 else ""
            came += codes if fate >= 0 else ""
        else:
            folded += [edit for edit in ((-1, gone), (1, came), (0, codes)) if edit[1]]
            gone = came = ""
    return folded


def _kept_by_chance(edits: list[Edit]) -> list[int]:
    """Return which edits keep words no longer than what was deleted or inserted on either side of them.

    What is folded makes the edits larger, so words before may follow; they are on a stack, each looked at again then.
    """
    chance: list[int] = []
    kept: list[tuple[int, int]] = []  # (number of the edit, how many words it keeps)
    sizes = [[0, 0]]  # before the first kept words and after each: how many words were deleted, inserted
    for at, (fate, codes) in enumerate(edits):
        if fate == 0:
            kept.append((at, len(codes)))
            sizes.append([0, 0])
            continue
        sizes[-1][fate > 0] += len(codes)
        while kept and kept[-1][1] <= min(max(sizes[-2]), max(sizes[-1])):
            number, length = kept.pop()
            deleted, inserted = sizes.pop()
            sizes[-1] = [sizes[-1][0] + length + deleted, sizes[-1][1] + length + inserted]
            chance.append(number)
    return chance
