// The events that are seen as rows: sortable, filterable, copied as CSV.

const ROWS = 1000;
let sorted = { key: "day", down: false };

const columns = [
  ["day", (id) => days(nodes.get(id)), (id) => nodes.get(id).from || nodes.get(id).to || "~"],
  ["event", (id) => called(id)],
  ["status", (id) => nodes.get(id).statuses.map((code) => word("status", code)).join(" / ")],
  ["who", (id) => takingPart(id).map(called).join("; ")],
  ["body", (id) => [...new Set(partsOf(id).flatMap((edge) => edge.bodies))].map(called).join("; ")],
  ["role", (id) => [...new Set(partsOf(id).flatMap((edge) => edge.words))].join("; ")],
  ["place", (id) => touching.get(id).map((e) => edges.get(e)).filter((e) => e.kind === "place").map((e) => called(e.target)).join("; ")],
  ["told_by", (id) => (nodes.get(id).tellers || []).map(called).join("; ") || field.the_report],
  ["reports", (id) => number.format(nodes.get(id).reports), (id) => nodes.get(id).reports],
  ["differs", (id) => (nodes.get(id).differ || []).map((key) => field[differing[key]]).join(", ")],
  ["confidence", (id) => percent(nodes.get(id).sure), (id) => nodes.get(id).sure],
];
const partsOf = (id) => touching.get(id).map((e) => edges.get(e)).filter((e) => e.kind === "participant");

function tableRows() {
  const wanted = plain(byId("filter").value.trim());
  const rows = eventsSeen().sort(byDay).map((id) => ({ id, cells: columns.map(([, text]) => text(id)) }));
  const kept = rows.filter((row) => plain(row.cells.join("\n")).includes(wanted));
  const at = columns.findIndex(([key]) => key === sorted.key);
  const value = columns[at][2] || ((id) => kept.find((row) => row.id === id).cells[at]);
  const keys = new Map(kept.map((row) => [row.id, value(row.id)]));
  const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, lang, { numeric: true }));
  kept.sort((a, b) => compare(keys.get(a.id), keys.get(b.id)) * (sorted.down ? -1 : 1));
  return kept;
}

function drawTable() {
  const kept = tableRows();
  const head = make("tr", {}, ...columns.map(([key]) => {
    const here = sorted.key === key;
    const cell = make("th", { scope: "col", "aria-sort": here ? (sorted.down ? "descending" : "ascending") : null });
    cell.append(button(field[key] + (here ? (sorted.down ? " ▼" : " ▲") : ""), () => sortBy(key), { "data-key": key }));
    return cell;
  }));
  const rows = kept.slice(0, ROWS).map((row) => {
    const line = make("tr", { "aria-selected": row.id === state.node ? "true" : null }, ...row.cells.map((text, i) => make("td", { dir: "auto" }, i === 1 ? button(text, () => go({ node: row.id })) : text)));
    line.dataset.id = row.id;
    line.addEventListener("click", () => go({ node: row.id }));
    return line;
  });
  byId("rows").textContent = kept.length > ROWS ? fill(ui.first_rows, { n: number.format(ROWS), total: number.format(kept.length) }) : fill(ui.found, { n: number.format(kept.length) });
  byId("cells").replaceChildren(make("table", { "aria-label": ui.table }, make("thead", {}, head), make("tbody", {}, ...rows)));
}

function sortBy(key) {
  sorted = { key, down: sorted.key === key && !sorted.down };
  drawTable();
  byId("cells").querySelector(`[data-key="${key}"]`).focus();
}

// CSV as RFC 4180; text that a spreadsheet could take for a formula gets an apostrophe before it.
function csvCell(text) {
  const flat = harmless(text).trim();
  const safe = /^[=+\-@\t\r]/.test(flat) ? "'" + flat : flat;
  return /[",\n]/.test(safe) ? "\"" + safe.replace(/"/g, "\"\"") + "\"" : safe;
}

function csvText() {
  const lines = [columns.map(([key]) => field[key]), ...tableRows().map((row) => row.cells)];
  return lines.map((cells) => cells.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

async function copyCsv() {
  const n = tableRows().length;
  const done = await copied(csvText());
  const text = done ? fill(ui.copied, { n: number.format(n) }) : ui.not_copied;
  byId("rows").textContent = text;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    const area = make("textarea", { class: "unseen" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
