"""Scanners through a real kernel: a small virtual machine whose USB, HID, tty and evdev are not imitated."""
