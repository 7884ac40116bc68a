"""End of a page before its last line; its footer is drawn all the same, which ``st.stop`` would forbid."""


class PageArretee(Exception):  # noqa: N818 - nothing is wrong
    """Raised where the rest of a page cannot, or must not, be shown."""
