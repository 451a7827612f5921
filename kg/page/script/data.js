// What has been loaded: nodes, lines and names, from the file or from the explorer, and the pages of the panel.

const nodes = new Map();
const edges = new Map();
const names = new Map();
const touching = new Map();
const spots = new Map();
let start = new Set();
let total = 0;
let focused = "";

const other = (edge, id) => (edge.source === id ? edge.target : edge.source);
const neighbours = (id) => touching.get(id).map((e) => other(edges.get(e), id));
const takingPart = (id) => touching.get(id).map((e) => edges.get(e)).filter((e) => e.target === id && (e.kind === "participant" || e.kind === "side")).map((e) => e.source);

function forget() {
  for (const table of [nodes, edges, touching, spots]) table.clear();
  start = new Set();
}

function take(answer, first) {
  for (const [id, entry] of Object.entries(answer.names || {})) names.set(id, entry);
  for (const [id, node] of Object.entries(answer.nodes)) {
    if (!nodes.has(id)) {
      nodes.set(id, { ...node, kind: names.get(id)[0] });
      touching.set(id, []);
    }
    if (node.at && !spots.has(id)) spots.set(id, { x: node.at[0], y: node.at[1] });
  }
  for (const [source, target, kind, offices, bodies] of answer.edges) {
    const id = `${kind} ${source} ${target}`;
    if (edges.has(id)) continue;
    edges.set(id, { id, source, target, kind, words: offices, bodies });
    touching.get(source).push(id);
    touching.get(target).push(id);
  }
  total = answer.total;
  if (first) {
    start = new Set(answer.shown || Object.keys(answer.nodes));
    focused = answer.focus || "";
  }
}

const answers = new Map();
async function ask(path) {
  if (!answers.has(path)) {
    const reply = await fetch(data.source + "/" + path);
    if (!reply.ok) throw new Error((await reply.text()).slice(0, 300) || String(reply.status));
    answers.set(path, await reply.json());
  }
  return answers.get(path);
}

// The book and the page in it of a node or line.
async function about(id) {
  const book = data.source ? await ask("about?id=" + encodeURIComponent(id)) : data.answer;
  for (const [key, entry] of Object.entries(book.names || {})) if (!names.has(key)) names.set(key, entry);
  return { book, page: has(book.about, id) ? book.about[id] : {} };
}

const opened = new Set();
let scopeLoaded = null;

// Loads what a state needs: nothing in a file; from the explorer the selection and the neighbours of what is expanded.
async function prepare(wanted) {
  if (!data.source) return;
  const parts = { focus: wanted.focus, depth: wanted.depth, from: wanted.from, to: wanted.to, type: wanted.type, limit: wanted.limit };
  const scope = new URLSearchParams(Object.entries(parts).filter(([, value]) => value)).toString();
  if (scope !== scopeLoaded) {
    const answer = await ask("selection?" + scope);
    forget();
    opened.clear();
    take(answer, true);
    scopeLoaded = scope;
  }
  const missing = wanted.node && !wanted.node.includes(" ") && !nodes.has(wanted.node) ? [wanted.node] : [];
  for (const id of [...wanted.open.split(",").filter(Boolean), ...missing]) {
    if (opened.has(id)) continue;
    opened.add(id);
    take(await ask("around?id=" + encodeURIComponent(id) + "&" + scope.replace(/(^|&)(focus|depth)=[^&]*/g, "")), false);
  }
}
