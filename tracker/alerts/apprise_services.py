"""Opening a service of Apprise's: imported late, since slow, and silenced, since it logs addresses with secrets."""

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apprise import NotifyBase

logging.getLogger("apprise").disabled = True


def open_service(address: str) -> "NotifyBase | None":
    """Return Apprise's service for an address, None if it knows none such.

    It follows no redirects: they could lead where the address itself may not.
    """
    from apprise import Apprise, AppriseAsset  # noqa: PLC0415 - see above

    asset = AppriseAsset(app_id="policytrail", http_redirects=False)
    return Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
