"""Which tables hold data, and which only lay out the page; the text of a data table's cells.

Until about 2010 most tables are layout: cells that hold a menu, a column of text, the whole page.
"""

from collections.abc import Iterator

from lxml import html

_MAX_CELL_WORDS = 400
_MAX_BARE_CELL_WORDS = 60
"""Without header cells, cells this long on average are columns of a page, not data."""
_MOST_WORDS_OF_ONE_ROW = 15
"""A row that stands alone is data if none of its cells is longer: a table that shrank to one row, or will grow."""
_IN_MENUS = ("img", "input", "button", "select", "ul", "ol", "br")
_BLOCKS_IN_CELL = ("table", "h1", "h2", "h3", "h4", "form", "hr", "center", "section", "article")


def is_data_table(table: html.HtmlElement) -> bool:
    """Whether the rows of the table belong together as rows; otherwise its cells are read as parts of the page."""
    if table.get("role") in ("presentation", "none") or next(table.iterdescendants(*_BLOCKS_IN_CELL), None) is not None:
        return False
    rows = [[len(cell.text_content().split()) for cell in cells] for cells in table_rows(table)]
    wide = [row for row in rows if sum(words > 0 for words in row) > 1]
    lengths = [words for row in rows for words in row if words]
    if len(wide) == len(rows) == 1:
        return max(lengths) <= _MOST_WORDS_OF_ONE_ROW and not _is_menu(table)
    if len(wide) < 2 or len(wide) * 2 < len(rows) or max(lengths) > _MAX_CELL_WORDS:
        return False
    has_header = next(table.iter("th"), None) is not None
    return has_header or sum(lengths) / len(lengths) <= _MAX_BARE_CELL_WORDS


def _is_menu(table: html.HtmlElement) -> bool:
    """Whether the cells hold what menus, logos and forms are made of."""
    return next(table.iterdescendants(*_IN_MENUS), None) is not None or len(table.findall(".//a")) > 1


def table_rows(table: html.HtmlElement) -> Iterator[list[html.HtmlElement]]:
    """Yield the cells of each row."""
    for row in table.iter("tr"):
        yield [cell for cell in row if cell.tag in ("td", "th")]
