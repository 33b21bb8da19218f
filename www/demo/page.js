// The page's own script: where another server is named in the head, the show and the links to the shop follow it.
// It stands before the loader, so the element finds the right address when it wakes up.

const server = document.querySelector('meta[name="vitrine-server"]')?.getAttribute("content");
if (server) {
  for (const live of document.querySelectorAll('vitrine-live[show^="http"]')) {
    live.setAttribute("show", `${server}/shows/demo.json`);
  }
  for (const link of document.querySelectorAll("a[data-shop]")) {
    link.setAttribute("href", server + link.getAttribute("data-shop"));
  }
}
