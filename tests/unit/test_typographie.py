"""French typography."""

from clauses.domain.typographie import typographic


def test_typography_is_applied_once():
    once = typographic("Quoi ? « L'achat » : oui ; non !")
    assert once == "Quoi\u202f? «\xa0L’achat\xa0»\xa0: oui\u202f; non\u202f!"
    assert typographic(once) == once
