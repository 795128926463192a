// The address holds what is chosen on a page, so that a reader can keep it, pass it on, and find it again on coming back.

/**
 * Let the address follow the choices of a page: `write` puts them into it, `read` shows what it says. The function returned is called after
 * each choice; the address follows when the answer stands on the screen, since browsers take their time over it, and at once when the page is left.
 */
export function follow(read, write) {
  let late = 0;
  const settle = () => {
    if (!late) return;
    clearTimeout(late);
    late = 0;
    write();
  };
  addEventListener("pagehide", settle);
  // Whoever comes back sees what the address says: browsers put old values into fields, some of them after the scripts ran.
  addEventListener("pageshow", () => { settle(); read(); });
  addEventListener("popstate", () => {
    clearTimeout(late);
    late = 0;
    read();
  });
  return () => {
    clearTimeout(late);
    late = setTimeout(settle, 200);
  };
}

/** The element that the address names behind its “#”, or null. */
export function named() {
  try {
    const id = decodeURIComponent(location.hash.slice(1));
    return id ? document.getElementById(id) : null; // Firefox complains of a question for no id
  } catch { return null; } // as #100%
}
