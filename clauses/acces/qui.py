"""Current member of a request: looked up at each call, so that a revocation takes effect at once."""

import logging
import time
from collections.abc import Mapping

from clauses.acces.adresses import is_https, is_loopback, is_loopback_host, is_proxied, same_site
from clauses.acces.membre import POSTE_LOCAL, Membre
from clauses.acces.reglages import Reglages
from clauses.acces.temoins import COOKIE, cookie_name
from clauses.storage.registre import Registre, RegistreError

logger = logging.getLogger(__name__)


def who(
    reglages: Reglages,
    cookies: Mapping[str, str],
    headers: Mapping[str, str],
    adresse_serveur: str | None,
    client: str | None = None,
    *,
    scheme: str = "",
    registre: Registre | None = None,
    maintenant: float | None = None,
) -> Membre | None:
    """The member of the team behind a request, or ``None``: the doubtful is refused.

    Parameters
    ----------
    reglages
        How the team may come in.
    cookies, headers
        Those of the request, or of the handshake of a websocket; names of headers in any case.
    adresse_serveur
        Address the server listens on (Streamlit's ``server.address``); ``None`` for every one.
    client
        Address the request comes from, if known.
    scheme
        Scheme that the server itself sees; a proxy says in its headers what the browser uses.
    registre, maintenant
        Where sessions are looked up and at what time; by default, the served data and now.
    """
    if not reglages.voies:
        return None
    secret = cookies.get(cookie_name(COOKIE, https=is_https(headers, scheme)), "")
    if secret:
        moment = time.time() if maintenant is None else maintenant
        try:
            seance = (registre or Registre()).seance(secret, moment)
        except RegistreError:
            logger.exception("The registry of the team cannot be read.")
            seance = None
        if seance is not None:
            membre = Membre(seance.identifiant, seance.nom, seance.methode)
            if reglages.allows(membre):
                return membre
    if POSTE_LOCAL in reglages.voies and is_own_computer(headers, adresse_serveur, client):
        return reglages.poste
    return None


def is_own_computer(headers: Mapping[str, str], adresse_serveur: str | None, client: str | None = None) -> bool:
    """True if a request was made on the computer that serves it, by a page of its own, without any intermediary.

    The server listens on the loopback; no proxy says it relayed the request; the name asked for is a loopback's, since
    a page elsewhere can give its own name the address 127.0.0.1; the page that asks, if it says so, is of this site.
    """
    lower = {name.lower(): value for name, value in headers.items()}
    host = lower.get("host", "")
    return (
        is_loopback(adresse_serveur or "")
        and not is_proxied(lower)
        and is_loopback_host(host)
        and (not client or is_loopback(client))
        and ("origin" not in lower or same_site(lower["origin"], host))
        and lower.get("sec-fetch-site", "none") in ("none", "same-origin")
    )
