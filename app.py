"""ASGI application served by `streamlit run app.py`: pages by Streamlit, the rest by Starlette."""

# Streamlit looks for this very import in this very file; without it, the file would be run as a plain script,
# without routes nor protection.
from streamlit.starlette import App

from clauses.donnees import load_moment
from clauses.ui.erreurs import show_incident
from clauses.web.demarrage import lifespan
from clauses.web.middleware import middleware
from clauses.web.routes import routes

app = App(
    "clauses/ui/main.py",
    routes=routes(load_moment),
    middleware=middleware(),
    lifespan=lifespan,
    on_script_error=show_incident,
)
