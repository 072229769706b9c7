"""SOAP 1.1 and 1.2: the envelope's body, or its fault as the service's refusal."""

from typing import Any

from gateway.connectors.conditions import fit_to_show
from gateway.connectors.formats.fault import Faulted
from gateway.connectors.formats.markup import Tree, children, decode_xml, text_in
from gateway.connectors.formats.texts import bad


def decode_soap(body: bytes, content_type: str | None, encoding: str | None) -> object:
    """Decode an envelope into what its body holds: `{answer's name: …}`.

    Raises Faulted for a fault, with its reason where that is fit to show, and
    UpstreamBadBody for what is no envelope.
    """
    document = decode_xml(body, content_type, encoding)
    envelope = children(children(document).get("Envelope"))
    if "Body" not in envelope:
        raise bad("the answer is not a SOAP envelope")
    inside: Tree = envelope["Body"]
    if "Fault" in children(inside):
        fault = children(children(inside)["Fault"])
        raise Faulted({"Fault": fault}, _reason(fault))
    return inside


def _reason(fault: dict[str, Any]) -> str | None:
    """Return the reason of a fault: `faultstring` in 1.1, `Reason/Text` in 1.2."""
    text = text_in(fault.get("faultstring"))
    if text is None:
        text = text_in(children(fault.get("Reason")).get("Text"))
    return None if text is None else fit_to_show(text)
