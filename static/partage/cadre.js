// Gives each frame of the atlas the height that its content asks for. For any page: <iframe data-atlas src="…">.
(() => {
  "use strict";
  const LEAST = 300,
    MOST = 4000;
  const frames = () => [...document.querySelectorAll("iframe[data-atlas]")];
  const origin = (frame) => {
    try {
      return new URL(frame.src, document.baseURI).origin;
    } catch {
      return "";
    }
  };

  addEventListener("message", (event) => {
    const { type, hauteur } = event.data ?? {};
    if (type !== "atlas-hauteur" || !Number.isInteger(hauteur)) return;
    const frame = frames().find((each) => each.contentWindow === event.source);
    if (frame && origin(frame) === event.origin) {
      frame.style.height = `${Math.min(Math.max(hauteur, LEAST), MOST)}px`;
    }
  });

  // A frame loaded before this script sent its height too early: it is asked to send it again.
  for (const frame of frames()) frame.contentWindow?.postMessage({ type: "atlas-hauteur" }, "*");
})();
