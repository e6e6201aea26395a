"""Makes the till's four sounds: `python tools/make_sounds.py [FOLDER]`.

They are small and kept in the project.

Good is one short high tone, bad is two low rough ones (told apart by pitch, length and rhythm, also by an ear
that hears no high tones), done rises, a question swings.
"""

import math
import struct
import sys
import wave
from pathlib import Path

RATE = 22_050
FADE_MS = 6
# Name of the sound: (frequency in Hz, length in ms, how rough); frequency 0 is a pause.
SOUNDS: dict[str, tuple[tuple[int, int, bool], ...]] = {
    "good": ((1760, 70, False),),
    "bad": ((196, 160, True), (0, 50, False), (165, 260, True)),
    "done": ((880, 90, False), (1318, 150, False)),
    "question": ((988, 110, False), (740, 110, False), (988, 130, False)),
}


def samples(hertz: int, length_ms: int, *, rough: bool) -> list[int]:
    """One tone with soft ends, as 16-bit samples."""
    count = RATE * length_ms // 1000
    fade = RATE * FADE_MS // 1000
    made = []
    for index in range(count):
        angle = 2 * math.pi * hertz * index / RATE
        tone = math.sin(angle)
        if rough:
            tone = 0.6 * tone + 0.3 * math.sin(3 * angle) + 0.2 * math.sin(5 * angle)
        envelope = min(1.0, index / fade, (count - index) / fade)
        made.append(round(26_000 * tone * envelope * (1.0 if hertz else 0.0)))
    return made


def main() -> int:
    """Write every sound."""
    default = Path(__file__).resolve().parent.parent / "pos_terminal" / "assets" / "sounds"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    folder.mkdir(parents=True, exist_ok=True)
    for name, tones in SOUNDS.items():
        made = [sample for hertz, length, rough in tones for sample in samples(hertz, length, rough=rough)]
        with wave.open(str(folder / f"{name}.wav"), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes(struct.pack(f"<{len(made)}h", *(max(-32_768, min(32_767, s)) for s in made)))
        print(f"{name}.wav: {len(made) * 1000 // RATE} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
