// On narrow screens the header is a bar of one row: it goes when the reader reads on and comes back when the reader turns
// back, names the section in view, and brings the book's contents, which stand at the end of the page, over the text.
{
  const root = document.documentElement;
  const LEAST = 8;  // pixels that count as a move

  const hide = () => {
    let last = scrollY;
    addEventListener("scroll", () => {
      const now = Math.max(0, scrollY);
      if (Math.abs(now - last) < LEAST) return;
      root.classList.toggle("tl-down", now > last && now > LEAST * 6);
      last = now;
    }, { passive: true });
  };

  const section = () => {
    const now = document.querySelector(".tl-now");
    document.addEventListener("textledger:section", ({ detail: link }) => {
      now.hidden = !link;
      if (link) Object.assign(now, { textContent: link.textContent, href: link.hash });
    });
  };

  const drawer = () => {
    const button = document.querySelector(".tl-contents"), book = document.querySelector(".tl-book");
    const narrow = matchMedia("(max-width: 859px)");  // as in page.css
    const dialog = Object.assign(document.createElement("dialog"), { className: "tl-drawer" });
    const close = Object.assign(document.createElement("button"), { className: "tl-button", textContent: "Close" });
    const place = document.createComment("the book's contents");
    dialog.setAttribute("aria-label", "Contents");
    dialog.append(close);
    document.body.append(dialog);

    const open = event => {
      event.preventDefault();
      book.replaceWith(place);
      dialog.append(book);
      dialog.showModal();
      button.setAttribute("aria-expanded", "true");
      (book.querySelector("[aria-current=page]") ?? close).focus();
    };
    for (const opener of document.querySelectorAll('a[href="#contents"]')) {
      opener.setAttribute("role", "button");
      opener.addEventListener("click", open);
      opener.addEventListener("keydown", event => { if (event.key === " ") open(event); });
    }
    button.setAttribute("aria-expanded", "false");
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", event => {
      if (event.target === dialog || event.target.closest("a")) dialog.close();
    });
    dialog.addEventListener("close", () => {
      place.replaceWith(book);
      button.setAttribute("aria-expanded", "false");
    });
    narrow.addEventListener("change", () => dialog.close());
  };

  document.addEventListener("DOMContentLoaded", () => { hide(); section(); drawer(); });
}
