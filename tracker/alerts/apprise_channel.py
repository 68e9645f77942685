"""Chats, pushes and all else that Apprise knows: each service formats a message as it likes (https://appriseit.com)."""

from apprise import Apprise, NotifyBase, NotifyFormat

from tracker.alerts.apprise_services import open_service
from tracker.alerts.channels import Channel, DeliveryFailed
from tracker.alerts.deadline import DeadlinePassed, whole_deadline
from tracker.alerts.public_addresses import NotPublic, public_address

WHOLE_SECONDS = 60.0


def notify(channel: Channel, title: str, text: str, html: str, *, allow_private: bool = True) -> None:
    """Hand a message to Apprise; raises DeliveryFailed, without the address, if the service did not take it."""
    service = open_service(channel.targets[0])
    if service is None:
        raise DeliveryFailed("no address that Apprise knows")
    if not allow_private:
        _refuse_private(service)
    postman = Apprise()
    postman.add(service)
    body, form = (text, NotifyFormat.TEXT) if _takes_text(service) else (html, NotifyFormat.HTML)
    try:
        with whole_deadline(WHOLE_SECONDS):
            taken = bool(postman.notify(body=body, title=title, body_format=form))
    except DeadlinePassed as error:
        raise DeliveryFailed(f"{service.service_name} took longer than {WHOLE_SECONDS:.0f} s") from error
    if not taken:
        raise DeliveryFailed(f"{service.service_name} did not take the message; it is sent again")


def _takes_text(service: NotifyBase) -> bool:
    formats = service.notify_format
    return NotifyFormat.TEXT in (formats if isinstance(formats, tuple) else (formats,))


def _refuse_private(service: NotifyBase) -> None:
    """Of services that run anywhere, as their addresses with a host tell, look where this one is."""
    templates: tuple[str, ...] = service.templates
    if not any("{host}" in template for template in templates):
        return
    try:
        public_address(str(service.host))
    except NotPublic as refusal:
        raise DeliveryFailed(f"{service.service_name} {refusal}") from refusal
