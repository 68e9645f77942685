"""A filled database with a byte changed, and what every command that reads says of it."""

import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from db.errors import PolicytrailError
from policytrail.cli import policytrail as cli

TARGET = "https://fernwick.example/privacy"
READERS = (
    ("history", TARGET),
    ("show", f"{TARGET}@2"),
    ("diff", TARGET, "2", "3"),
    ("blame", TARGET),
    ("clause", TARGET, "sharing"),
    ("search", "data"),
    ("review", TARGET),
    ("locations", TARGET),
    ("status",),
    ("alerts", "list"),
    ("alerts", "told"),
    ("assess", f"{TARGET}@3"),
)
VERIFY = ("verify",)
Words = tuple[str, ...]
Answers = dict[Words, tuple[int, str]]


@dataclass(frozen=True, kw_only=True)
class Flip:
    """What a changed byte did: the commands that ended with an exception, those whose words changed, and verify's."""

    seed: int
    broken: tuple[str, ...]
    changed: tuple[str, ...]
    found: bool


def answers(database: Path) -> dict[Words, tuple[int, str, BaseException | None]]:
    """Return status, words, and what was raised that is not told in a line, for each command that reads."""
    runner = CliRunner()
    ended = {words: runner.invoke(cli, [*words, "--db", str(database)]) for words in (*READERS, VERIFY)}
    return {
        words: (
            result.exit_code,
            result.output,
            None if isinstance(result.exception, SystemExit | PolicytrailError) else result.exception,
        )
        for words, result in ended.items()
    }


def words_of(content: bytes) -> tuple[Answers, dict[Words, BaseException]]:
    """Return status and words of each command for a database of these bytes, and what was raised."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "p.db")
        path.write_bytes(content)
        ended = answers(path)
    said = {words: (status, output.replace(folder, "")) for words, (status, output, _) in ended.items()}
    return said, {words: why for words, (_, _, why) in ended.items() if why}


def flip(content: bytes, whole: Answers, seed: int) -> Flip:
    """Change one byte of a database, and ask everything that reads; `whole` is what it says without."""
    chance = random.Random(seed)
    damaged = bytearray(content)
    damaged[chance.randrange(100, len(damaged))] ^= chance.randrange(1, 256)
    said, raised = words_of(bytes(damaged))
    return Flip(
        seed=seed,
        broken=tuple(f"{' '.join(words)}: {why!r}" for words, why in raised.items()),
        changed=tuple(" ".join(words) for words in READERS if said[words] != whole[words]),
        found=said[VERIFY][0] != 0,
    )


def flips(content: bytes, seeds: range, processes: int = 2) -> list[Flip]:
    """Change a byte for each seed, in a pool of processes."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return list(pool.map(partial(flip, content, words_of(content)[0]), seeds))
