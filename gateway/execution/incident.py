"""A fault as the operator and the client both know it: by a number."""

import secrets

from gateway.errors import Internal
from gateway.observe import Fault, Observer


def noted(observer: Observer, where: str, error: Exception) -> str:
    """Have a fault noted; return the number under which it is, all that a client is told."""
    number = secrets.token_hex(8)
    observer.see(Fault(f"{where} {number}", error))
    return number


def incident(observer: Observer, where: str, error: Exception) -> Internal:
    """Have a fault noted; return what is said of it at the field that it fails."""
    number = noted(observer, where, error)
    return Internal("The gateway failed; it was noted.", number=number)
