// Labels are drawn here and not by vis-network, whose lines stand so close that vowel signs of Devanagari are covered.
// As many as fit, those of the most connected nodes first: near with all their lines, from afar with the first.

const FONT = "\"Noto Sans\", \"Noto Sans Devanagari\", \"Nirmala UI\", Mangal, \"Noto Sans Arabic\", \"Noto Naskh Arabic\", \"Segoe UI\", sans-serif";
const NEAR = 0.6;
const CLOSE = 1.1;
const MARGIN = 200;
const MOST = 60;
const WIDE = 170;
const STEP = 1.4;
let labelBoxes = [];
let badges = [];
let ranked = [];
const wrapped = new Map();

const whereIs = (id) => (visNodes.get(id) ? network.getPosition(id) : spots.get(id));
const overlaps = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
const rightToLeft = (text) => /^[^A-Za-z\u0900-\u097f]*[\u0590-\u08ff\ufb1d-\ufefc]/.test(text);

function wrap(context, text, most) {
  const lines = [];
  for (const word of harmless(text).split(/\s+/).filter(Boolean)) {
    const joined = lines.length ? lines[lines.length - 1] + " " + word : word;
    if (lines.length && context.measureText(joined).width <= WIDE) lines[lines.length - 1] = joined;
    else lines.push(cut(context, word));
  }
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), lines[most - 1] + " …"];
}

function cut(context, word) {
  if (context.measureText(word).width <= WIDE) return word;
  const letters = [...word];
  let long = letters.length;
  while (long > 1 && context.measureText(letters.slice(0, long).join("")).width > WIDE) long = Math.floor(long * 0.9);
  return letters.slice(0, long).join("") + "…";
}

const STRUCK = { cancelled: "✕ ", denied: "✕ " };

function labelLines(context, id) {
  if (wrapped.has(id)) return wrapped.get(id);
  const node = nodes.get(id);
  context.font = "15px " + FONT;
  const lines = wrap(context, called(id), 3);
  if (node.kind === "event") {
    for (const day of (node.days || []).slice(0, 2)) lines.push(...wrap(context, dayInWords(day), 2));
    const marks = node.statuses.filter((status) => status !== "held" || node.statuses.length > 1);
    if (marks.length) lines.push(marks.map((status) => (has(STRUCK, status) ? STRUCK[status] : "") + word("status", status)).join(" / "));
  }
  wrapped.set(id, lines.length ? lines : [""]);
  return wrapped.get(id);
}

function rank() {
  wrapped.clear();
  const weight = (id) => (nodes.get(id).kind === "event" ? 0 : 1000000) + (seenDegree.get(id) || 0);
  ranked = [...seen.nodes].sort((a, b) => weight(b) - weight(a) || (a < b ? -1 : 1));
}

function write(context, lines, x, y, size) {
  lines.forEach((text, i) => {
    context.direction = rightToLeft(text) ? "rtl" : "ltr";
    context.strokeText(text, x, y + (i + 0.5) * size * STEP);
  });
  lines.forEach((text, i) => {
    context.direction = rightToLeft(text) ? "rtl" : "ltr";
    context.fillText(text, x, y + (i + 0.5) * size * STEP);
  });
}

function boxOf(context, lines, x, y, size) {
  const half = Math.max(...lines.map((text) => context.measureText(text).width)) / 2;
  return [x - half, y, x + half, y + lines.length * size * STEP];
}

function drawLabels(context) {
  const scale = network.getScale();
  const near = scale >= NEAR;
  const size = near ? 15 : 13 / scale;
  const frame = byId("mynetwork").getBoundingClientRect();
  const from = network.DOMtoCanvas({ x: 0, y: 0 });
  const to = network.DOMtoCanvas({ x: frame.width, y: frame.height });
  const view = [from.x, from.y, to.x, to.y];
  const taken = [];
  const colours = { ink: ink("ink"), faint: ink("faint"), soft: ink("soft"), paper: ink("paper") };
  labelBoxes = [];
  badges = [];
  context.save();
  Object.assign(context, { textAlign: "center", textBaseline: "middle", lineJoin: "round", strokeStyle: colours.paper, lineWidth: size / 4 });
  const order = seen.nodes.has(state.node) ? [state.node, ...ranked.filter((id) => id !== state.node)] : ranked;
  for (const id of order) {
    const faint = bright && !bright.has(id);
    if (faint && !near) continue;
    const { x, y } = whereIs(id);
    if (!overlaps([x - MARGIN, y - MARGIN, x + MARGIN, y + MARGIN], view)) continue;
    const all = labelLines(context, id);
    const r = radius(id);
    context.font = (id === state.node ? "bold " : "") + size + "px " + FONT;
    const tries = near && all.length > 1 ? [all, all.slice(0, 1)] : [all.slice(0, 1)];
    const spot = tries.flatMap((lines) => [y + r + 2 / scale, y - r - size * STEP * lines.length].map((top) => ({ lines, top, box: boxOf(context, lines, x, top, size) }))).find(({ box }) => !labelBoxes.some((label) => overlaps(label.box, box)));
    if (!spot) continue;
    labelBoxes.push({ id, box: spot.box });
    taken.push(spot.box, [x - r, y - r, x + r, y + r]);
    context.fillStyle = faint ? colours.faint : colours.ink;
    write(context, spot.lines, x, spot.top, size);
    if (near && !faint) badge(context, id, x + r, y - r);
    if (!near && labelBoxes.length >= MOST) break;
  }
  lineLabels(context, size * 0.85, scale, view, taken, colours);
  context.restore();
}
network.on("afterDrawing", drawLabels);

// Near, what a chosen line says; very near, what every line says.
function lineLabels(context, size, scale, view, taken, colours) {
  if (scale < NEAR) return;
  context.font = size + "px " + FONT;
  context.fillStyle = colours.soft;
  const lines = scale >= CLOSE ? [...brightEdges, ...[...seen.edges.keys()].filter((id) => !bright && !brightEdges.has(id))] : [...brightEdges];
  for (const id of lines.slice(0, 400)) {
    const edge = seen.edges.get(id);
    if (!edge) continue;
    const a = whereIs(edge.source);
    const b = whereIs(edge.target);
    if (!overlaps([Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y)], view)) continue;
    const text = harmless(edge.events ? fill(field.together, { n: number.format(edge.events.length) }) : edge.words.length ? edge.words[0] : word("edge", edge.kind));
    const shown = [text.length > 28 ? text.slice(0, 27) + "…" : text];
    for (const part of [0.5, 0.38, 0.62, 0.26, 0.74]) {
      const x = a.x * (1 - part) + b.x * part;
      const y = a.y * (1 - part) + b.y * part - size * 0.7;
      const box = boxOf(context, shown, x, y, size);
      if (taken.some((other) => overlaps(other, box))) continue;
      taken.push(box);
      write(context, shown, x, y, size);
      break;
    }
  }
}

// A small number at a sign: so many neighbours are added by a click on it.
function badge(context, id, x, y) {
  const { add } = waiting(id);
  if (!add) return;
  context.save();
  context.font = "bold 11px " + FONT;
  const text = "+" + number.format(add);
  const half = context.measureText(text).width / 2 + 4;
  context.fillStyle = ink("blue");
  context.beginPath();
  context.roundRect(x - half, y - 8, 2 * half, 16, 8);
  context.fill();
  context.fillStyle = ink("paper");
  context.direction = "ltr";
  context.fillText(text, x, y + 0.5);
  context.restore();
  badges.push({ id, box: [x - half, y - 8, x + half, y + 8] });
}

const hit = (boxes, pointer) => {
  const found = boxes.find(({ box }) => overlaps(box, [pointer.x, pointer.y, pointer.x, pointer.y]));
  return found ? found.id : "";
};
const labelAt = (pointer) => hit(labelBoxes, pointer);
const badgeAt = (pointer) => hit(badges, pointer);
