"""A text that two screens share for a moment does not fail the test that looks for it."""

import pytest
from playwright.sync_api import Browser, Error, expect

from tests.e2e import patience

TWICE = "<h1>Un</h1><h1>Un</h1><button>Un</button>"


def test_two_for_a_moment_are_waited_for_and_two_for_good_fail(chromium: Browser, monkeypatch: pytest.MonkeyPatch):
    page = chromium.new_page()
    page.set_content(TWICE)
    heading = page.get_by_role("heading", name="Un")
    page.evaluate("() => { setTimeout(() => document.querySelector('h1').remove(), 300) }")
    expect(heading).to_be_visible()
    page.set_content(TWICE)
    page.evaluate("() => { setTimeout(() => document.querySelector('h1').remove(), 300) }")
    heading.click()
    page.set_content(TWICE)
    monkeypatch.setattr(patience, "LONGEST_S", 0.2)
    with pytest.raises((Error, AssertionError), match=patience.DOUBLED):
        expect(heading).to_be_visible()
    page.close()
