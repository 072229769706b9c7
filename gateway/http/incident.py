"""A fault as the operator and the client both know it: by a number."""

import secrets

from gateway.observe import Fault, Observer


def noted(observer: Observer, error: Exception) -> str:
    """Have a fault noted; return the number under which it is, all that a client is told."""
    number = secrets.token_hex(8)
    observer.see(Fault(f"http {number}", error))
    return number
