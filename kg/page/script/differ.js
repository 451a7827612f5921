// Reports beside each other: what each says of the same event.

const differing = { status: "status", when: "day", place: "place", who: "who" };

function office([, role, bodies]) {
  const more = [role, ...(bodies || []).map(called)].filter(Boolean).map(harmless);
  return more.length ? " (" + more.join(", ") + ")" : "";
}

const cells = {
  status: (told) => word("status", told.status),
  when: (told) => (told.when ? dayInWords(told.when.edtf) : "–"),
  place: (told) => (told.place ? called(told.place) : "–"),
  who: (told) => (told.who || []).map((part) => make("div", { dir: "auto" }, called(part[0]) + office(part))),
};

function differTable(book, page, id) {
  const tellings = page.tellings || [];
  const odd = nodes.get(id).differ || [];
  if (tellings.length < 2) return [];
  const head = make("tr", {}, make("td"), ...tellings.map((told) => make("th", { scope: "col", dir: "auto" }, heading(book, told))));
  const rows = Object.keys(differing).map((key) => {
    const values = tellings.map((told) => make("td", { dir: "auto", class: odd.includes(key) ? "odd" : null }, ...[cells[key](told)].flat()));
    return make("tr", {}, make("th", { scope: "row" }, field[differing[key]]), ...values);
  });
  return [
    odd.length ? make("p", { class: "warn", id: "differs" }, field.differs + ": " + odd.map((key) => field[differing[key]]).join(", ")) : null,
    make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": field.reports }, make("table", { class: "differ" }, make("thead", {}, head), make("tbody", {}, ...rows))),
  ];
}

function heading(book, told) {
  const report = book.reports[told.report];
  return (report.publisher || report.title || report.id) + (told.teller ? " · " + called(told.teller) : "");
}
