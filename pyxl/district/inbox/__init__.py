"""What lies in the inbox and who sent it, the lists that come with it, and what goes back."""

from pyxl.district.inbox.arrivals import Arrival, look_into
from pyxl.district.inbox.passwords import Passwords, read_passwords
from pyxl.district.inbox.replies import FOLDER, INBOX, PASSWORDS, Refusal, clear_taken, put_aside
from pyxl.district.inbox.town_list import read_town_list

__all__ = [
    "FOLDER",
    "INBOX",
    "PASSWORDS",
    "Arrival",
    "Passwords",
    "Refusal",
    "clear_taken",
    "look_into",
    "put_aside",
    "read_passwords",
    "read_town_list",
]
