"""French translation of Typer's own messages."""

import re
from typing import Any

from typer import rich_utils
from typer.core import TyperCommand, TyperGroup, TyperOption

rich_utils.REQUIRED_LONG_STRING = "[obligatoire]"
rich_utils.DEFAULT_STRING = "[par défaut : {}]"

_MESSAGES = (
    (r"", "Il manque la commande."),
    (r"No such command '(.*)'\.", r"Commande inconnue : « \1 »."),
    (r"No such option: (\S+)(?: \(Possible options: (.*)\))?", r"Option inconnue : « \1 »."),
    (r"Missing argument '(.*)'\.", r"Il manque l’argument \1."),
    (r"Missing option '(.*)'\.", r"Il manque l’option \1."),
    (r"Got unexpected extra argument\(s\) \((.*)\)", r"Argument en trop : « \1 »."),
    (r"Option '(.*)' requires an argument\.", r"L’option \1 attend une valeur."),
    (r"Option '(.*)' does not take a value\.", r"L’option \1 n’attend pas de valeur."),
    (
        r"Invalid value for '?(\S+?)'?: (?:Value error, )?'(.*)' is not one of '(.*)'\.",
        r"Valeur impossible pour \1 : « \2 ». Attendu : \3.",
    ),
    (
        r"Invalid value for '?(\S+?)'?: Input should be greater than or equal to (\S+)",
        r"Valeur impossible pour \1 : au moins \2.",
    ),
    (
        r"Invalid value for '?(\S+?)'?: Input should be less than or equal to (\S+)",
        r"Valeur impossible pour \1 : au plus \2.",
    ),
    (
        r"Invalid value for '?(\S+?)'?: Input should be a valid (?:number|integer).*",
        r"Valeur impossible pour \1 : un nombre est attendu.",
    ),
    (r"Invalid value for '?(\S+?)'?: (.*)", r"Valeur impossible pour \1 (\2)"),
)


class Commande(TyperCommand):
    """A command whose ``--help`` is described in French."""

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        return _in_french(super().get_help_option(ctx))


class Groupe(TyperGroup):
    """Root group of the commands."""

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        return _in_french(super().get_help_option(ctx))


def _in_french(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help, option.metavar = "Affiche cette aide.", ""
    return option


def translate(message: str) -> str:
    """Translate a usage error of Typer; anything else is left as it is.

    >>> translate("No such command 'carte'.")
    'Commande inconnue : « carte ».'
    """
    for pattern, french in _MESSAGES:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            return match.expand(french).replace("', '", ", ")
    return message
