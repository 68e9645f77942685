"""policytrail's entry point with short waits between tries, for tests in which much goes wrong."""

from crawler import settings
from policytrail.cli import main

if __name__ == "__main__":
    settings.RETRY_FIRST_WAIT = 0.02
    main()
