"""Images that unpack to more than they weigh, or say so."""

import io
import struct
import zlib

from PIL import Image

from tests.library.files.makers import image


def png(width, height, data, *, depth=8, colour=0, before=b""):
    """A PNG with the header, the chunks and the packed rows that it is given."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", header), before, chunk(b"IDAT", data), chunk(b"IEND", b""))
    )


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def zeros(megabytes):
    """Packed zeros, a thousandth of their size: the same packed megabyte again and again."""
    packer = zlib.compressobj(9)
    first = packer.compress(bytes(1024**2)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(1024**2)) + packer.flush(zlib.Z_FULL_FLUSH)
    empty = packer.flush()[:-4]
    checked = (megabytes * 1024**2 % 65_521) << 16 | 1  # Adler-32 of zeros (RFC 1950, 8.2)
    return first + again * (megabytes - 1) + empty + struct.pack(">I", checked)


def jpeg_that_says_it_is_huge():
    data = bytearray(image("JPEG"))
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", 65_500, 65_500)
    return bytes(data)


def jpeg_with_a_bomb_in_its_exif():
    """The TIFF that EXIF is: a directory that says it holds gigabytes, and points at itself."""
    entries = [(0x0111, 4, 0x3FFFFFFF, 8), (0x0100, 4, 1, 65_500), (0x8769, 4, 1, 8)]
    directory = struct.pack("<H", len(entries))
    directory += b"".join(struct.pack("<HHII", *entry) for entry in entries) + struct.pack("<I", 8)
    exif = b"Exif\0\0II*\0\x08\0\0\0" + directory
    data = image("JPEG", exif=b"")
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + data[2:]


def webp_that_says_it_is_huge():
    data = bytearray(image("WEBP"))
    data[24:30] = (16_382).to_bytes(3, "little") * 2
    return bytes(data)


def webp_of_many_frames():
    frames = [Image.new("RGB", (64, 64), (number, 0, 0)) for number in range(200)]
    target = io.BytesIO()
    frames[0].save(target, "WEBP", save_all=True, append_images=frames[1:])
    return target.getvalue()
