"""Cells that break careless programs: HTML, template literals, Markdown, formulas, odd characters."""

CELLS = {
    "html": "<img src=x onerror=alert(1)>",
    "script": "</script><script>alert(1)</script>",
    "template": "${alert(1)}",
    "accolades": "{{7*7}} {alert(1)}",
    "antislash": "C:\\users\\u0041\\`",
    "accent_grave": "`${1}`",
    "lien_javascript": "javascript:alert(1)",
    "markdown": "![x](http://ailleurs.invalid/x.png) [y](javascript:alert(1)) **gras**",
    "formule": '=HYPERLINK("http://ailleurs.invalid")',
    "formule_plus": "+1+1",
    "guillemets": '"l\'été" « d’août »',
    "droite_a_gauche": "abc \u202edef\u202c",
    "invisible": "zéro\u200blargeur",
    "emoji": "👩🏽‍🔧 clause ✅",
    "mojibake": "BÃ©ziers â€“ HÃ©rault",
    "entites": "&lt;b&gt; &amp; &nbsp;",
    "nul": "avant\x00après",
    "retour": "une\nligne\r\nde plus",
    "tiret_bas": "_repr_html_ __class__",
    "pourcent": "%s %(x)s {0} {nom}",
    "long": "très long " * 1000,
}
"""Awkward texts by name; none holds anything but text, and all must be shown as they are."""
