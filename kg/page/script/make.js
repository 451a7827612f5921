// The data of the page, and the only ways to make elements.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const data = read("details");
const ui = data.words.ui;
const field = data.words.field;
const byId = (id) => document.getElementById(id);
const number = new Intl.NumberFormat(data.lang === "hi" ? "hi-IN-u-nu-latn" : data.lang);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, key) => (key in values ? values[key] : all));
const has = (table, key) => Object.prototype.hasOwnProperty.call(table, key);

// Every element of the page is made here; text enters as text only.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}
const name = (text) => make("span", { class: "name", dir: "auto" }, text);
const small = (text) => make("span", { class: "small" }, text);

const SIGNS = {
  square: "2,2 14,2 14,14 2,14",
  triangle: "8,1 15,14 1,14",
  diamond: "8,0 16,8 8,16 0,8",
  hexagon: "4,1 12,1 16,8 12,15 4,15 0,8",
};

function drawn(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function sign(kind) {
  const look = data.looks[kind];
  const svg = drawn("svg", { class: "sign", width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" });
  svg.append(
    look.shape === "dot"
      ? drawn("circle", { cx: 8, cy: 8, r: 7, fill: look.colour })
      : drawn("polygon", { points: SIGNS[look.shape], fill: look.colour })
  );
  return svg;
}

function strokeSign(kind) {
  const stroke = data.strokes[kind];
  const svg = drawn("svg", { class: "sign", width: 30, height: 10, "aria-hidden": "true" });
  svg.append(
    drawn("line", { x1: 0, x2: 30, y1: 5, y2: 5, stroke: stroke.colour, "stroke-width": 2, "stroke-dasharray": stroke.dashes.join(" ") })
  );
  return svg;
}
