"""Sounds: volume, mute, a machine without any, and the files themselves."""

import wave

from tests.ui.conftest import ASSETS
from ui.sounds import KINDS, Sounds


def test_every_sound_is_there_and_short() -> None:
    for kind in KINDS:
        with wave.open(str(ASSETS / "sounds" / f"{kind}.wav")) as sound:
            assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
            assert sound.getnframes() / sound.getframerate() < 0.6


def test_volume_goes_in_steps_and_ends_muting() -> None:
    sounds = Sounds(None, 95, muted=True)
    sounds.louder(1)
    assert (sounds.percent, sounds.muted) == (100, False)
    sounds.louder(-11)
    assert sounds.percent == 0


def test_playing_never_waits_and_stops_in_time_with_or_without_a_device() -> None:
    sounds = Sounds(ASSETS / "sounds", 30, muted=False)
    sounds.start()
    for _ in range(50):
        sounds.play("good")
    sounds.stop()
    sounds.play("bad")
    sounds.stop()


def test_without_files_nothing_is_started() -> None:
    sounds = Sounds(None, 50, muted=False)
    sounds.start()
    sounds.play("good")
    sounds.stop()
