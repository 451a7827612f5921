// Words into place, the keys and clicks, and what happens when the address changes.

function say() {
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = ui[element.dataset.word];
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", ui[element.dataset.label]);
  for (const element of document.querySelectorAll("[data-title]")) {
    element.setAttribute("aria-label", ui[element.dataset.title]);
    element.title = ui[element.dataset.title];
  }
  for (const element of document.querySelectorAll("[data-hint]")) element.placeholder = ui[element.dataset.hint];
  searched.clear();
  const choices = (select, rows, chosen) => byId(select).replaceChildren(...rows.map(([value, text, code]) => Object.assign(make("option", { value, lang: code }, text), { selected: value === chosen })));
  choices("language", Object.entries(data.words).map(([code, table]) => [code, table.ui.language_name, code]), lang);
  choices("theme", ["auto", "light", "dark"].map((key) => [key, ui["theme_" + key]]), theme);
  choices("type", [["", ui.all_types], ...Object.keys(data.types).map((type) => [type, concept(type)])], state.type);
  choices("axis", [["", ui.no_axis], ...data.epochs.map((epoch) => [epoch.id, (epoch.labels[lang] || epoch.labels.en || Object.values(epoch.labels)[0]) + " (" + dayInWords(epoch.first) + ")"])], state.axis);
}

const VIEWS = { network: () => {}, timeline: () => drawTimeline(), table: () => drawTable() };

function render() {
  if (state.lang !== lang) speak(state.lang);
  seen = look();
  say();
  for (const made of document.querySelectorAll("#views button")) made.setAttribute("aria-pressed", made.dataset.view === state.view ? "true" : "false");
  for (const key of Object.keys(VIEWS)) byId(key).hidden = key !== state.view;
  for (const key of ["from", "to"]) byId(key).value = state[key];
  byId("people").checked = Boolean(state.people);
  byId("differ").checked = Boolean(state.differ);
  byId("zoom-in").disabled = byId("zoom-out").disabled = state.view === "table";
  const shown = seen.nodes.size;
  byId("banner").textContent = fill(shown < total ? ui.shown : ui.shown_all, { shown: number.format(shown), total: number.format(total) });
  byId("empty").hidden = shown > 0 || !nodes.size;
  byId("empty").textContent = ui.nothing_left;
  document.title = data.title;
  if (state.view === "network") drawNetwork();
  else {
    countDegrees();
    settle();
    rank();
    brighten();
    VIEWS[state.view]();
  }
  list();
  legend();
  fillPanel();
}

function tell(before) {
  if (state.node === before.node) return;
  const edge = seen.edges.get(state.node);
  if (nodes.has(state.node)) announce(fill(ui.selected, { label: title(state.node), kind: kindWord(state.node), n: number.format(seenAround(state.node).length) }));
  else if (edge) announce(fill(ui.selected_edge, { a: title(edge.source), b: title(edge.target), kind: word("edge", edge.kind) }));
  else announce(ui.overview);
}

let turnNow = 0;
let first = true;
async function load(wanted, before) {
  const turn = (turnNow += 1);
  announce(ui.loading);
  try {
    await prepare(wanted);
  } catch (error) {
    byId("empty").hidden = false;
    byId("empty").textContent = fill(ui.failed, { reason: error.message });
    announce(byId("empty").textContent);
    return;
  }
  if (turn !== turnNow) return;
  if (first || wanted.focus !== before.focus) drawnStale = true;
  if (first && focused && !wanted.node) state = { ...wanted, node: focused };
  render();
  tell(before);
  first = false;
  document.documentElement.dataset.ready = "true";
}

// In a file nothing has to be waited for, so the page is up to date as soon as the address is.
function follow() {
  const wanted = readAddress();
  if (!first && ASKED.every((key) => wanted[key] === state[key])) return;
  const before = state;
  state = wanted;
  if (data.source) {
    load(wanted, before);
    return;
  }
  if (wanted.focus !== before.focus) drawnStale = true;
  render();
  if (!first) tell(before);
  first = false;
  document.documentElement.dataset.ready = "true";
}

function applyTheme() {
  document.documentElement.toggleAttribute("data-dark", isDark());
  if (renderer) renderer.setSetting("labelColor", { color: ink("ink") });
}

function overview() {
  go({ node: "" });
  if (state.view === "network") drawing.fit();
}

function zoom(factor) {
  if (state.view === "network") drawing.zoom(factor);
  else {
    stretch = Math.max(1, stretch * factor);
    drawTimeline();
  }
}

for (const made of document.querySelectorAll("#views button")) made.addEventListener("click", () => go({ view: made.dataset.view }));
for (const key of ["from", "to", "type", "axis"]) byId(key).addEventListener("change", () => go({ [key]: byId(key).value }));
byId("language").addEventListener("change", () => go({ lang: byId("language").value }));
for (const key of ["people", "differ"]) byId(key).addEventListener("change", () => go({ [key]: byId(key).checked ? "1" : "" }));
byId("theme").addEventListener("change", () => { theme = byId("theme").value; applyTheme(); render(); });
system.addEventListener("change", () => { applyTheme(); render(); });
byId("clear").addEventListener("click", () => go({ from: "", to: "", type: "", people: "", differ: "", hide: "", open: "", focus: "" }));
byId("search").addEventListener("input", search);
byId("search").addEventListener("keydown", (event) => {
  const target = byId("list").querySelector("button");
  if (!["ArrowDown", "Enter"].includes(event.key)) return;
  event.preventDefault();
  if (target && event.key === "Enter") visit(target.dataset.id);
  else if (target) target.focus();
});
byId("list").addEventListener("keydown", arrows);
byId("filter").addEventListener("input", drawTable);
byId("csv").addEventListener("click", copyCsv);
byId("png").addEventListener("click", savePng);
byId("svg").addEventListener("click", saveSvg);
byId("print").addEventListener("click", () => window.print());
byId("days").addEventListener("keydown", timelineKeys);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") overview(); });
byId("overview").addEventListener("click", overview);
byId("zoom-in").addEventListener("click", () => zoom(1.3));
byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
window.addEventListener("beforeprint", () => byId("paper").replaceChildren(...(state.view === "network" && seen.nodes.size ? [networkSvg(bright || seen.nodes)] : [])));
window.addEventListener("afterprint", () => byId("paper").replaceChildren());
window.addEventListener("hashchange", follow);
window.addEventListener("resize", () => { if (state.view === "timeline") drawTimeline(); });

applyTheme();
if (data.answer) {
  take(data.answer, true);
  defaults.node = focused;
}
follow();
window.mulaqat = {
  network,
  labels: () => labelBoxes,
  badges: () => badges,
  day: (edtf, code) => {
    const before = lang;
    speak(code);
    const text = dayInWords(edtf);
    speak(before);
    return text;
  },
  csv: csvText,
  svg: () => new XMLSerializer().serializeToString(pictureSvg()),
  state: () => state,
  seen: () => [...seen.nodes].sort(),
  whereOnSheet: (id) => {
    const box = sheet.getBoundingClientRect();
    const at = spots.get(id);
    return [box.x + box.width / 2 + (at.x - eye.x) * eye.scale, box.y + box.height / 2 + (at.y - eye.y) * eye.scale];
  },
  drawing: () => ({ kind: drawing === webgl ? "webgl" : drawing === plainDrawing ? "plain" : "vis", renderer, eye, paint: paintSheet, move }),
};
