// Events on their days: a sign where one day is known, a bar from the first to the last possible day elsewhere.

const DAY = 86400000;
const ROW = 30;
const TOP = 52;
const GAP = 36;
const dayNumber = (iso) => Math.round(Date.parse(iso + "T00:00:00Z") / DAY);
const isoOf = (n) => new Date(n * DAY).toISOString().slice(0, 10);
let stretch = 1;

function ticks(first, last, perDay) {
  const steps = [["day", 1, 16], ["day", 7, 16], ["month", 1, 2], ["month", 3, 0.8], ["year", 1, 0.15], ["year", 10, 0.015], ["year", 100, 0]];
  const room = 90;
  const [unit, by] = steps.find(([unit, by]) => by * { day: 1, month: 30, year: 365 }[unit] * perDay >= room) || steps[steps.length - 1];
  const found = [];
  if (unit === "day") {
    for (let n = first; n <= last; n += by) found.push([n, isoOf(n)]);
    return found;
  }
  const begin = new Date(first * DAY);
  let year = begin.getUTCFullYear();
  let month = unit === "year" ? 0 : begin.getUTCMonth();
  for (let i = 0; i < 500; i += 1) {
    const iso = String(year).padStart(4, "0") + "-" + String(month + 1).padStart(2, "0");
    const n = dayNumber(iso + "-01");
    if (n > last) break;
    if (n >= first) found.push([n, unit === "year" ? iso.slice(0, 4) : iso]);
    month += unit === "year" ? 12 * by : by;
    year += Math.floor(month / 12);
    month %= 12;
  }
  return found;
}

// The first and last day of an event as they are drawn; an open end reaches a month further, or to the edge
// where the reader has set one.
function span(id, first, last) {
  const node = nodes.get(id);
  const open = node.open || "";
  const low = dayNumber(node.from || node.to);
  const high = dayNumber(node.to || node.from);
  const from = open.includes("<") ? (state.from ? first : low - 30) : low;
  const to = open.includes(">") ? (state.to ? last : high + 30) : high;
  return [from > last ? first : Math.max(from, first), to < first ? last : Math.min(to, last), open];
}

// From days to pixels. A stretch in which nothing can lie, longer than all the rest together, is drawn as a short gap.
function scaleOf(first, last, spans, wide) {
  const busy = [];
  for (const [a, b] of spans.map(([a, b]) => [Math.max(first, a - 2), Math.min(last, b + 3)]).sort((m, n) => m[0] - n[0])) {
    if (busy.length && a <= busy[busy.length - 1][1]) busy[busy.length - 1][1] = Math.max(b, busy[busy.length - 1][1]);
    else busy.push([a, b]);
  }
  const used = busy.reduce((sum, [a, b]) => sum + b - a, 0);
  const gaps = busy.slice(1).map(([a], i) => [busy[i][1], a]).filter(([a, b]) => b - a > Math.max(60, used));
  const short = gaps.length * GAP;
  const perDay = Math.max(1, wide - short) / Math.max(1, last - first - gaps.reduce((sum, [a, b]) => sum + b - a, 0));
  const at = (n) => gaps.reduce((x, [a, b]) => (n <= a ? x : x - (Math.min(n, b) - a) * perDay + (GAP * (Math.min(n, b) - a)) / (b - a)), (n - first) * perDay);
  return { at, perDay, gaps, inGap: (n) => gaps.some(([a, b]) => n > a && n < b) };
}

// A text that lies to the right of x, or to its left, in whatever direction it is read.
function textAt(text, x, y, toRight, attributes) {
  const direction = rightToLeft(text) ? "rtl" : "ltr";
  return drawn("text", { x, y, direction, "text-anchor": toRight === (direction === "rtl") ? "end" : "start", ...attributes }, text);
}

function drawTimeline() {
  const holder = byId("days");
  const events = eventsSeen();
  const dated = events.filter((id) => nodes.get(id).from || nodes.get(id).to).sort(byDay);
  const undated = events.filter((id) => !dated.includes(id));
  const bounds = dated.flatMap((id) => [nodes.get(id).from, nodes.get(id).to]).filter(Boolean).map(dayNumber);
  const first = (state.from ? dayNumber(state.from) : Math.min(...bounds)) - 1;
  const last = (state.to ? dayNumber(state.to) : Math.max(...bounds)) + 2;
  const wide = Math.max(300, (holder.clientWidth || 800) - 20) * stretch;
  holder.replaceChildren();
  if (dated.length) {
    const scale = scaleOf(first, last, dated.map((id) => span(id, first, last)), wide);
    holder.append(axis(first, last, scale, wide, dated, ui.direction === "rtl"));
  }
  holder.append(...section(ui.undated, undated.map((id) => goto(id))));
}

function axis(first, last, scale, wide, dated, mirrored) {
  const { perDay } = scale;
  const x = (n) => (mirrored ? wide - scale.at(n) : scale.at(n));
  const measure = document.createElement("canvas").getContext("2d");
  measure.font = "13px " + FONT;
  const ends = [];
  const marks = dated.map((id) => {
    const [from, to, open] = span(id, first, last);
    let text = title(id).length > 60 ? title(id).slice(0, 59) + "…" : title(id);
    const near = Math.min(x(from), x(to + 1));
    const far = Math.max(x(from), x(to + 1), near + 16);
    let long = measure.measureText(text).width + 14;
    const [after, before] = mirrored ? [near - long >= 0, far + long <= wide] : [far + long <= wide, near - long >= 0];
    let side = after ? 1 : before ? -1 : 0;
    const room = Math.max(near, wide - far);
    if (side === 0 && room > far - near) {
      side = (wide - far >= near) !== mirrored ? 1 : -1;
      text = text.slice(0, Math.max(1, Math.floor((text.length * (room - 30)) / long))) + "…";
      long = room;
    }
    const right = (side > 0) !== mirrored;
    const area = side === 0 ? (mirrored ? [Math.min(near, far - long), far] : [near, Math.max(far, near + long)]) : right ? [near, far + long] : [near - long, far];
    let row = ends.findIndex((taken) => taken.every(([a, b]) => area[1] < a || area[0] > b));
    if (row < 0) row = ends.push([]) - 1;
    ends[row].push([area[0] - 8, area[1] + 8]);
    return { id, from, to, open, text, near, far, side, row };
  });
  const high = TOP + ends.length * ROW + 10;
  const svg = drawn("svg", { width: wide + 16, height: high, viewBox: `-8 0 ${wide + 16} ${high}`, role: "group", "aria-label": ui.timeline, id: "line" });
  for (const [a, b] of scale.gaps) {
    const [left, right] = [x(a), x(b)].sort((m, n) => m - n);
    svg.append(drawn("rect", { class: "gap", x: left, y: 0, width: right - left, height: high }), drawn("text", { class: "axis", x: (left + right) / 2, y: 15, "text-anchor": "middle" }, "⋯"));
  }
  for (const [n, edtf] of ticks(first, last, perDay).filter(([n]) => !scale.inGap(n))) {
    svg.append(drawn("line", { class: "grid", x1: x(n), x2: x(n), y1: 20, y2: high }), textAt(dayInWords(edtf), x(n), 15, !mirrored, { class: "axis" }));
  }
  const epoch = data.epochs.find((one) => one.id === state.axis);
  if (epoch) {
    const shift = epoch.ordinal ? 1 : 0;
    const by = [1, 5, 10, 50, 100, 500, 1000, 5000, 10000].find((step) => step * perDay >= 80) || 100000;
    const begin = dayNumber(epoch.first);
    for (let n = Math.ceil((first - begin) / by) * by; begin + n <= last; n += by) {
      if (n >= 0 && !scale.inGap(begin + n)) svg.append(textAt(fill(ui.day_n, { n: number.format(n + shift) }), x(begin + n), 36, !mirrored, { class: "axis epoch" }));
    }
  }
  svg.append(...marks.map((mark, i) => eventMark(mark, i === 0, mirrored)));
  return svg;
}

function eventMark({ id, from, to, open, text, near, far, side, row }, isFirst, mirrored) {
  const node = nodes.get(id);
  const y = TOP + row * ROW;
  const colour = shade(data.looks.event);
  const hollow = !node.statuses.includes("held");
  const exact = from === to && !open;
  const label = [title(id), days(node), ...node.statuses.map((code) => word("status", code))].filter(Boolean).join(", ");
  const lit = id === state.node || (bright && bright.has(id));
  const group = drawn("g", { role: "button", tabindex: id === state.node || (isFirst && !seen.events.has(state.node)) ? 0 : -1, "aria-label": label, "aria-pressed": id === state.node ? "true" : "false" });
  const style = { fill: hollow ? ink("paper") : colour, stroke: colour, "stroke-width": 2, "stroke-dasharray": node.statuses.every((s) => s === "planned") ? "4 3" : "none" };
  const right = side === 0 ? !mirrored : (side > 0) !== mirrored;
  const x = side === 0 ? (mirrored ? far - 6 : near + 6) : right ? far + 6 : near - 6;
  const written = textAt(text, x, y + 13, right, { opacity: bright && !lit ? 0.55 : 1 });
  if (id === state.node) group.append(drawn("rect", { class: "lit", x: near - 4, y: y - 4, width: far - near + 8, height: 24, rx: 4 }));
  group.append(drawn("rect", { class: "ring", x: near - 4, y: y - 4, width: far - near + 8, height: 24, rx: 4 }));
  if (exact) group.append(shapeAt("event", (near + far) / 2, y + 8, 8, style));
  else {
    group.append(drawn("rect", { x: near, y: y + 3, width: far - near, height: 10, rx: open ? 0 : 5, "fill-opacity": 0.45, ...style }));
  }
  group.append(written);
  group.dataset.id = id;
  group.addEventListener("click", () => go({ node: id }));
  return group;
}

function timelineKeys(event) {
  const marks = [...byId("days").querySelectorAll("g[role=button]")];
  const at = marks.indexOf(document.activeElement);
  if (at < 0) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    go({ node: marks[at].dataset.id });
    const again = [...byId("days").querySelectorAll("g[role=button]")].find((mark) => mark.dataset.id === state.node);
    if (again) again.focus();
    return;
  }
  const next = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: marks.length - 1 }[event.key];
  if (next === undefined || !marks[next]) return;
  event.preventDefault();
  marks[at].setAttribute("tabindex", -1);
  marks[next].setAttribute("tabindex", 0);
  marks[next].focus();
}
