"""Scrapy's settings: an honest name, one politeness, no help that would hide what the archive said."""

from typing import Any

BOT_NAME = "policytrail"
SPIDER_MODULES = ["crawler.spiders"]
USER_AGENT = "policytrail/0.1 (+https://github.com/policytrail/policytrail)"

ROBOTSTXT_OBEY = False  # requests go to the archive alone, whose limits are kept by crawler.fetching.politeness
COOKIES_ENABLED = False  # replay passes on the cookies of the archived site
COMPRESSION_ENABLED = False  # Scrapy cuts damaged bodies without a word; crawler.archive.replay decodes them
REDIRECT_ENABLED = False  # a redirect is an outcome, and must not leave the archive
METAREFRESH_ENABLED = False
RETRY_ENABLED = False  # crawler.fetching.retries waits between tries, as Scrapy's does not
TELNETCONSOLE_ENABLED = False
STATS_CLASS = "scrapy.statscollectors.DummyStatsCollector"  # the tally and the ledger say more
DOWNLOADER_STATS = False
WARN_ON_GENERATOR_RETURN_VALUE = False  # mypy finds these before they run
HTTPERROR_ALLOW_ALL = True
REFERRER_POLICY = "no-referrer"
CONCURRENT_ITEMS = 4  # Scrapy makes so many tasks for every answer, used or not
CONCURRENT_REQUESTS = 4
CONCURRENT_REQUESTS_PER_DOMAIN = 4
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 50_000_000  # bytes: while some pages are extracted, others are looked at
DOWNLOAD_DELAY = 0  # paced by crawler.fetching.politeness
DOWNLOAD_TIMEOUT = 90
DOWNLOAD_WARNSIZE = 0
LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(levelname)s: %(message)s"
DOWNLOAD_HANDLERS = {
    "http": "crawler.fetching.handlers.PoliteHandler",
    "https": "crawler.fetching.handlers.PoliteHandler",
    "warc": "crawler.fetching.handlers.WarcHandler",
}
DOWNLOADER_MIDDLEWARES: dict[str, Any] = {"crawler.fetching.retries.PatientRetry": 550}
SPIDER_MIDDLEWARES_BASE: dict[str, Any] = {}  # depth, referer, offsite: for crawls that follow links, which this is not
EXTENSIONS: dict[str, Any] = {
    "scrapy.extensions.corestats.CoreStats": None,
    "scrapy.extensions.logstats.LogStats": None,
}
