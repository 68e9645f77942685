"""Any two versions beside each other, of one document or of two."""

from db.errors import PolicytrailError
from db.store import Store
from policytrail.site.answers import Answer
from policytrail.site.asked import Asked
from policytrail.site.change_page import make_redline
from tracker.history.version_texts import find_version


def compare_page(store: Store, asked: Asked) -> Answer:
    """Answer with a redline from ?old= to ?new=, each TARGET, TARGET@VERSION or TARGET@DATE as commands take them."""
    given = (asked.text("old"), asked.text("new"))
    context = {"old": None, "new": None, "redline": None, "word": "", "view": "inline"}
    if not all(given):
        return Answer(template="compare.html", context=context, rows=[])
    try:
        (old, before), (new, after) = (find_version(store, target) for target in given)
    except PolicytrailError as error:
        word = str(error).replace(f" in {store.path}", "").partition("; 'policytrail")[0]
        return Answer(template="compare.html", context={**context, "word": word}, rows=[], about={"word": word})
    source = "\n".join(f"{target}: {row.replay_url}" for target, row in zip(given, (old, new), strict=True))
    redline = make_redline(before, after, asked, source)
    view = "sides" if asked.text("view") == "sides" else "inline"
    return Answer(
        template="compare.html",
        context={"old": old, "new": new, "redline": redline, "word": "", "view": view},
        rows=redline.rows,
        about={"old": given[0], "new": given[1], "old_sha256": old.sha256, "new_sha256": new.sha256},
    )
