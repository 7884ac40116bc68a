"""Names of the cookies of the team.

Over HTTPS they bear the prefix ``__Host-``: a browser accepts such a name only from this very host, by HTTPS, for the
whole site. A cookie planted by a sibling sub-domain has another name, which is then not read.
"""

COOKIE = "atlas_equipe"
"""Cookie that bears the identifier of a session."""

NAVIGATEUR = "atlas_navigateur"
"""Cookie of a browser that somebody already signed in from (:mod:`clauses.acces.navigateurs`)."""


def cookie_name(name: str, *, https: bool) -> str:
    """Name of a cookie on this connection.

    >>> cookie_name(COOKIE, https=True), cookie_name(COOKIE, https=False)
    ('__Host-atlas_equipe', 'atlas_equipe')
    """
    return f"__Host-{name}" if https else name
