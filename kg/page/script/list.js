// The list beside the drawing and the legend.

const LISTED = 400;
const plain = (text) => text.normalize("NFKD").replace(/[\u093c\u200b-\u200f\u2066-\u2069\u0640]/g, "").replace(/\u0901/g, "\u0902").replace(/[يى]/g, "ی").replace(/ك/g, "ک").replace(/[ةہھۀ]/g, "ه").toLowerCase();
const searched = new Map();
let elsewhere = [];

function tick(key, mark, text, amount) {
  const box = make("input", { type: "checkbox", "data-kind": key });
  box.checked = !listed("hide").includes(key);
  box.addEventListener("change", () => go(toggled("hide", key)));
  return make("li", {}, make("label", {}, box, mark, make("span", {}, text), make("span", { class: "count" }, number.format(amount))));
}

// Counts are those of all that is loaded and asked for, whatever is ticked.
function legend() {
  const tally = (items) => items.reduce((sum, item) => sum.set(item, (sum.get(item) || 0) + 1), new Map());
  const here = [...nodes].filter(([id]) => start.has(id) || seen.nodes.has(id));
  const ids = new Set(here.map(([id]) => id));
  const kinds = tally(here.map(([, node]) => node.kind));
  const statuses = tally(here.flatMap(([, node]) => node.statuses || []));
  const lines = tally([...edges.values()].filter((e) => ids.has(e.source) && ids.has(e.target)).map((e) => e.kind));
  const rows = (group, counts, mark, prefix) => Object.keys(said[group]).filter((key) => counts.has(key)).map((key) => tick(prefix + key, mark(key), said[group][key], counts.get(key)));
  const active = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.kind : null;
  byId("legend-nodes").replaceChildren(...rows("kind", kinds, sign, ""));
  byId("legend-status").replaceChildren(...rows("status", statuses, () => null, "status "));
  byId("legend-edges").replaceChildren(...rows("edge", lines, strokeSign, "line "));
  const again = active && [...byId("legend").querySelectorAll("input")].find((box) => box.dataset.kind === active);
  if (again) again.focus();
}

function searchText(id) {
  if (!searched.has(id)) {
    const node = nodes.get(id);
    const own = (one) => (names.has(one) ? [names.get(one)[1], ...Object.values(names.get(one)[2]), ...(!data.source && data.answer.about[one] && data.answer.about[one].names ? data.answer.about[one].names : [])] : []);
    const others = node.kind === "event" ? neighbours(id).flatMap(own) : [];
    const roles = touching.get(id).flatMap((e) => edges.get(e).words);
    searched.set(id, plain([title(id), days(node), ...own(id), ...others, ...roles].join("\n")));
  }
  return searched.get(id);
}

function entry(id, current) {
  const node = nodes.get(id);
  const made = make("button", { type: "button", tabindex: "-1", "aria-current": current ? "true" : "false" }, sign(node ? node.kind : names.get(id)[0]), make("span", {}, name(title(id)), node && node.days ? small(" " + days(node)) : null, seen.nodes.has(id) ? null : small(" +")));
  made.dataset.id = id;
  made.addEventListener("click", () => visit(id));
  return make("li", {}, made);
}

function list() {
  const wanted = plain(byId("search").value.trim());
  const order = Object.keys(said.kind);
  const pool = wanted ? [...nodes.keys()].filter((id) => keeps(id) && searchText(id).includes(wanted)) : [...seen.nodes];
  const key = (id) => [order.indexOf(nodes.get(id).kind), seen.nodes.has(id) ? 0 : 1];
  const text = new Map(pool.map((id) => [id, title(id)]));
  const sorter = new Intl.Collator(lang, { numeric: true });
  pool.sort((a, b) => key(a)[0] - key(b)[0] || key(a)[1] - key(b)[1] || (nodes.get(a).from || "").localeCompare(nodes.get(b).from || "") || sorter.compare(text.get(a), text.get(b)) || (a < b ? -1 : 1));
  const away = wanted ? elsewhere.filter((id) => !nodes.has(id)) : [];
  const rows = [...pool, ...away];
  const shown = rows.slice(0, LISTED).map((id) => entry(id, id === state.node));
  if (rows.length > LISTED) shown.push(make("li", { class: "small" }, fill(ui.list_more, { n: number.format(rows.length - LISTED) })));
  byId("list").replaceChildren(...shown);
  const first = byId("list").querySelector("button[aria-current='true']") || byId("list").querySelector("button");
  if (first) first.tabIndex = 0;
  byId("found").textContent = wanted ? fill(ui.found, { n: number.format(rows.length) }) : "";
}

let lastAsked = 0;
async function search() {
  list();
  const turn = (lastAsked += 1);
  const text = byId("search").value.trim();
  if (!data.source || text.length < 2) return;
  const answer = await ask("find?text=" + encodeURIComponent(text)).catch(() => ({ found: [] }));
  if (turn !== lastAsked) return;
  for (const [id, ...entry] of answer.found) if (!names.has(id)) names.set(id, entry);
  elsewhere = answer.found.map(([id]) => id);
  list();
}

function arrows(event) {
  const buttons = [...byId("list").querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (next === undefined || !buttons.length) return;
  event.preventDefault();
  if (next < 0) byId("search").focus();
  const target = buttons[Math.min(next, buttons.length - 1)];
  if (next >= 0 && target) {
    for (const other of buttons) other.tabIndex = -1;
    target.tabIndex = 0;
    target.focus();
  }
}
