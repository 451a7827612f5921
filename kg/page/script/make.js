// The data of the page, and the only ways to make elements.

const data = JSON.parse(document.getElementById("details").textContent);
const byId = (id) => document.getElementById(id);
const has = (table, key) => Object.prototype.hasOwnProperty.call(table, key);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, key) => (has(values, key) ? values[key] : all));

// Every element of the page is made here; text enters as text only.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}
const name = (text) => make("span", { class: "name", dir: "auto" }, text);
const small = (text) => make("span", { class: "small" }, text);
const button = (text, act, attributes) => {
  const made = make("button", { type: "button", ...(attributes || {}) }, text);
  made.addEventListener("click", act);
  return made;
};

function drawn(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// Light or dark: as the system, or as the reader chose.
let theme = "auto";
const system = window.matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (theme === "auto" ? system.matches : theme === "dark");
const shade = (look) => (isDark() ? look.dark : look.light);
const ink = (key) => getComputedStyle(document.documentElement).getPropertyValue("--" + key).trim();

// The outline of a sign around a point, r pixels to each side; null for a circle.
const CORNERS = {
  square: [[-0.86, -0.86], [0.86, -0.86], [0.86, 0.86], [-0.86, 0.86]],
  triangle: [[0, -1], [1, 0.85], [-1, 0.85]],
  diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  hexagon: [[-0.5, -0.87], [0.5, -0.87], [1, 0], [0.5, 0.87], [-0.5, 0.87], [-1, 0]],
};

function shapeAt(kind, x, y, r, attributes) {
  const corners = CORNERS[data.looks[kind].shape];
  if (!corners) return drawn("circle", { cx: x, cy: y, r, ...attributes });
  return drawn("polygon", { points: corners.map(([a, b]) => `${x + a * r},${y + b * r}`).join(" "), ...attributes });
}

function sign(kind) {
  const svg = drawn("svg", { class: "sign", width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" });
  svg.append(shapeAt(kind, 8, 8, 7, { fill: shade(data.looks[kind]) }));
  return svg;
}

function strokeSign(kind) {
  const stroke = data.strokes[kind] || data.strokes.participant;
  const svg = drawn("svg", { class: "sign", width: 30, height: 10, "aria-hidden": "true" });
  svg.append(drawn("line", { x1: 0, x2: 30, y1: 5, y2: 5, stroke: shade(stroke), "stroke-width": 2, "stroke-dasharray": stroke.dashes.join(" ") }));
  return svg;
}
