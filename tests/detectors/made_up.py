"""Values made up by rule for the tests of this room: no real person's."""

from __future__ import annotations

from scanner.detectors.validators import account_key, pin_check_digit

_PIN = "2120319850012"
_ACCOUNT = "12401000000123"

PIN = _PIN + pin_check_digit(_PIN)
WRONG_PIN = _PIN + str((int(PIN[-1]) + 1) % 10)
ACCOUNT = _ACCOUNT + account_key(_ACCOUNT)
WRONG_ACCOUNT = ACCOUNT[:-1] + str((int(ACCOUNT[-1]) + 1) % 10)
