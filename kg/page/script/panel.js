// The panel: everything known about one node or line.

const title = (node) => node.label + (node.who ? ": " + node.who : "");

const goto = (id, ...after) => {
  const node = data.nodes[id];
  const button = make("button", { type: "button", class: "goto" }, sign(node.kind), make("span", {}, name(title(node)), ...after));
  button.addEventListener("click", () => visit(id));
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
  return make("span", { class: "status" }, has(data.words.status, code) ? data.words.status[code] : code);
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
    else if (edge.kind === "said" && edge.source === id) note = data.nodes[there].kind === "person" ? field.spoken_to : field.said_there;
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
