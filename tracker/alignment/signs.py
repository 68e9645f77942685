"""What speaks for it that one clause became another: the thirty signs by name, and what pairs are judged by them."""

from enum import StrEnum


class Judged(StrEnum):
    """As what a pair is judged, with weights of its own: headings say little, short clauses less than long ones."""

    HEADING = "heading"
    SHORT = "short"
    LONG = "long"


class Sign(StrEnum):
    """What is measured of a pair of clauses.

    `alike` is the share of both texts that they have in common (Sørensen-Dice), `inside` that of the shorter text;
    words and pairs of neighboring words count by their rarity (inverse document frequency). `left` and `right` are
    the nearest clauses already linked on either side, a gap is what lies between two links that are in order.
    """

    WORDS_IN_ORDER = "words_in_order"
    """The share of words in the same order: the longest common subsequence."""
    WORDS_ALIKE = "words_alike"
    WORDS_INSIDE = "words_inside"
    PAIRS_ALIKE = "pairs_alike"
    PAIRS_INSIDE = "pairs_inside"
    SHARED_PAIRS = "shared_pairs"
    """The logarithm of the weight of the pairs of words in common."""
    SHORTER_LENGTH = "shorter_length"
    """The logarithm of the number of words of the shorter clause."""
    LENGTH_RATIO = "length_ratio"
    """How far apart the logarithms of the lengths are."""
    LEFT_LINKED = "left_linked"
    """The nearest linked clauses on the left are linked to each other."""
    RIGHT_LINKED = "right_linked"
    BOTH_LINKED = "both_linked"
    SAME_GAP = "same_gap"
    GAP_DISTANCE = "gap_distance"
    """The logarithm of the number of links between the gaps."""
    SAME_KIND = "same_kind"
    """Both are paragraphs, or items, rows, headings."""
    SAME_SECTION = "same_section"
    """The headings above are linked."""
    AS_FAR_FROM_LEFT = "as_far_from_left"
    """As many clauses after the left links on both sides."""
    AS_FAR_FROM_RIGHT = "as_far_from_right"
    LEAD_OVER_OLD = "lead_over_old"
    """How much more alike than the best other pair of the old clause."""
    LEAD_OVER_NEW = "lead_over_new"
    BEST_OF_BOTH = "best_of_both"
    """No other pair of either clause is more alike."""
    CROWD = "crowd"
    """The logarithm of the number of unlinked clauses in the gap that both stand in."""
    TEXT_BY_NEIGHBORS = "text_by_neighbors"
    """Likeness times the number of sides on which the nearest links agree."""
    PAIRS_BY_LENGTH = "pairs_by_length"
    TEXT_IN_GAP = "text_in_gap"
    """Likeness where both stand in one gap."""
    PAIRS_SQUARED = "pairs_squared"
    SAME_WORDS = "same_words"
    SAME_WORDS_BY_LENGTH = "same_words_by_length"
    CHILDREN_SHARED = "children_shared"
    """Of two headings: the share of the clauses below them that became one another."""
    CHILDREN_ELSEWHERE = "children_elsewhere"
    """Of two headings: the share of the clauses below them that went elsewhere."""
    CONSTANT = "constant"
