// What is chosen on a page, in its address.

/** `write` puts the choices into the address, a moment after the answer or when the page is left; `read` shows what it says. Call the result after each choice. */
export function follow(read, write) {
  let late = 0;
  const stop = () => { clearTimeout(late); late = 0; };
  const settle = () => { if (late) { stop(); write(); } };
  addEventListener("pagehide", settle);
  addEventListener("pageshow", ({ persisted }) => { // browsers put old values into fields late
    settle();
    read();
    if (persisted) setTimeout(() => { if (!late) read(); }, 50); // WebKit empties some fields of a page that it kept whole, later still
  });
  addEventListener("popstate", () => { stop(); read(); });
  return () => { stop(); late = setTimeout(settle, 200); };
}

/** The element that the address names, or null: #100% names none. */
export function named() {
  const id = location.hash.slice(1); // Firefox warns where an empty one is looked for
  try { return id ? document.getElementById(decodeURIComponent(id)) : null; } catch { return null; }
}
