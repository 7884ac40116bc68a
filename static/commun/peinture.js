/* What waits for the page to be painted. */

const HIDDEN_MS = 300;

/** Once what is in the page is painted, or would be: a page behind another is not. */
export function afterPaint(action) {
  let isDone = false;
  const once = () => {
    if (!isDone) action();
    isDone = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, HIDDEN_MS);
}
