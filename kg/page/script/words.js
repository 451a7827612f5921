// What is said in the language of the reader: words, numbers, days, and the names of things.

let lang = data.lang;
let said = data.words[lang];
let ui = said.ui;
let field = said.field;
let number = null;

function speak(code) {
  lang = has(data.words, code) ? code : data.lang;
  said = data.words[lang];
  ui = said.ui;
  field = said.field;
  number = new Intl.NumberFormat(lang + "-u-nu-" + ui.digits);
  document.documentElement.lang = lang;
  document.documentElement.dir = ui.direction;
}
speak(lang);

const word = (group, code) => (has(said[group], code) ? said[group][code] : code.replace(/_/g, " "));
const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

// The label of an event type, part or kind of claim, else its code with spaces.
function concept(code) {
  const labels = has(data.concepts, code) ? data.concepts[code] : {};
  return labels[lang] || labels.en || code.replace(/[_-]/g, " ");
}

const plainDigits = new Intl.NumberFormat("en", { useGrouping: false });
const digits = (text) => (ui.digits === "latn" ? text : text.replace(/\d/g, (d) => number.format(Number(d))));
const percent = (share) => digits(plainDigits.format(Math.round(share * 100))) + "%";

// An EDTF level 1 date or interval (ISO 8601-2) in words; what has no words here is given back unchanged.
function dayInWords(edtf) {
  const date = said.date;
  if (!edtf.includes("/")) return oneDate(edtf) || edtf;
  const [a, b] = edtf.split("/", 2);
  const first = oneDate(a);
  const last = oneDate(b);
  if (first && last) return fill(date.range, { a: first, b: last });
  if (last && (a === "" || a === "..")) return fill(date.until, { date: last });
  if (first && (b === "" || b === "..")) return fill(date.since, { date: first });
  return edtf;
}

function oneDate(edtf) {
  const match = /^(\d{4})(?:-(\d\d|XX))?(?:-(\d\d|XX))?([~?%]?)$/.exec(edtf);
  if (!match) return "";
  const [, year, month, day, qualifier] = match;
  const date = said.date;
  const known = (part) => part !== undefined && part !== "XX";
  let out = year;
  if (known(month)) {
    if (!(Number(month) >= 1 && Number(month) <= 12)) return "";
    const values = { day: String(Number(day)), month: date.months[Number(month) - 1], year };
    out = fill(known(day) ? date.day : date.month, values);
  }
  out = digits(out);
  if (qualifier === "?") return fill(date.unsure, { date: out });
  return qualifier ? fill(date.about, { date: out }) : out;
}

// Bidirectional controls could show a name back to front (Unicode Standard Annex 9).
const harmless = (text) => text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, " ");

function called(id) {
  const entry = names.get(id);
  if (!entry) return id;
  const [kind, usual, labels] = entry;
  if (kind === "event") return capital(concept(usual));
  const known = [lang, "en"].find((code) => has(labels, code));
  return (known && labels[known]) || usual;
}

// The first three names beside the kind of an event, so that one meeting can be told from the next. Each name is
// isolated (Unicode Standard Annex 9), so that names in another script keep their order.
const isolated = (text) => "\u2068" + harmless(text) + "\u2069";
function title(id) {
  const node = nodes.get(id);
  if (!node || node.kind !== "event") return called(id);
  const who = takingPart(id).map((one) => isolated(called(one)));
  const comma = ui.direction === "rtl" ? "، " : ", ";
  return harmless(called(id)) + (who.length ? ": " + who.slice(0, 3).join(comma) + (who.length > 3 ? " …" : "") : "");
}

const days = (node) => (node.days || []).map(dayInWords).join(" / ");
const kindWord = (id) => word("kind", nodes.get(id).kind);
