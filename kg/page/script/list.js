// The list beside the drawing and the legend.

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
    ([a, x], [b, y]) => order.indexOf(x.kind) - order.indexOf(y.kind) || (x.order || "").localeCompare(y.order || "") || title(x).localeCompare(title(y), data.lang, { numeric: true }) || (a < b ? -1 : 1)
  );
  for (const [id, node] of rows) {
    const button = make("button", { type: "button", tabindex: "-1" }, sign(node.kind), make("span", {}, name(title(node)), node.day ? small(" " + node.day) : null));
    button.dataset.id = id;
    button.addEventListener("click", () => visit(id));
    byId("list").append(make("li", {}, button));
    const others = node.kind === "event" ? touching.get(id).flatMap((e) => data.nodes[other(data.edges[e], id)].names || []) : [];
    const roles = touching.get(id).flatMap((e) => data.edges[e].words || []);
    searched.set(id, plain([title(node), node.day || "", ...(node.names || []), ...others, ...roles].join("\n")));
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
