"""Frames of MP3: this container has no structure of its own, so that anything may be between them.

Source: ISO/IEC 11172-3, 2.4.2.3, and ISO/IEC 13818-3, for layer III.
"""

# In thousands of bits a second, by the four bits of the header; free and forbidden rates are none.
RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
# In samples a second, for version 1; half and a quarter of it for versions 2 and 2.5.
SAMPLES = (44_100, 48_000, 32_000, 0)
VERSION_1, VERSION_2, VERSION_2_5 = 3, 2, 0
DIVIDED_BY = {VERSION_1: 1, VERSION_2: 2, VERSION_2_5: 4}
HEADER_BYTES = 4
SYNC = 0b111_1111_1111
LAYER_3 = 1


def frame_bytes(data: bytes) -> int:
    """The length of the frame that begins here; 0 where none does."""
    if len(data) < HEADER_BYTES:
        return 0
    sync, rated = int.from_bytes(data[:2], "big"), data[2]
    version, layer = sync >> 3 & 3, sync >> 1 & 3
    if sync >> 5 != SYNC or layer != LAYER_3 or version not in DIVIDED_BY:
        return 0
    rate = (RATES_1 if version == VERSION_1 else RATES_2)[rated >> 4]
    samples = SAMPLES[rated >> 2 & 3] // DIVIDED_BY[version]
    if not rate or not samples:
        return 0
    return (144 if version == VERSION_1 else 72) * rate * 1000 // samples + (rated >> 1 & 1)
