"""The plug-in that BPJS's answers need, without a dependency.

`response` of an answer is base64 of AES-256-CBC; the key is SHA-256 of consumer,
secret and the timestamp *of the request*, the IV its first half. Below stands
text of LZ-string, and JSON below that. A real plug-in would take AES from a
library; this one shows that a plug-in has all it needs.
"""

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Final

from gateway.connectors.auth.plugins import ToOpen

ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-$"


def decrypt(answer: ToOpen, options: Mapping[str, str]) -> bytes:
    """Put in place of `response` what it holds."""
    whole = json.loads(answer.body)
    sealed = whole.get("response")
    if not isinstance(sealed, str):
        return answer.body
    word = options["consid"] + options["secret"] + answer.sent["x-timestamp"]
    key = hashlib.sha256(word.encode()).digest()
    text = open_aes(base64.b64decode(sealed), key, key[:16]).decode()
    whole["response"] = json.loads(decompress(text))
    return json.dumps(whole).encode()


# ------------------------------------------------------------------ AES (FIPS 197)


def double(byte: int) -> int:
    """Multiply by x in GF(2⁸), §4.2.1."""
    return (byte << 1) ^ (0x11B if byte & 0x80 else 0)


def times(left: int, right: int) -> int:
    """Multiply in GF(2⁸)."""
    product = 0
    while right:
        product ^= left if right & 1 else 0
        left, right = double(left), right >> 1
    return product


def s_box() -> bytes:
    """Make the S-box, §5.1.1: inverses and an affine map."""
    box = bytearray(256)
    box[0] = 0x63
    for byte in range(1, 256):
        inverse = next(i for i in range(256) if times(byte, i) == 1)
        turned = inverse
        for turn in range(1, 5):
            turned ^= ((inverse << turn) | (inverse >> (8 - turn))) & 0xFF
        box[byte] = turned ^ 0x63
    return bytes(box)


BOX: Final = s_box()
UNBOX: Final = bytes(BOX.index(byte) for byte in range(256))


def round_keys(key: bytes) -> list[bytes]:
    """Expand a key of 32 bytes into 15 round keys, §5.2."""
    words = [key[i : i + 4] for i in range(0, 32, 4)]
    constant = 1
    for number in range(8, 60):
        word = words[-1]
        if number % 8 == 0:
            word = bytes(BOX[byte] for byte in word[1:] + word[:1])
            word = bytes([word[0] ^ constant]) + word[1:]
            constant = double(constant)
        elif number % 8 == 4:
            word = bytes(BOX[byte] for byte in word)
        words.append(bytes(a ^ b for a, b in zip(words[-8], word, strict=True)))
    return [b"".join(words[i : i + 4]) for i in range(0, 60, 4)]


def mixed_back(column: bytes) -> bytes:
    """Undo MixColumns for one column, §5.3.3."""
    return bytes(
        times(column[i], 14)
        ^ times(column[(i + 1) % 4], 11)
        ^ times(column[(i + 2) % 4], 13)
        ^ times(column[(i + 3) % 4], 9)
        for i in range(4)
    )


def open_block(block: bytes, keys: list[bytes]) -> bytes:
    """Decrypt one block, §5.3."""
    state = xor(block, keys[-1])
    for number, key in reversed(list(enumerate(keys[:-1]))):
        state = bytes(state[(i - 4 * (i % 4)) % 16] for i in range(16))  # InvShiftRows
        state = xor(bytes(UNBOX[byte] for byte in state), key)
        if number:
            state = b"".join(mixed_back(state[i : i + 4]) for i in range(0, 16, 4))
    return state


def xor(left: bytes, right: bytes) -> bytes:
    """Combine two blocks."""
    return bytes(a ^ b for a, b in zip(left, right, strict=True))


def open_aes(data: bytes, key: bytes, iv: bytes) -> bytes:
    """Decrypt CBC (NIST SP 800-38A §6.2) and take the padding off (PKCS #7)."""
    keys, parts = round_keys(key), [iv]
    opened = b""
    for at in range(0, len(data), 16):
        block = data[at : at + 16]
        opened += xor(open_block(block, keys), parts[-1])
        parts.append(block)
    padding = opened[-1]
    if opened[-padding:] != bytes([padding]) * padding:
        raise ValueError("padding")
    return opened[:-padding]


# ------------------------------------------------------------------ LZ-string


def bits_of(text: str) -> Iterator[int]:
    """Yield the bits of a text of six bits a letter, then nothing but zeros."""
    for letter in text:
        value = ALPHABET.index(letter)
        yield from ((value >> shift) & 1 for shift in range(5, -1, -1))
    while True:
        yield 0


def decompress(text: str) -> str:
    """Undo compressToEncodedURIComponent: LZW with letters of 8 or 16 bits."""
    bits = bits_of(text.replace(" ", "+"))

    def number(width: int) -> int:
        return sum(next(bits) << place for place in range(width))

    def letter(code: int) -> str:
        return chr(number(8 if code == 0 else 16))

    code = number(2)
    if code == 2:
        return ""
    known = ["", "", "", letter(code)]  # 0 and 1 announce a letter, 2 the end
    before, found, width, room = known[3], [known[3]], 3, 4
    while (code := number(width)) != 2:
        if code < 2:
            known.append(letter(code))
            code, room = len(known) - 1, room - 1
        if room == 0:
            width, room = width + 1, 2**width
        entry = known[code] if code < len(known) else before + before[0]
        found.append(entry)
        known.append(before + entry[0])
        before, room = entry, room - 1
        if room == 0:
            width, room = width + 1, 2**width
    return "".join(found)
