"""Texts in XML are quoted as the standard library quotes them, byte for byte, without what it takes along."""

from __future__ import annotations

import subprocess
import sys
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.hosts.package import xml_spans

TEXTS = st.text(st.sampled_from("a甲&<>\"'\n\r\t;"), max_size=12)


@given(TEXTS)
def test_the_same_bytes(text):
    assert xml_spans.text_bytes(text) == escape(text).encode()
    assert xml_spans.attribute_value(text) == quoteattr(text).encode()


@pytest.mark.process
def test_a_start_loads_no_network():
    """The child that parses foreign bytes starts once for every file."""
    code = "import sys, pyxl.hosts.foreign.child; print([n for n in ('urllib.request', 'http.client') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
