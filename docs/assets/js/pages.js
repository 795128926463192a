// Another page of this site as a document, from which a script puts parts into its own.

const pages = new Map();

/** The page at an address, asked for once. The browser itself reads the answer as a page: the policy lets no script turn text into one. */
export function page(address) {
  if (!pages.has(address)) {
    pages.set(address, new Promise((found, failed) => {
      const request = new XMLHttpRequest();
      request.responseType = "document";
      request.onload = () => (request.status === 200 && request.response ? found(request.response) : failed(new Error(`${request.status}`)));
      request.onerror = () => failed(new Error("no answer"));
      request.open("GET", address);
      request.send();
    }).catch((error) => {
      pages.delete(address);
      throw error;
    }));
  }
  return pages.get(address);
}

/** Links of that page as links of this one; what stands here is reached without leaving. */
export function adopt(link, address) {
  const target = new URL(link.getAttribute("href"), address);
  link.href = target.hash && target.pathname === location.pathname && target.host === location.host ? target.hash : target.href;
}
