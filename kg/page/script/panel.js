// The panel: everything known about one node or line, with the sentences behind it.

const goto = (id, ...after) => {
  const made = make("button", { type: "button", class: "goto" }, sign(nodes.get(id).kind), make("span", {}, name(title(id)), ...after));
  made.addEventListener("click", () => visit(id));
  return made;
};

function section(title, children) {
  return children.length ? [make("h3", {}, title), ...children] : [];
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

function source(book, index) {
  const report = book.reports[index];
  const line = make("p", { class: "source" }, make("span", { dir: "auto", lang: report.lang }, report.title || report.id));
  if (report.publisher) line.append(" · ", make("span", { dir: "auto" }, report.publisher));
  if (report.day) line.append(" · ", make("span", {}, dayInWords(report.day)));
  if (report.link) line.append(" · ", link(report.link, field.open));
  else if (report.url) line.append(" · ", make("span", { dir: "auto" }, report.url));
  return line;
}

function marked(book, [index, marks]) {
  const [report, text] = book.sentences[index];
  const block = make("blockquote", { dir: "auto", lang: book.reports[report].lang });
  let at = 0;
  for (const [start, end] of marks) {
    if (start < at) continue;
    block.append(text.slice(at, start), make("mark", {}, text.slice(start, end)));
    at = end;
  }
  block.append(text.slice(at));
  return block;
}

const sure = (share) => (share < 1 ? small(field.confidence + " " + percent(share)) : null);
const quote = (book) => (row) => make("div", { class: "card" }, marked(book, row), sure(row[2]), source(book, book.sentences[row[0]][0]));

function some(part, show) {
  if (!part) return [];
  const shown = part.shown.map(show);
  if (part.more) shown.push(make("p", { class: "small" }, fill(field.more, { n: number.format(part.more) })));
  return shown;
}

function whenRows(when) {
  if (!when) return [];
  return [
    [field.day, dayInWords(when.edtf) + (when.basis ? " (" + word("basis", when.basis) + ")" : "")],
    [field.edtf, make("bdi", { dir: "ltr" }, when.edtf)],
    [field.as_said, when.text],
    [field.original, when.original],
    [field.counted_from, when.anchor && dayInWords(when.anchor)],
    ["", (when.notes || []).join("; ")],
  ];
}

const status = (code) => make("span", { class: "status" }, word("status", code));

function telling(book, told) {
  const rows = [
    [field.status, status(told.status)],
    ...whenRows(told.when),
    [field.place, told.place && called(told.place)],
    [field.mode, told.mode && word("mode", told.mode)],
    [field.told_by, told.teller ? called(told.teller) : field.the_report],
    [field.confidence, percent(told.sure ?? 1)],
  ];
  return make("div", { class: "card" }, pairs(rows), source(book, told.report));
}

function count(c) {
  return make(
    "div",
    {},
    make("p", { class: "small" }, fill(field.count, { n: number.format(c.n), subject: c.subject })),
    pairs([[field.day, c.on && dayInWords(c.on)], [field.implied, c.implied && dayInWords(c.implied)], [field.reference, c.reference && dayInWords(c.reference) + (c.source ? " (" + c.source + ")" : "")], [field.off, c.off !== undefined ? number.format(c.off) : null]])
  );
}

const statement = (book) => (told) => {
  const head = make("p", { class: "small" }, name(called(told.speaker)), ": " + concept(told.kind) + (told.direct ? ", " + field.direct : ""));
  const text = make("blockquote", { dir: "auto", lang: book.reports[told.report].lang }, told.text);
  const rows = pairs([[field.addressees, (told.addressees || []).map(called).join(", ")], ...whenRows(told.when)]);
  const sentences = make("details", {}, make("summary", {}, field.evidence), ...some(told.evidence, (row) => marked(book, row)));
  return make("div", { class: "card" }, head, text, rows, ...(told.counts || []).map(count), sentences, source(book, told.report));
};

const roleText = (edge) => [...edge.words, ...edge.bodies.map(called)].join(", ");

function connections(id) {
  const groups = { participants: [], met: [], took_part: [], connections: [] };
  const isEvent = nodes.get(id).kind === "event";
  const rank = new Map();
  for (const edgeId of touching.get(id)) {
    const edge = edges.get(edgeId);
    const there = other(edge, id);
    if (filtering() && !seen.nodes.has(there)) continue;
    const part = edge.kind === "participant" || edge.kind === "side";
    let note = word("edge", edge.kind);
    if (part) note = [isEvent ? "" : days(nodes.get(there)), roleText(edge)].filter(Boolean).join(" · ");
    else if (edge.kind === "said" && edge.source === id) note = nodes.get(there).kind === "person" ? field.spoken_to : field.said_there;
    else if (edge.words.length) note += " · " + edge.words.join(", ");
    const entry = goto(there, note ? make("span", { class: "small", dir: "auto" }, " " + note) : null);
    rank.set(entry, nodes.get(there).from || "~");
    groups[part ? (isEvent ? "participants" : "took_part") : "connections"].push(entry);
  }
  groups.took_part.sort((a, b) => (rank.get(a) < rank.get(b) ? -1 : 1));
  if (nodes.get(id).kind === "person") groups.met = metWith(id);
  return Object.entries(groups).flatMap(([key, entries]) => section(field[key], entries));
}

// Whom a person met among what is loaded and kept, persons before bodies, most often first.
function metWith(id) {
  const often = new Map();
  for (const event of new Set(neighbours(id))) {
    const node = nodes.get(event);
    if (node.kind !== "event" || !keeps(event) || !node.statuses.includes("held")) continue;
    const who = new Set(takingPart(event));
    if (who.has(id)) for (const one of who) if (one !== id) often.set(one, (often.get(one) || 0) + 1);
  }
  const bodies = (one) => (nodes.get(one).kind === "person" ? 0 : 1);
  const order = [...often].sort(([a, m], [b, n]) => bodies(a) - bodies(b) || n - m || title(a).localeCompare(title(b), lang));
  return order.map(([one, n]) => goto(one, n > 1 ? small(" × " + number.format(n)) : null));
}

function acts(id) {
  const { add, away } = waiting(id);
  const rows = [];
  if (add) rows.push(button(fill(ui.expand, { n: number.format(add) }), () => expand(id), { id: "expand" }));
  if (listed("open").includes(id)) rows.push(button(ui.collapse, () => go(toggled("open", id)), { id: "collapse" }));
  if (state.focus !== id) rows.push(button(ui.centre, () => go({ focus: id, open: "" }), { id: "centre" }));
  else rows.push(button(ui.uncentre, () => go({ focus: "", open: "" }), { id: "uncentre" }));
  return [make("div", { class: "acts" }, ...rows), away ? make("p", { class: "small" }, fill(ui.not_here, { n: number.format(away) })) : null];
}

function show(...children) {
  const panel = byId("panel");
  panel.replaceChildren(...children.flat().filter(Boolean));
  panel.scrollTop = 0;
}

function nodePanel(id, { book, page }) {
  const node = nodes.get(id);
  const statuses = node.statuses || [];
  const struck = statuses.length > 0 && statuses.every((s) => s === "cancelled" || s === "denied");
  show(
    make("p", { class: "kind" }, sign(node.kind), kindWord(id), ...statuses.map(status)),
    make("h2", { dir: "auto", class: struck ? "struck" : null }, title(id)),
    node.days ? make("p", {}, days(node)) : null,
    acts(id),
    pairs([[field.names, (page.names || []).filter((text) => text !== called(id)).join(" · ")]]),
    differTable(book, page, id),
    node.kind === "event" ? section(field.evidence, some(page.evidence, quote(book))) : null,
    (page.tellings || []).map((told) => telling(book, told)),
    section(field.statements, node.kind === "event" ? some(page.statements, statement(book)) : []),
    connections(id),
    section(field.statements, node.kind === "event" ? [] : some(page.statements, statement(book))),
    node.kind === "event" ? null : section(field.evidence, some(page.evidence, quote(book))),
    section(field.links, (page.links || []).map((l) => make("p", {}, l.link ? link(l.link, l.url) : name(l.url))))
  );
}

function edgePanel(edge, found, event) {
  const rows = [[field.role, edge.words.join(" · ")], [field.body, edge.bodies.map(called).join(" · ")]];
  if (!edge.events) rows.push([field.part, (found.page.parts || []).map(concept).join(" · ")]);
  show(
    make("p", { class: "kind" }, strokeSign(edge.kind), word("edge", edge.kind)),
    goto(edge.source),
    goto(edge.target),
    pairs(rows),
    edge.events ? section(fill(field.together, { n: number.format(edge.events.length) }), edge.events.sort(byDay).map((id) => goto(id, small(" " + days(nodes.get(id)))))) : null,
    edge.events
      ? section(field.evidence, edge.found.flatMap(({ book, page }) => some(page.evidence, quote(book))))
      : [
          section(field.statements, some(found.page.statements, statement(found.book))),
          section(field.evidence, some(found.page.evidence, quote(found.book))),
          event ? (event.page.tellings || []).map((told) => telling(event.book, told)) : null,
        ]
  );
}

function overviewPanel() {
  const events = eventsSeen().sort(byDay);
  show(
    make("h2", {}, ui.details),
    make("p", {}, nodes.size ? ui.help : ui.nothing),
    seen.nodes.size < total ? make("p", {}, ui.more_help) : null,
    section(ui.events_by_day, events.slice(0, 300).map((id) => goto(id, small(" " + (days(nodes.get(id)) || ui.no_day))))),
    events.length > 300 ? make("p", { class: "small" }, fill(field.more, { n: number.format(events.length - 300) })) : null
  );
}

// Shows what is chosen, once it is there; a later choice wins.
let wantedPanel = 0;
async function fillPanel() {
  const turn = (wantedPanel += 1);
  const id = state.node;
  const edge = seen.edges.get(id) || edges.get(id);
  if (!nodes.has(id) && !edge) {
    overviewPanel();
    return;
  }
  if (data.source) show(make("p", { class: "small" }, ui.loading));
  try {
    if (edge && edge.events) edge.found = await Promise.all(edge.events.slice(0, 12).map(about));
    const found = edge && edge.events ? null : await about(id);
    const event = edge && nodes.get(edge.target).kind === "event" ? await about(edge.target) : null;
    if (turn !== wantedPanel) return;
    if (edge) edgePanel(edge, found, event);
    else nodePanel(id, found);
  } catch (error) {
    show(make("p", { class: "warn" }, fill(ui.failed, { reason: error.message })));
  }
}
