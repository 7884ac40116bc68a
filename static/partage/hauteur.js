// Height of an embedded screen, sent to the page around it (postMessage), where static/partage/cadre.js listens.
(() => {
  "use strict";
  if (window.parent === window) return;
  const block = () => document.querySelector('[data-testid="stMainBlockContainer"]');
  let watched = null;

  function tell() {
    if (!watched?.isConnected) return;
    const { paddingTop, paddingBottom } = getComputedStyle(block());
    const hauteur = Math.ceil(
      watched.getBoundingClientRect().height + parseFloat(paddingTop) + parseFloat(paddingBottom),
    );
    window.parent.postMessage({ type: "atlas-hauteur", hauteur }, "*");
  }

  const sizes = new ResizeObserver(tell);
  // Streamlit draws its page when it has the script's answer, and again for another screen.
  const found = () => {
    const content = block()?.firstElementChild ?? null;
    if (content === watched) return;
    sizes.disconnect();
    watched = content;
    if (content) sizes.observe(content);
  };
  new MutationObserver(found).observe(document.body, { childList: true, subtree: true });
  addEventListener("message", (event) => {
    if (event.source === window.parent && event.data?.type === "atlas-hauteur") tell();
  });
})();
