// The frame of a page: colour, layers of reading, contents on narrow screens, the section in view.
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

  // Narrative folds method and code, + Method opens method, + Code opens both. A reader may still open or close each.
  const layers = () => {
    const field = document.querySelector(".tl-layers");
    const show = layer => {
      for (const part of document.querySelectorAll("details.method")) part.open = layer !== "narrative";
      for (const part of document.querySelectorAll("details.hide")) part.open = layer === "code";
    };
    const chosen = root.dataset.layers;  // set in the page's head, before anything is drawn
    field.hidden = !document.querySelector("details.method, details.hide");
    for (const input of field.querySelectorAll("input")) {
      input.checked = input.value === chosen;
      input.addEventListener("change", () => {
        root.dataset.layers = input.value;
        remember("layers", input.value);
        show(input.value);
      });
    }
    if (chosen !== "narrative") show(chosen);
  };

  // On narrow screens the book's contents stand at the end of the page; the button brings them over the text instead.
  const drawer = () => {
    const button = document.querySelector(".tl-contents");
    const book = document.querySelector(".tl-book");
    const close = ({ back = false } = {}) => {
      if (!book.classList.contains("tl-open")) return;
      book.classList.remove("tl-open");
      button.setAttribute("aria-expanded", "false");
      if (back) button.focus();  // not after a click elsewhere: the button is at the page's top and would scroll there
    };
    button.setAttribute("role", "button");
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", "contents");
    button.addEventListener("click", event => {
      event.preventDefault();
      if (book.classList.contains("tl-open")) return close({ back: true });
      book.classList.add("tl-open");
      button.setAttribute("aria-expanded", "true");
      book.querySelector("a").focus();
    });
    button.addEventListener("keydown", event => { if (event.key === " ") { event.preventDefault(); button.click(); } });
    document.addEventListener("keydown", event => { if (event.key === "Escape") close({ back: true }); });
    book.addEventListener("focusout", event => {
      const next = event.relatedTarget;
      if (next && next !== button && !book.contains(next)) close();
    });
    document.addEventListener("click", event => {
      if (!book.contains(event.target) && !button.contains(event.target)) close();
    });
  };

  // Beside the text the book's contents scroll by themselves: they begin where this page's line is in view.
  const contents = () => {
    const book = document.querySelector(".tl-book"), line = book.querySelector("[aria-current]");
    if (!line) return;
    const below = line.getBoundingClientRect().bottom - book.getBoundingClientRect().bottom;
    if (below > 0) book.scrollTop += below + line.offsetHeight;
  };

  const sections = () => {
    const here = document.querySelector(".tl-here details");
    if (!here) return;
    const wide = matchMedia("(min-width: 1200px)");
    const beside = () => wide.matches && !document.body.classList.contains("tl-broad"); // as in page.css
    const fit = () => { here.open = beside(); };
    fit();
    wide.addEventListener("change", fit);
    here.firstElementChild.addEventListener("click", event => { if (beside()) event.preventDefault(); });
    const links = new Map([...here.querySelectorAll("a")].map(link => [textledger.named(link), link]));
    const seen = new IntersectionObserver(entries => {
      const top = entries.filter(entry => entry.isIntersecting).map(entry => links.get(entry.target.id))[0];
      if (!top) return;
      for (const link of links.values()) link.removeAttribute("aria-current");
      top.setAttribute("aria-current", "true");
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

  document.addEventListener("DOMContentLoaded", () => { theme(); layers(); drawer(); sections(); layOut(); });
  window.textledger.later(contents);
}
