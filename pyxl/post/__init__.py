"""What leaves and what arrives: freezing, masking, sealing, the letter, and the reading of what was sent.

The face has what papers and parcels share.  `parcel`, `seal`, `verify` and `filing` take the writing and encrypting of
workbooks along: the one button that needs each imports it by name.
"""

from pyxl.post.cover import Cover
from pyxl.post.leaving import LEAVES, leaving
from pyxl.post.mask import mask_tables

__all__ = ["LEAVES", "Cover", "leaving", "mask_tables"]
