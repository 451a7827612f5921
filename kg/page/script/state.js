// What the reader asks for is in the address, so that back, forward and copied links work; what is seen follows from it.

const ASKED = ["view", "node", "focus", "depth", "from", "to", "type", "limit", "people", "differ", "open", "hide", "axis", "lang"];
const defaults = Object.fromEntries(ASKED.map((key) => [key, ""]));
Object.assign(defaults, { view: "network", lang: data.lang });
if (data.source) for (const key of ["focus", "depth", "from", "to", "limit"]) defaults[key] = String(data.scope[key] ?? "");
let state = { ...defaults };

function readAddress() {
  const given = new URLSearchParams(location.hash.replace(/^#/, ""));
  const found = { ...defaults };
  for (const key of ASKED) if (given.has(key)) found[key] = given.get(key);
  if (!["network", "timeline", "table"].includes(found.view)) found.view = "network";
  for (const key of ["from", "to"]) if (!/^\d{4}-\d\d-\d\d$/.test(found[key])) found[key] = "";
  return found;
}

function go(changes) {
  const wanted = { ...state, ...changes };
  const address = new URLSearchParams();
  for (const key of ASKED) if (wanted[key] !== defaults[key]) address.set(key, wanted[key]);
  location.hash = address.toString().replace(/%2F/g, "/").replace(/%2C/g, ",");
  follow();
}

const listed = (key) => state[key].split(",").filter(Boolean);
function toggled(key, value) {
  const values = listed(key);
  return { [key]: (values.includes(value) ? values.filter((v) => v !== value) : [...values, value]).join(",") };
}

// Whether the filters keep a node. An event counts where it may fall between the days.
function keeps(id) {
  const node = nodes.get(id);
  const hidden = listed("hide");
  if (hidden.includes(node.kind)) return false;
  if (node.kind !== "event") return true;
  if (node.statuses.every((status) => hidden.includes("status " + status))) return false;
  const types = state.type ? state.type.split(",").flatMap((type) => (has(data.types, type) ? data.types[type] : [type])) : null;
  if (types && !node.types.some((type) => types.includes(type))) return false;
  if (state.differ && !node.differ) return false;
  if (!state.from && !state.to) return true;
  const open = node.open || "";
  if (!node.from && !node.to) return false;
  if (state.from && node.to && node.to < state.from && !open.includes(">")) return false;
  return !(state.to && node.from && node.from > state.to && !open.includes("<"));
}

const filtering = () => Boolean(state.from || state.to || state.type || state.differ || listed("hide").some((key) => key.startsWith("status ")));

function within(id, depth) {
  const found = new Set([id]);
  let ring = [id];
  for (let step = 0; step < depth; step += 1) {
    ring = ring.flatMap(neighbours).filter((near) => !found.has(near) && found.add(near));
  }
  return found;
}

// The nodes and lines to show: the start, or what lies around the focus, with all that was expanded, less the filtered.
function look() {
  const centred = !data.source && nodes.has(state.focus);
  const wanted = new Set(centred ? within(state.focus, Number(state.depth) || 2) : start);
  for (const id of listed("open")) if (nodes.has(id)) [id, ...neighbours(id)].forEach((near) => wanted.add(near));
  if (nodes.has(state.node)) wanted.add(state.node);
  const kept = new Set([...wanted].filter(keeps));
  if (filtering()) {
    for (const id of kept) {
      const pinned = id === state.node || id === state.focus;
      if (nodes.get(id).kind !== "event" && !pinned && !neighbours(id).some((near) => nodes.get(near).kind === "event" && kept.has(near))) kept.delete(id);
    }
  }
  return state.people ? amongPersons(kept) : { nodes: kept, edges: new Map([...edges].filter(([, e]) => kept.has(e.source) && kept.has(e.target) && !listed("hide").includes("line " + e.kind))), events: kept };
}

// Persons joined by the events in which both took part; what was called off or denied joins nobody.
function amongPersons(kept) {
  const persons = new Set([...kept].filter((id) => nodes.get(id).kind === "person"));
  const pairs = new Map();
  for (const id of kept) {
    const node = nodes.get(id);
    if (node.kind !== "event" || !node.statuses.some((status) => status === "held" || status === "planned")) continue;
    const who = [...new Set(takingPart(id).filter((one) => persons.has(one)))].sort();
    who.forEach((a, i) => who.slice(i + 1).forEach((b) => {
      const key = `together ${a} ${b}`;
      if (!pairs.has(key)) pairs.set(key, { id: key, source: a, target: b, kind: "together", words: [], bodies: [], events: [] });
      pairs.get(key).events.push(id);
    }));
  }
  return { nodes: persons, edges: pairs, events: kept };
}

let seen = { nodes: new Set(), edges: new Map(), events: new Set() };
const seenAround = (id) => [...seen.edges.values()].filter((edge) => edge.source === id || edge.target === id);
const eventsSeen = () => [...seen.events].filter((id) => nodes.get(id).kind === "event");
const byDay = (a, b) => {
  const key = (id) => (nodes.get(id).from || nodes.get(id).to || "~") + id;
  return key(a) < key(b) ? -1 : 1;
};

// How many neighbours of a node can be added, and how many are known of only.
function waiting(id) {
  const near = new Set(neighbours(id));
  const here = [...near].filter((other) => seen.nodes.has(other)).length;
  const loaded = [...near].filter((other) => !seen.nodes.has(other) && keeps(other)).length;
  const away = Math.max(0, (nodes.get(id).degree || 0) - near.size);
  return { add: state.people ? 0 : loaded + (data.source && !filtering() && !opened.has(id) ? away : 0), away: data.source ? 0 : away, here };
}
