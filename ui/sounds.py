"""Plays the till's sounds, with volume and mute. Calls on the GUI thread only queue;

one thread of its own plays.

A machine without sound is no error: every sound is a flash too. The audio device is opened once and runs only
while something sounds, so that it takes nothing from the till in between.
"""

import array
import logging
import os
import queue
import sys
import threading
import wave
from collections.abc import Generator
from pathlib import Path
from typing import Any, TypeAlias

Samples: TypeAlias = "array.array[int]"

log = logging.getLogger("pos.sounds")

KINDS = ("good", "bad", "done", "question")
BUFFER_MS = 40
STEP_PERCENT = 10
_QUEUED = 4


class Sounds:
    """The sounds of one till."""

    def __init__(self, folder: Path | None, percent: int, *, muted: bool) -> None:
        """folder: WAV files, 16 bit, one channel; None: silent. percent: 0 to 100."""
        self.percent = percent
        self.muted = muted
        self._folder = folder
        self._queue: queue.Queue[str | None] = queue.Queue(_QUEUED)
        self._thread: threading.Thread | None = None
        self._scaled: dict[tuple[str, int], Samples] = {}

    def start(self) -> None:
        """Open the audio device, on the sound thread."""
        if self._folder is not None and self._thread is None:
            self._thread = threading.Thread(target=self._run, name="sound", daemon=True)
            self._thread.start()

    def play(self, kind: str) -> None:
        """Sound once; where several wait already, the newest is dropped: it would come too late to help."""
        if self._thread is None or self.muted or not self.percent:
            return
        try:
            self._queue.put_nowait(kind)
        except queue.Full:
            return

    def louder(self, steps: int) -> None:
        """Change the volume by steps of 10 percent; it also ends muting."""
        self.muted = False
        self.percent = max(0, min(100, self.percent + steps * STEP_PERCENT))

    def stop(self) -> None:
        """End the sound thread."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        while thread.is_alive():
            try:
                self._queue.put(None, timeout=0.2)
            except queue.Full:
                continue
            break
        thread.join(2)

    def _run(self) -> None:
        if not _may_sound():
            log.info("no_sound error=%s", "no audio device")
            self._drain()
            return
        try:
            import miniaudio

            waves = self._load()
            rate = next(iter(waves.values()))[0] if waves else 22_050
            device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=rate,
                buffersize_msec=BUFFER_MS,
            )
        except Exception as error:  # noqa: BLE001 -- top of the thread: no audio is no error, the flash remains
            log.info("no_sound error=%s", error)
            self._drain()
            return
        with device:
            if device.backend == "Null":
                log.info("no_sound error=%s", "no audio device")
                self._drain()
                return
            while (kind := self._queue.get()) is not None:
                if kind in waves:
                    _sound(device, self._at_volume(kind, waves[kind][1]))

    def _drain(self) -> None:
        while self._queue.get() is not None:
            pass

    def _at_volume(self, kind: str, samples: Samples) -> Samples:
        key = (kind, self.percent)
        if key not in self._scaled:
            self._scaled[key] = array.array("h", (sample * key[1] // 100 for sample in samples))
        return self._scaled[key]

    def _load(self) -> dict[str, tuple[int, Samples]]:
        loaded = {}
        for kind in KINDS:
            path = self._folder / f"{kind}.wav" if self._folder else None
            if path is None or not path.is_file():
                continue
            with wave.open(str(path), "rb") as source:
                samples = array.array("h")
                samples.frombytes(source.readframes(source.getnframes()))
                loaded[kind] = (source.getframerate(), samples)
        return loaded


def _may_sound() -> bool:
    """Whether there may be an audio device. Asked first: without any, ALSA writes pages to standard error."""
    if sys.platform != "linux":
        return True
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", "/run/user/0"))
    servers = (runtime / "pulse" / "native", runtime / "pipewire-0", Path("/dev/snd"))
    return "PULSE_SERVER" in os.environ or any(place.exists() for place in servers)


def _sound(device: Any, samples: Samples) -> None:
    done = threading.Event()
    stream = _stream(samples, done)
    next(stream)
    device.start(stream)
    done.wait(2)
    device.stop()


def _stream(samples: Samples, done: threading.Event) -> "Generator[Samples | bytes, int, None]":
    """Feeds the device; silence behind the sound lets the last buffer out before the device stops."""
    wanted = yield b""
    at = 0
    while at < len(samples):
        chunk = samples[at : at + wanted]
        at += wanted
        wanted = yield chunk
    for _ in range(3):
        wanted = yield array.array("h", bytes(2 * wanted))
    done.set()
    while True:
        wanted = yield array.array("h", bytes(2 * wanted))
