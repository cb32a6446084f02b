// Charts stand in the page as SVG. When a reader turns to one (points at it for a moment, focuses or touches it), it is
// drawn again live, with tooltips. The renderer is large: it is loaded then, once, and never for looking only.
// A figure has a wide drawing and, mostly, a narrow one: that which is shown becomes live.
//   textledger.chart(id, wide, narrow)  called by figures/<id>.js
//   textledger.draw(element, spec)      draws a specification into an element; a Promise of the view
{
  const INTENT = 120;  // milliseconds of pointing that are more than passing over
  const RECORD = new RegExp(`^${textledger.recordId}$`);
  const base = document.documentElement.dataset.content_root;
  const specs = new Map(), drawn = new WeakMap(), loading = new Map();

  const load = path => {
    if (!loading.has(path)) {
      loading.set(path, new Promise((done, fail) => {
        const script = Object.assign(document.createElement("script"), { src: base + path, onload: done, onerror: fail });
        document.head.append(script);
      }).catch(error => { loading.delete(path); throw error; }));
    }
    return loading.get(path);
  };

  textledger.chart = (id, ...drawings) => specs.set(id, drawings);

  // The places of a figure's drawings, the wide one first.
  textledger.drawings = figure => [...figure.querySelectorAll(".tl-chart > *")];

  // The specifications of the drawings of a figure of this page, in the same order.
  textledger.chartSpecs = async id => {
    if (!specs.has(id)) await load(`figures/${id}.js?v=${document.getElementById(id).dataset.version}`);
    return specs.get(id);
  };

  // Texts that are switched off on this page (their ids and their labels): rows that hold one are left out.
  textledger.textsOff = new Set();
  textledger.rowsOff = (rows, off = textledger.textsOff) => rows.filter(row => Object.values(row).some(value => off.has(value)));
  const without = (spec, off) => {
    const copy = structuredClone(spec);
    const kept = rows => rows.filter(row => !Object.values(row).some(value => off.has(value)));
    for (const name of Object.keys(copy.datasets ?? {})) copy.datasets[name] = kept(copy.datasets[name]);
    if (Array.isArray(copy.data?.values)) copy.data.values = kept(copy.data.values);
    return copy;
  };

  // Where a finger scrolls the page, a span is given by the fields: a swipe across a chart is no choice of days. Nor is
  // it drawn on a chart that is smaller than its own pixels, by which the renderer reads where a pointer is.
  const coarse = matchMedia("(pointer: coarse)");
  const isSmaller = place => place.clientWidth < place.querySelector("svg")?.getAttribute("width");
  const drawable = (spec, place) => coarse.matches || isSmaller(place)
    ? JSON.parse(JSON.stringify(spec), (key, value) => key === "params" ? value.filter(({ name }) => name !== "span") : value)
    : spec;

  // Silent: what cannot be drawn leaves the static chart in place. The figure says what it shows, so its parts do not.
  const embed = (host, spec, patch) => textledger.embed(host, spec, {
    mode: "vega-lite", renderer: "svg", actions: false, defaultStyle: false, logLevel: 0,
    config: { aria: false }, tooltip: showTip, patch,
  });

  // Scales keep the extent that they have with all texts, so that what is left stays in its place.
  const fixed = async spec => {
    const whole = await embed(document.createElement("div"), spec);
    const domains = new Map((whole.vgSpec.scales ?? []).map(({ name }) => [name, whole.view.scale(name).domain()]));
    whole.finalize();
    return model => {
      for (const scale of model.scales ?? []) {
        for (const key of ["nice", "zero", "domainMin", "domainMax", "domainMid"]) delete scale[key];
        if (!["band", "point", "ordinal"].includes(scale.type)) delete scale.padding;
        scale.domain = domains.get(scale.name).map(value => (value instanceof Date ? +value : value));
      }
      return model;
    };
  };

  const recordOf = item => Object.values(item?.datum ?? {}).find(value => typeof value === "string" && RECORD.test(value));

  const showRecord = (item, event) => {
    const id = recordOf(item);
    if (!id) return;
    if (textledger.showRecord) textledger.showRecord(id, event.target);
    else if (event.pointerType !== "touch") location.href = textledger.placeOf(id);
  };

  // One tooltip for all charts: the fields of the mark, one a line. The table under the chart says the same as text.
  const tip = document.createElement("div");
  tip.className = "tl-tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  const showTip = (_handler, event, item, value) => {
    tip.hidden = value == null || value === "" || !event;
    if (tip.hidden) return;
    const fields = (typeof value === "object" ? Object.entries(value) : [["", value]]).filter(([, told]) => told != null);
    tip.replaceChildren(...fields.flatMap(([name, told]) => {
      const term = document.createElement("b"), text = document.createElement("span");
      term.textContent = name;
      text.textContent = told;
      text.dir = "auto";
      return [term, text];
    }));
    if (recordOf(item)) tip.append(Object.assign(document.createElement("i"), { textContent: "Click for the record" }));
    document.body.append(tip);
    const point = event.touches?.[0] ?? event.changedTouches?.[0] ?? event;
    const { width, height } = tip.getBoundingClientRect();
    const left = point.clientX + 14 + width > innerWidth ? point.clientX - 14 - width : point.clientX + 14;
    const top = point.clientY + 14 + height > innerHeight ? point.clientY - 14 - height : point.clientY + 14;
    tip.style.left = `${Math.max(4, Math.min(left, innerWidth - width - 4))}px`;
    tip.style.top = `${Math.max(4, top)}px`;
  };
  document.addEventListener("keydown", event => { if (event.key === "Escape") tip.hidden = true; });
  document.addEventListener("scroll", () => { tip.hidden = true; }, { passive: true, capture: true });

  // The live chart takes the place and the size of the static one.
  const settle = (element, host) => {
    const old = element.querySelector("svg"), svg = host.querySelector("svg");
    for (const part of [host, ...host.querySelectorAll("*")]) {
      for (const name of ["role", "aria-roledescription", "aria-label", "aria-hidden", "tabindex"]) part.removeAttribute(name);
    }
    for (const name of old ? ["width", "height"] : []) svg.setAttribute(name, old.getAttribute(name));
    element.replaceChildren(host);
  };

  textledger.draw = async (element, spec) => {
    await load(textledger.versioned("_static/vega.js"));
    await document.fonts.load('12px "IBM Plex Sans Arabic"', JSON.stringify(spec)).catch(() => {});
    const off = textledger.textsOff;
    const host = Object.assign(document.createElement("div"), { className: "tl-live" });
    const shown = off.size ? await embed(host, without(spec, off), await fixed(spec)) : await embed(host, spec);
    const view = shown.view;
    if (!host.querySelector("svg text, svg path")) throw new Error("nothing was drawn");
    view.addEventListener("click", (event, item) => showRecord(item, event));
    view.addEventListener("mouseover", (_event, item) => { host.style.cursor = recordOf(item) ? "pointer" : ""; });
    settle(element, host);
    drawn.get(element)?.finalize();
    drawn.set(element, { spec, finalize: shown.finalize });
    element.dispatchEvent(new CustomEvent("tl-drawn", { bubbles: true, detail: view }));
    return view;
  };

  const enlivenOne = async (figure, place, number) => {
    place.dataset.live ||= "loading";
    try {
      await textledger.draw(place, drawn.get(place)?.spec ?? drawable((await textledger.chartSpecs(figure.id))[number], place));
      place.dataset.live = "yes";
    } catch {
      if (place.dataset.live === "loading") place.dataset.live = "failed";
    }
  };

  // Draws live what a figure of the page shows, or all its drawings again; a failure leaves what is shown.
  textledger.enliven = (figure, again = false) => Promise.all(textledger.drawings(figure).map(
    (place, number) => (again || !place.dataset.live && place.checkVisibility()) && enlivenOne(figure, place, number)));

  // A finger that rests on a chart mostly scrolls the page: it is asked before the renderer is loaded. Where a table or a
  // list stands for the chart there is nothing to draw; what could not be loaded says so and may be asked for again.
  const shownDrawings = figure => textledger.drawings(figure)
    .filter(place => getComputedStyle(place).display !== "none" && place.querySelector("svg"));
  const offer = figure => {
    const button = Object.assign(document.createElement("button"), {
      type: "button", className: "tl-enliven", textContent: "Make this chart live",
    });
    button.addEventListener("click", async () => {
      button.disabled = true;
      for (const place of shownDrawings(figure)) if (place.dataset.live === "failed") delete place.dataset.live;
      await textledger.enliven(figure);
      button.disabled = false;
      if (shownDrawings(figure).every(place => place.dataset.live === "yes")) button.remove();
      else button.textContent = "The live chart could not be loaded: try again";
    });
    figure.querySelector(".tl-under").append(button);
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const figure of document.querySelectorAll("figure.tl-figure[id]")) {
      const chart = figure.querySelector(".tl-chart");
      let waiting;
      chart.addEventListener("pointerenter", event => {
        if (event.pointerType !== "touch") waiting = setTimeout(textledger.enliven, INTENT, figure);
      });
      chart.addEventListener("pointerleave", () => { clearTimeout(waiting); tip.hidden = true; });
      if (coarse.matches && shownDrawings(figure).length) offer(figure);
    }
  });
}
