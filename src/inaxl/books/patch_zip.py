"""A zip package whose entries can be replaced one by one: every other entry is copied as the bytes that it was.

Standard `zipfile` would write each header anew; here local headers, packed data, flags, extra fields and the order of
entries stay. What the entries mean is not known here: see `patch_package.py`.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inaxl.books import limits
from inaxl.errors import UnreadableInput
from inaxl.findings import E010, E011, E012, E013

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END64_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_NO_DATE = (0, 0x21)  # 1980-01-01 00:00: an output carries no clock
_WITH_DESCRIPTOR, _ENCRYPTED, _UTF8 = 0x08, 0x01, 0x800
_FULL = 0xFFFFFFFF
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(slots=True)
class Entry:
    """One entry as the package has it: its central header, and where its local header and data lie."""

    name: str
    central: bytes
    start: int
    data_start: int
    packed: int
    size: int
    crc: int
    method: int
    flags: int
    end: int = 0


class Archive:
    """The entries of a package in their order. Raises UnreadableInput or UnwritableOutput for what cannot be kept."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.entries: dict[str, Entry] = {}
        self._comment = b""
        self._read_directory()

    def _read_directory(self) -> None:
        end, count, size, offset = _directory_place(self.data)
        if count > limits.MAX_PARTS:
            raise UnreadableInput(E013.at(reason=f"部品が{count:,}個あります。"))
        self._comment = self.data[end + _END.size :]
        position = offset
        for _ in range(count):
            entry, position = self._read_entry(position)
            if entry.name in self.entries:
                raise UnreadableInput(E010.at(reason=f"同じ名前の部品「{shown(entry.name)}」が2つあります。"))
            self.entries[entry.name] = entry
        if position > offset + size:
            raise _broken("目次の長さが合いません。")
        self._set_ends(offset)

    def _read_entry(self, position: int) -> tuple[Entry, int]:
        try:
            head = _CENTRAL.unpack_from(self.data, position)
        except struct.error:
            raise _broken("途中で切れています。") from None
        (
            signature,
            _,
            _,
            flags,
            method,
            _,
            _,
            crc,
            packed,
            size,
            name_n,
            extra_n,
            comment_n,
            _,
            _,
            _,
            start,
        ) = head
        if signature != b"PK\x01\x02":
            raise _broken("目次が壊れています。")
        name_at = position + _CENTRAL.size
        extra = self.data[name_at + name_n : name_at + name_n + extra_n]
        size, packed, start = _wide(extra, size, packed, start)
        raw = self.data[name_at : name_at + name_n]
        name = raw.decode("utf-8" if flags & _UTF8 else "cp437", "replace").replace("\\", "/")
        after = name_at + name_n + extra_n + comment_n
        local = self.data[start : start + _LOCAL.size]
        if len(local) < _LOCAL.size or local[:4] != b"PK\x03\x04":
            raise _broken(f"部品「{shown(name)}」が見つかりません。")
        local_name, local_extra = struct.unpack_from("<2H", local, 26)
        data_start = start + _LOCAL.size + local_name + local_extra
        central = self.data[position:after]
        return Entry(name, central, start, data_start, packed, size, crc, method, flags), after

    def _set_ends(self, directory: int) -> None:
        """An entry ends where the next begins, so that descriptors and padding stay with it."""
        by_place = sorted(self.entries.values(), key=lambda entry: entry.start)
        for entry, following in zip(by_place, [*(e.start for e in by_place[1:]), directory], strict=True):
            if entry.data_start + entry.packed > following:
                raise _broken(f"部品「{shown(entry.name)}」がほかの部品と重なっています。")
            entry.end = following

    def read(self, name: str) -> bytes:
        """Unpacked content of an entry. Raises UnreadableInput: damaged, too large, or packed in an unknown way."""
        entry = self.entries[name]
        if entry.flags & _ENCRYPTED:
            raise UnreadableInput(E011.at())
        if entry.size > limits.MAX_PART_BYTES:
            raise UnreadableInput(E013.at(reason=f"部品「{shown(name)}」が大きすぎます。"))
        packed = self.data[entry.data_start : entry.data_start + entry.packed]
        content = _unpacked(packed, entry)
        if len(content) != entry.size or zlib.crc32(content) != entry.crc:
            raise _broken(f"部品「{shown(name)}」が壊れています。")
        return content

    def rebuilt(
        self, changed: Mapping[str, bytes], removed: Iterable[str], added: Mapping[str, bytes]
    ) -> bytes:
        """The package with some entries replaced or removed in place and new ones after the last."""
        gone = set(removed)
        out, directory = bytearray(), []
        for entry in self.entries.values():
            if entry.name in gone:
                continue
            offset = len(out)
            if entry.name in changed:
                piece, central = self._replaced(entry, changed[entry.name])
            else:
                piece, central = self.data[entry.start : entry.end], entry.central
            out += piece
            directory.append(_moved(central, offset))
        for name, content in added.items():
            piece, central = _new_entry(name, content)
            directory.append(_moved(central, len(out)))
            out += piece
        start, listed = len(out), b"".join(directory)
        out += listed
        out += _END.pack(
            b"PK\x05\x06", 0, 0, len(directory), len(directory), len(listed), start, len(self._comment)
        )
        return bytes(out + self._comment)

    def _replaced(self, entry: Entry, content: bytes) -> tuple[bytes, bytes]:
        packed = content if entry.method == 0 else _packed(content)
        crc, flags = zlib.crc32(content), entry.flags & ~_WITH_DESCRIPTOR
        local = list(_LOCAL.unpack_from(self.data, entry.start))
        name_n = local[9]
        name = self.data[entry.start + _LOCAL.size :][:name_n]
        extra = _without_wide(self.data[entry.start + _LOCAL.size + name_n : entry.data_start])
        local[2], local[6:9], local[10] = flags, [crc, len(packed), len(content)], len(extra)
        head = list(_CENTRAL.unpack_from(entry.central))
        at = _CENTRAL.size + head[10]
        central_extra = _without_wide(entry.central[at : at + head[11]])
        comment = entry.central[at + head[11] :]
        head[3], head[7:10], head[11] = flags, [crc, len(packed), len(content)], len(central_extra)
        central = _CENTRAL.pack(*head) + entry.central[_CENTRAL.size : at] + central_extra + comment
        return _LOCAL.pack(*local) + name + extra + packed, central


def shown(name: str) -> str:
    """A name from a file as a message shows it: not too long, and without characters that a screen would obey."""
    return "".join(character if character.isprintable() else "\ufffd" for character in name[:60])


def _broken(reason: str) -> UnreadableInput:
    return UnreadableInput(E010.at(reason=reason))


def _directory_place(data: bytes) -> tuple[int, int, int, int]:
    """Place of the end record, number of entries, length and place of the central directory."""
    if data[:8] == _OLE:
        raise UnreadableInput(
            E011.at() if b"E\x00n\x00c\x00r\x00y\x00p\x00t" in data else E012.at(value=".xls")
        )
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_535 - _END.size))
    if end < 0 or len(data) < end + _END.size:
        raise _broken("Excel のファイルの形をしていないか、途中で切れています。")
    _, _, _, _, count, size, offset, _ = _END.unpack_from(data, end)
    directory_end = end
    locator = end - _END64_LOCATOR.size
    if locator >= 0 and data[locator : locator + 4] == b"PK\x06\x07":
        wide = _END64_LOCATOR.unpack_from(data, locator)[2]
        if data[wide : wide + 4] != b"PK\x06\x06" or wide + _END64.size > len(data):
            raise _broken("目次が壊れています。")
        count, size, offset = _END64.unpack_from(data, wide)[7:10]
        directory_end = wide
    if offset + size != directory_end:
        raise _broken("前後に余分なデータがあります。")
    return end, count, size, offset


def _wide(extra: bytes, size: int, packed: int, start: int) -> tuple[int, int, int]:
    """The zip64 values of a header where its 32-bit fields are full."""
    if _FULL not in (size, packed, start):
        return size, packed, start
    for kind, body in _fields(extra):
        if kind == 1:
            numbers = iter(struct.unpack(f"<{len(body) // 8}Q", body[: len(body) // 8 * 8]))
            found = [next(numbers, _FULL) if value == _FULL else value for value in (size, packed, start)]
            return found[0], found[1], found[2]
    raise _broken("目次が壊れています。")


def _fields(extra: bytes) -> Iterable[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        yield kind, extra[at + 4 : at + 4 + length]
        at += 4 + length


def _without_wide(extra: bytes) -> bytes:
    if not extra:
        return extra
    return b"".join(struct.pack("<2H", kind, len(body)) + body for kind, body in _fields(extra) if kind != 1)


def _moved(central: bytes, offset: int) -> bytes:
    """The central header for an entry that now begins at `offset`."""
    if struct.unpack_from("<L", central, 42)[0] != _FULL:
        return central[:42] + struct.pack("<L", offset) + central[46:]
    head = _CENTRAL.unpack_from(central)
    before = sum(8 for value in (head[9], head[8]) if value == _FULL)
    at = _CENTRAL.size + head[10]
    for kind, body in _fields(central[at : at + head[11]]):
        if kind == 1:
            place = at + 4 + before
            return central[:place] + struct.pack("<Q", offset) + central[place + 8 :]
        at += 4 + len(body)
    raise _broken("目次が壊れています。")


def _unpacked(packed: bytes, entry: Entry) -> bytes:
    if entry.method == 0:
        return packed
    if entry.method != 8:
        raise _broken(f"部品「{shown(entry.name)}」の圧縮方式が分かりません。")
    unpacker = zlib.decompressobj(-15)
    try:
        # one byte more than announced is asked for, so that a false size is noticed without unpacking a bomb
        return unpacker.decompress(packed, entry.size + 1)
    except zlib.error:
        raise _broken(f"部品「{shown(entry.name)}」が壊れています。") from None


def _packed(content: bytes) -> bytes:
    packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def _new_entry(name: str, content: bytes) -> tuple[bytes, bytes]:
    raw, packed, crc = name.encode("utf-8"), _packed(content), zlib.crc32(content)
    flags = 0 if name.isascii() else _UTF8
    shared = (20, flags, 8, *_NO_DATE, crc, len(packed), len(content), len(raw), 0)
    local = _LOCAL.pack(b"PK\x03\x04", *shared)
    central = _CENTRAL.pack(b"PK\x01\x02", 20, *shared, 0, 0, 0, 0, 0)
    return local + raw + packed, central + raw
