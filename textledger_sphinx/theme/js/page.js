// The frame of a page: colour, the section in view, and when what is laid out.
// Controls that need this script are hidden in the markup and shown here, so that without it no dead button remains.
{
  const root = document.documentElement;
  const remember = (key, value) => { try { localStorage.setItem(`tl-${key}`, value); } catch { /* private browsing */ } };

  // The page of a record: claims stand in the ledger, all others in the registers (textledger_sphinx/places.py).
  const CLAIM = new RegExp(`-${textledger.claim}[0-9]+$`);
  window.textledger.pageOf = id => `${CLAIM.test(id) ? textledger.ledger : textledger.registers}.html`;
  window.textledger.placeOf = id => new URL(`${textledger.pageOf(id)}#${id}`,
    new URL(root.dataset.content_root || "./", location.href)).href;

  // The id that an address names, or nothing; what is no percent-encoding is taken as it is.
  window.textledger.named = (address = location) => {
    const fragment = address.hash.slice(1);
    try { return decodeURIComponent(fragment); } catch { return fragment; }
  };

  // Do work for which the first view need not wait: once the page is there and has time (some browsers do not tell).
  window.textledger.later = work => {
    const whenIdle = () => window.requestIdleCallback ? requestIdleCallback(work, { timeout: 1000 }) : setTimeout(work, 50);
    if (document.readyState === "complete") whenIdle();
    else addEventListener("load", whenIdle);
  };

  const theme = () => {
    const button = document.querySelector(".tl-theme");
    const dark = () => root.dataset.theme
      ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    const tell = () => button.setAttribute("aria-pressed", dark());
    button.hidden = false;
    tell();
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      remember("theme", root.dataset.theme);
      tell();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
  };

  // Beside the text the book's contents scroll by themselves: they begin where this page's line is in view.
  const contents = () => {
    const book = document.querySelector(".tl-book"), line = book.querySelector("[aria-current]");
    if (!line) return;
    const below = line.getBoundingClientRect().bottom - book.getBoundingClientRect().bottom;
    if (below > 0) book.scrollTop += below + line.offsetHeight;
  };

  // The section in view is marked in the contents; whoever wants to know is told by an event.
  const sections = () => {
    const links = new Map([...document.querySelectorAll(".tl-here a")].map(link => [textledger.named(link), link]));
    if (!links.size) return;
    const inView = new Set();
    const seen = new IntersectionObserver(entries => {
      for (const { isIntersecting, target } of entries) isIntersecting ? inView.add(target.id) : inView.delete(target.id);
      const now = [...links].findLast(([id]) => inView.has(id))?.[1];
      for (const link of links.values()) link === now ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
      document.dispatchEvent(new CustomEvent("textledger:section", { detail: now }));
    }, { rootMargin: "-10% 0px -75% 0px" });
    for (const id of links.keys()) {
      const section = document.getElementById(id);
      if (section) seen.observe(section);
    }
  };

  // When a page is opened at its beginning, sections far below are laid out after the first view, one by one. Whatever
  // may lead to another place ends that at once, and it does not begin where a page is opened at another place.
  const layOut = () => {
    if (!root.classList.contains("tl-first")) return;
    const left = [...document.querySelectorAll("article > section > section:nth-of-type(n + 2)")];
    const end = () => root.classList.remove("tl-first");
    const inView = section => {
      const box = section.getBoundingClientRect();
      return box.bottom > 0 && box.top < innerHeight;
    };
    // The browser keeps what is in view where it is, but not if the section in view changes at the same time.
    const all = () => {
      for (const section of left.splice(0).filter(section => !inView(section))) section.classList.add("tl-laid-out");
      requestAnimationFrame(() => requestAnimationFrame(end));
    };
    const next = () => {
      const section = left.shift();
      if (!section) return all();
      section.classList.add("tl-laid-out");
      window.textledger.later(next);
    };
    for (const kind of ["pointerdown", "keydown", "hashchange"]) {
      addEventListener(kind, all, { once: true, capture: true });
    }
    addEventListener("beforeprint", end);
    window.textledger.later(next);
  };

  // What an address leads to is open: the parts folded around it, and the fold that it names itself or by its section.
  const unfold = address => {
    const target = document.getElementById(textledger.named(address));
    if (!target) return;
    const own = target.querySelector(":scope > details:has(> summary > :is(h2, h3, h4))"), folds = own ? [own] : [];
    for (let part = target; part; part = part.parentElement) if (part.matches("details")) folds.push(part);
    const closed = folds.filter(fold => !fold.open);
    for (const fold of closed) fold.open = true;
    if (closed.some(fold => fold !== own)) target.scrollIntoView({ behavior: "instant" });
  };
  const unfolding = () => {
    unfold(location);
    addEventListener("hashchange", () => unfold(location));
    document.addEventListener("click", event => {
      const link = event.target.closest?.("a[href]");
      if (link?.hash && link.href.split("#")[0] === location.href.split("#")[0] && !event.defaultPrevented) unfold(link);
    });
  };

  document.addEventListener("DOMContentLoaded", () => { theme(); sections(); layOut(); unfolding(); });
  window.textledger.later(contents);
}
