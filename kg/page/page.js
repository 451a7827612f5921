(function () {
  "use strict";

  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const data = read("details");
  const ui = data.words.ui;
  const field = data.words.field;
  const byId = (id) => document.getElementById(id);
  const number = new Intl.NumberFormat(data.lang === "hi" ? "hi-IN-u-nu-latn" : data.lang);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, key) => (key in values ? values[key] : all));
  const has = (table, key) => Object.prototype.hasOwnProperty.call(table, key);

  // Every element of the page is made here; text enters as text only.
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }
  const name = (text) => make("span", { class: "name", dir: "auto" }, text);
  const small = (text) => make("span", { class: "small" }, text);

  const SIGNS = {
    square: "2,2 14,2 14,14 2,14",
    triangle: "8,1 15,14 1,14",
    diamond: "8,0 16,8 8,16 0,8",
    hexagon: "4,1 12,1 16,8 12,15 4,15 0,8",
  };

  function drawn(tag, attributes) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  function sign(kind) {
    const look = data.looks[kind];
    const svg = drawn("svg", { class: "sign", width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" });
    svg.append(
      look.shape === "dot"
        ? drawn("circle", { cx: 8, cy: 8, r: 7, fill: look.colour })
        : drawn("polygon", { points: SIGNS[look.shape], fill: look.colour })
    );
    return svg;
  }

  function strokeSign(kind) {
    const stroke = data.strokes[kind];
    const svg = drawn("svg", { class: "sign", width: 30, height: 10, "aria-hidden": "true" });
    svg.append(
      drawn("line", { x1: 0, x2: 30, y1: 5, y2: 5, stroke: stroke.colour, "stroke-width": 2, "stroke-dasharray": stroke.dashes.join(" ") })
    );
    return svg;
  }

  // The network

  const nodes = new vis.DataSet(read("nodes"));
  const edges = new vis.DataSet(read("edges"));
  const looks = new Map(nodes.get().map((node) => [node.id, node]));
  const strokes = new Map(edges.get().map((edge) => [edge.id, edge]));
  const network = new vis.Network(byId("mynetwork"), { nodes, edges }, read("options"));
  const touching = new Map(Object.keys(data.nodes).map((id) => [id, []]));
  for (const [id, edge] of Object.entries(data.edges)) {
    touching.get(edge.source).push(id);
    touching.get(edge.target).push(id);
  }
  const other = (edge, id) => (edge.source === id ? edge.target : edge.source);
  const hidden = new Set();

  function redraw(kept, selectedEdges) {
    nodes.update(
      [...looks.values()].map((node) => {
        const near = !kept || kept.has(node.id);
        return { id: node.id, opacity: near ? 1 : 0.15, font: { color: near ? "#1b1b1b" : "#b5b5b5" }, hidden: hidden.has(data.nodes[node.id].kind) };
      })
    );
    edges.update(
      [...strokes.values()].map((edge) => {
        const near = !kept || selectedEdges.has(edge.id);
        const detail = data.edges[edge.id];
        const label = kept && near ? (detail.words ? detail.words[0] : data.words.edge[detail.kind]) : " ";
        return {
          id: edge.id,
          color: Object.assign({}, edge.color, { opacity: near ? 1 : 0.12 }),
          label: label.length > 28 ? label.slice(0, 27) + "…" : label,
          hidden: hidden.has("line " + detail.kind),
        };
      })
    );
  }

  // Seen from afar the labels of vis-network are too small to read: then as many as fit are drawn in a readable size,
  // those of the most connected nodes first.

  const AFAR = 9 / 15;
  const ranked = [...touching.keys()].sort((a, b) => touching.get(b).length - touching.get(a).length || (a < b ? -1 : 1));

  function farLabels(context) {
    const scale = network.getScale();
    if (scale >= AFAR) return;
    const taken = [];
    context.save();
    context.font = 13 / scale + 'px "Noto Sans Devanagari", "Nirmala UI", Mangal, sans-serif';
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineWidth = 3 / scale;
    context.strokeStyle = "#ffffff";
    context.fillStyle = "#1b1b1b";
    const places = network.getPositions();
    for (const id of ranked.slice(0, 400)) {
      const node = nodes.get(id);
      if (node.hidden || node.opacity < 1) continue;
      const text = node.label.split("\n")[0];
      const half = context.measureText(text).width / 2;
      const x = places[id].x;
      const y = places[id].y + node.size + 2 / scale;
      const box = [x - half, y, x + half, y + 18 / scale];
      if (taken.some((t) => t[0] < box[2] && box[0] < t[2] && t[1] < box[3] && box[1] < t[3])) continue;
      taken.push(box);
      context.strokeText(text, x, y);
      context.fillText(text, x, y);
      if (taken.length >= 60) break;
    }
    context.restore();
  }
  network.on("afterDrawing", farLabels);

  // The panel

  const title = (node) => node.label + (node.who ? ": " + node.who : "");

  const goto = (id, ...after) => {
    const node = data.nodes[id];
    const button = make("button", { type: "button", class: "goto" }, sign(node.kind), make("span", {}, name(title(node)), ...after));
    button.addEventListener("click", () => go(id));
    return button;
  };

  function section(title, children) {
    if (!children.length) return [];
    return [make("h3", {}, title), ...children];
  }

  function pairs(rows) {
    const list = make("dl");
    for (const [key, value] of rows) {
      if (value === undefined || value === null || value === "") continue;
      list.append(make("dt", {}, key), make("dd", { dir: "auto" }, value));
    }
    return list.children.length ? list : null;
  }

  function link(url, text) {
    let address = null;
    try {
      address = new URL(url);
    } catch (error) {
      return name(text);
    }
    if (address.protocol !== "http:" && address.protocol !== "https:") return name(text);
    return make("a", { href: address.href, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, text);
  }

  function source(index) {
    const report = data.reports[index];
    const line = make("p", { class: "source" }, make("span", { dir: "auto", lang: report.lang }, report.title || report.id));
    if (report.publisher) line.append(" · ", make("span", { dir: "auto" }, report.publisher));
    if (report.day) line.append(" · ", make("span", {}, report.day));
    if (report.link) line.append(" · ", link(report.link, field.open));
    else if (report.url) line.append(" · ", make("span", { dir: "auto" }, report.url));
    return line;
  }

  function marked([index, marks]) {
    const [report, text] = data.sentences[index];
    const block = make("blockquote", { dir: "auto", lang: data.reports[report].lang });
    let at = 0;
    for (const [start, end] of marks) {
      if (start < at) continue;
      block.append(text.slice(at, start), make("mark", {}, text.slice(start, end)));
      at = end;
    }
    block.append(text.slice(at));
    return block;
  }

  const quote = (row) => make("div", { class: "card" }, marked(row), source(data.sentences[row[0]][0]));

  function some(part, show) {
    if (!part) return [];
    const shown = part.shown.map(show);
    if (part.more) shown.push(make("p", { class: "small" }, fill(field.more, { n: number.format(part.more) })));
    return shown;
  }

  function whenRows(when) {
    if (!when) return [];
    return [
      [field.day, when.words + (when.basis ? " (" + when.basis + ")" : "")],
      [field.edtf, when.edtf],
      [field.as_said, when.text],
      [field.original, when.original],
      [field.counted_from, when.anchor],
      ["", (when.notes || []).join("; ")],
    ];
  }

  function status(code) {
    return make("span", { class: "status" }, data.words.status[code] || code);
  }

  function telling(told) {
    const rows = [
      [field.status, status(told.status)],
      ...whenRows(told.when),
      [field.place, told.place],
      [field.mode, told.mode],
      [field.told_by, told.teller || field.the_report],
    ];
    return make("div", { class: "card" }, pairs(rows), source(told.report));
  }

  function differ(tellings) {
    const seen = new Set(tellings.map((t) => JSON.stringify([t.status, t.when && t.when.edtf, t.place])));
    return seen.size > 1 ? make("p", { class: "warn" }, field.differs) : null;
  }

  function count(c) {
    return make(
      "div",
      {},
      make("p", { class: "small" }, fill(field.count, { n: number.format(c.n), subject: c.subject })),
      pairs([[field.day, c.on], [field.implied, c.implied], [field.reference, c.reference && c.reference + (c.source ? " (" + c.source + ")" : "")], [field.off, c.off]])
    );
  }

  function statement(said) {
    const head = make("p", { class: "small" }, name(said.speaker), ": " + said.kind + (said.direct ? ", " + field.direct : ""));
    const text = make("blockquote", { dir: "auto", lang: data.reports[said.report].lang }, said.text);
    const rows = pairs([[field.addressees, (said.addressees || []).join(", ")], ...whenRows(said.when)]);
    const sentences = make("details", {}, make("summary", {}, field.evidence), ...some(said.evidence, marked));
    return make("div", { class: "card" }, head, text, rows, ...(said.counts || []).map(count), sentences, source(said.report));
  }

  const roleText = (edge) => [...(edge.words || []), ...(edge.bodies || [])].join(", ");

  function connections(id) {
    const groups = { participants: [], sides: [], took_part: [], connections: [] };
    const isEvent = data.nodes[id].kind === "event";
    for (const edgeId of touching.get(id)) {
      const edge = data.edges[edgeId];
      const there = other(edge, id);
      const day = data.nodes[there].day;
      let note = data.words.edge[edge.kind];
      if (edge.kind === "participant" || edge.kind === "side") note = [isEvent ? "" : day, roleText(edge)].filter(Boolean).join(" · ");
      else if (edge.words) note += " · " + edge.words.join(", ");
      const entry = goto(there, note ? make("span", { class: "small", dir: "auto" }, " " + note) : null);
      entry.dataset.order = data.nodes[there].order || "~";
      if (edge.kind === "participant") groups[isEvent ? "participants" : "took_part"].push(entry);
      else if (edge.kind === "side") groups[isEvent ? "sides" : "took_part"].push(entry);
      else groups.connections.push(entry);
    }
    groups.took_part.sort((a, b) => (a.dataset.order < b.dataset.order ? -1 : 1));
    return Object.entries(groups).flatMap(([key, entries]) => section(field[key], entries));
  }

  function show(...children) {
    const panel = byId("panel");
    panel.replaceChildren(...children.filter(Boolean));
    panel.scrollTop = 0;
  }

  function nodePanel(id) {
    const node = data.nodes[id];
    const statuses = node.statuses || [];
    const struck = statuses.length > 0 && statuses.every((s) => s === "cancelled" || s === "denied");
    show(
      make("p", { class: "kind" }, sign(node.kind), data.words.kind[node.kind], ...statuses.map(status)),
      make("h2", { dir: "auto", class: struck ? "struck" : "" }, title(node)),
      node.day ? make("p", {}, node.day) : null,
      pairs([[field.names, (node.names || []).join(" · ")]]),
      ...(node.tellings ? [differ(node.tellings), ...node.tellings.map(telling)] : []),
      ...connections(id),
      ...section(field.evidence, some(node.evidence, quote)),
      ...section(field.statements, some(node.statements, statement)),
      ...section(field.links, (node.links || []).map((l) => make("p", {}, l.link ? link(l.link, l.url) : name(l.url))))
    );
  }

  function edgePanel(id) {
    const edge = data.edges[id];
    show(
      make("p", { class: "kind" }, strokeSign(edge.kind), data.words.edge[edge.kind]),
      goto(edge.source),
      goto(edge.target),
      pairs([
        [field.role, (edge.words || []).join(" · ")],
        [field.body, (edge.bodies || []).join(" · ")],
        [field.part, (edge.parts || []).join(" · ")],
      ]),
      ...(data.nodes[edge.target].tellings || []).map(telling),
      ...section(field.statements, some(edge.statements, statement)),
      ...section(field.evidence, some(edge.evidence, quote))
    );
  }

  function overviewPanel() {
    const events = Object.entries(data.nodes).filter(([, node]) => node.kind === "event");
    events.sort(([a, x], [b, y]) => ((x.order || "~") + a < (y.order || "~") + b ? -1 : 1));
    const shown = Object.keys(data.nodes).length;
    show(
      make("h2", {}, ui.details),
      make("p", {}, shown ? ui.help : ui.nothing),
      shown < data.total ? make("p", {}, ui.more_help) : null,
      ...section(ui.events_by_day, events.map(([id, node]) => goto(id, small(" " + (node.day || ui.no_day)))))
    );
  }

  // Choosing

  const announce = (text) => { byId("announce").textContent = text; };

  function choose(id) {
    for (const button of byId("list").querySelectorAll("button")) {
      button.setAttribute("aria-current", button.dataset.id === id ? "true" : "false");
    }
    network.unselectAll();
    if (has(data.nodes, id)) {
      const near = touching.get(id);
      redraw(new Set([id, ...near.map((e) => other(data.edges[e], id))]), new Set(near));
      network.selectNodes([id], false);
      nodePanel(id);
      const node = data.nodes[id];
      announce(fill(ui.selected, { label: title(node), kind: data.words.kind[node.kind], n: near.length }));
    } else if (has(data.edges, id)) {
      const edge = data.edges[id];
      redraw(new Set([edge.source, edge.target]), new Set([id]));
      network.selectEdges([id]);
      edgePanel(id);
      announce(fill(ui.selected_edge, { a: title(data.nodes[edge.source]), b: title(data.nodes[edge.target]), kind: data.words.edge[edge.kind] }));
    } else {
      redraw(null);
      overviewPanel();
      announce(ui.overview);
    }
  }

  // The address keeps the choice, so that back, forward and copied links work.
  const here = () => {
    try {
      return decodeURIComponent(location.hash.replace(/^#/, ""));
    } catch (error) {
      return "";
    }
  };
  let chosen = null;
  function follow() {
    if (here() === chosen) return;
    chosen = here();
    choose(chosen);
  }
  function go(id) {
    location.hash = encodeURIComponent(id);
    follow();
    if (has(data.nodes, id) && !inView(id)) network.focus(id, { scale: Math.max(network.getScale(), 0.8) });
  }
  function inView(id) {
    const at = network.canvasToDOM(network.getPosition(id));
    const box = byId("mynetwork").getBoundingClientRect();
    return at.x > 40 && at.y > 40 && at.x < box.width - 40 && at.y < box.height - 60;
  }
  function overview() {
    go("");
    network.fit();
  }

  // The list and the legend

  function tick(kind, key, mark, word, amount) {
    const box = make("input", { type: "checkbox", "data-kind": key });
    box.checked = true;
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(key);
      else hidden.add(key);
      search();
      choose(chosen);
    });
    return make("li", {}, make("label", {}, box, mark, make("span", {}, word), make("span", { class: "count" }, number.format(amount))));
  }

  function legend() {
    const tally = (items) => items.reduce((sum, item) => sum.set(item.kind, (sum.get(item.kind) || 0) + 1), new Map());
    const things = tally(Object.values(data.nodes));
    const relations = tally(Object.values(data.edges));
    for (const kind of Object.keys(data.words.kind)) {
      if (things.has(kind)) byId("legend-nodes").append(tick(kind, kind, sign(kind), data.words.kind[kind], things.get(kind)));
    }
    for (const kind of Object.keys(data.words.edge)) {
      if (relations.has(kind)) byId("legend-edges").append(tick(kind, "line " + kind, strokeSign(kind), data.words.edge[kind], relations.get(kind)));
    }
  }

  const plain = (text) => text.normalize("NFKD").replace(/[\u093c\u200b-\u200f]/g, "").replace(/\u0901/g, "\u0902").toLowerCase();
  const searched = new Map();

  function list() {
    const order = Object.keys(data.words.kind);
    const rows = Object.entries(data.nodes).sort(
      ([a, x], [b, y]) => order.indexOf(x.kind) - order.indexOf(y.kind) || (x.order || "").localeCompare(y.order || "") || title(x).localeCompare(title(y), data.lang) || (a < b ? -1 : 1)
    );
    for (const [id, node] of rows) {
      const button = make("button", { type: "button", tabindex: "-1" }, sign(node.kind), make("span", {}, name(title(node)), node.day ? small(" " + node.day) : null));
      button.dataset.id = id;
      button.addEventListener("click", () => go(id));
      byId("list").append(make("li", {}, button));
      const roles = touching.get(id).flatMap((e) => data.edges[e].words || []);
      searched.set(id, plain([title(node), node.day || "", ...(node.names || []), ...roles].join("\n")));
    }
  }

  const visible = () => [...byId("list").querySelectorAll("li:not([hidden]) button")];

  function search() {
    const wanted = plain(byId("search").value.trim());
    for (const button of byId("list").querySelectorAll("button")) {
      const id = button.dataset.id;
      button.parentElement.hidden = hidden.has(data.nodes[id].kind) || !searched.get(id).includes(wanted);
      button.tabIndex = -1;
    }
    const left = visible();
    if (left.length) left[0].tabIndex = 0;
    byId("found").textContent = wanted ? fill(ui.found, { n: number.format(left.length) }) : "";
  }

  function arrows(event) {
    const buttons = visible();
    const at = buttons.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined || !buttons.length) return;
    event.preventDefault();
    if (next < 0) byId("search").focus();
    const target = buttons[Math.min(next, buttons.length - 1)];
    if (next >= 0 && target) {
      for (const button of buttons) button.tabIndex = -1;
      target.tabIndex = 0;
      target.focus();
    }
  }

  // Start

  for (const element of document.querySelectorAll("[data-word]")) element.textContent = ui[element.dataset.word];
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", ui[element.dataset.label]);
  for (const element of document.querySelectorAll("[data-hint]")) element.placeholder = ui[element.dataset.hint];
  const shown = Object.keys(data.nodes).length;
  byId("banner").textContent = fill(shown < data.total ? ui.shown : ui.shown_all, { shown: number.format(shown), total: number.format(data.total) });

  list();
  legend();
  search();
  byId("search").addEventListener("input", search);
  byId("search").addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "Enter") {
      const first = visible()[0];
      if (first) first.focus();
      event.preventDefault();
    }
  });
  byId("list").addEventListener("keydown", arrows);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") overview(); });
  byId("overview").addEventListener("click", overview);
  byId("zoom-in").addEventListener("click", () => network.moveTo({ scale: network.getScale() * 1.3 }));
  byId("zoom-out").addEventListener("click", () => network.moveTo({ scale: network.getScale() / 1.3 }));
  network.on("click", (event) => {
    if (event.nodes.length) go(event.nodes[0]);
    else if (event.edges.length) go(event.edges[0]);
    else go("");
  });
  network.on("dragEnd", (event) => { if (event.nodes.length) network.storePositions(); });
  window.addEventListener("hashchange", follow);
  network.fit();
  if (here() || !data.focus) follow();
  else go(data.focus);
  window.mulaqat = { network };
})();
