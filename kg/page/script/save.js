// Pictures: PNG of the drawing as it stands, SVG of all that is seen.

function save(blob, file) {
  const address = URL.createObjectURL(blob);
  const anchor = make("a", { href: address, download: file });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

const caption = () => data.title + " · " + byId("banner").textContent;

function savePng() {
  if (state.view !== "network") {
    svgToPng(pictureSvg());
    return;
  }
  const layers = drawing.picture();
  const copy = document.createElement("canvas");
  const strip = 34 * (window.devicePixelRatio || 1);
  copy.width = layers[0].width;
  copy.height = layers[0].height + strip;
  const context = copy.getContext("2d");
  context.fillStyle = ink("paper");
  context.fillRect(0, 0, copy.width, copy.height);
  for (const layer of layers) context.drawImage(layer, 0, 0, copy.width, layers[0].height);
  context.fillStyle = ink("ink");
  context.font = strip * 0.45 + "px " + FONT;
  context.fillText(harmless(caption()), 10, copy.height - strip * 0.35);
  copy.toBlob((blob) => save(blob, "mulaqat.png"), "image/png");
}

function svgToPng(svg) {
  // An image of a blob is barred by the policy of the page, so the text is drawn from the shapes themselves.
  const copy = document.createElement("canvas");
  copy.width = Number(svg.getAttribute("width")) * 2;
  copy.height = Number(svg.getAttribute("height")) * 2;
  const context = copy.getContext("2d");
  context.scale(2, 2);
  const [left, top] = svg.getAttribute("viewBox").split(" ").map(Number);
  context.translate(-left, -top);
  for (const element of svg.querySelectorAll("rect, line, circle, polygon, text")) paint(context, element);
  copy.toBlob((blob) => save(blob, "mulaqat.png"), "image/png");
}

function paint(context, element) {
  const value = (key) => Number(element.getAttribute(key) || 0);
  const fillColour = element.getAttribute("fill");
  context.globalAlpha = Number(element.getAttribute("fill-opacity") || 1);
  context.fillStyle = fillColour && fillColour !== "none" ? fillColour : "transparent";
  context.strokeStyle = element.getAttribute("stroke") || "transparent";
  context.lineWidth = value("stroke-width") || 1;
  const dashes = (element.getAttribute("stroke-dasharray") || "").split(/[ ,]+/).map(Number);
  context.setLineDash(dashes.every((dash) => dash > 0) ? dashes : []);
  context.beginPath();
  if (element.tagName === "text") {
    context.font = (element.getAttribute("font-size") || 13) + "px " + FONT;
    context.textAlign = { middle: "center", end: "right" }[element.getAttribute("text-anchor")] || "left";
    context.direction = rightToLeft(element.textContent) ? "rtl" : "ltr";
    context.fillText(element.textContent, value("x"), value("y"));
    return;
  }
  if (element.tagName === "rect") context.rect(value("x"), value("y"), value("width"), value("height"));
  if (element.tagName === "circle") context.arc(value("cx"), value("cy"), value("r"), 0, 2 * Math.PI);
  if (element.tagName === "line") {
    context.moveTo(value("x1"), value("y1"));
    context.lineTo(value("x2"), value("y2"));
  }
  if (element.tagName === "polygon") {
    element.getAttribute("points").split(" ").forEach((point, i) => context[i ? "lineTo" : "moveTo"](...point.split(",").map(Number)));
    context.closePath();
  }
  if (element.tagName !== "line") context.fill();
  context.globalAlpha = 1;
  context.stroke();
}

// The view as an SVG that stands alone, with the colours written into it.
function pictureSvg() {
  if (state.view === "timeline" && byId("line")) return timelineSvg(byId("line").cloneNode(true));
  return networkSvg(seen.nodes);
}

function timelineSvg(svg) {
  for (const element of svg.querySelectorAll("*")) {
    const kind = element.getAttribute("class") || "";
    if (kind === "ring") element.remove();
    else if (kind === "grid") element.setAttribute("stroke", ink("line"));
    else if (kind === "gap") element.setAttribute("fill", ink("shade"));
    else if (kind === "lit") element.setAttribute("fill", ink("chosen"));
    else if (element.tagName === "text") element.setAttribute("fill", kind ? ink("soft") : ink("ink"));
    for (const key of ["class", "role", "tabindex", "aria-label", "aria-pressed", "data-id"]) element.removeAttribute(key);
    if (element.tagName === "text") element.setAttribute("font-size", 13);
  }
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("font-family", FONT);
  return svg;
}

function networkSvg(ids) {
  const measure = document.createElement("canvas").getContext("2d");
  const at = [...ids].map((id) => spots.get(id));
  const left = Math.min(...at.map((p) => p.x)) - 120;
  const top = Math.min(...at.map((p) => p.y)) - 60;
  const wide = Math.max(...at.map((p) => p.x)) + 120 - left;
  const high = Math.max(...at.map((p) => p.y)) + 140 - top;
  const svg = drawn("svg", { xmlns: "http://www.w3.org/2000/svg", width: wide, height: high, viewBox: `${left} ${top} ${wide} ${high}`, "font-family": FONT });
  svg.append(drawn("title", {}, harmless(caption())), drawn("rect", { x: left, y: top, width: wide, height: high, fill: ink("paper") }));
  for (const edge of seen.edges.values()) {
    if (!ids.has(edge.source) || !ids.has(edge.target)) continue;
    const stroke = data.strokes[edge.kind] || data.strokes.participant;
    const [a, b] = [spots.get(edge.source), spots.get(edge.target)];
    const width = edge.events ? Math.min(1.5 * edge.events.length, 12) : 1.5;
    svg.append(drawn("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: shade(stroke), "stroke-width": width, "stroke-dasharray": stroke.dashes.join(" ") || "none" }));
  }
  for (const id of ids) {
    const { x, y } = spots.get(id);
    const node = nodes.get(id);
    const colour = shade(data.looks[node.kind]);
    const hollow = node.statuses && !node.statuses.includes("held");
    svg.append(shapeAt(node.kind, x, y, radius(id), { fill: hollow ? ink("paper") : colour, stroke: colour, "stroke-width": 2 }));
  }
  for (const id of ids) {
    const { x, y } = spots.get(id);
    labelLines(measure, id).forEach((text, i) => {
      svg.append(drawn("text", { x, y: y + radius(id) + 16 + i * 20, "text-anchor": "middle", "font-size": 14, fill: ink("ink"), direction: rightToLeft(text) ? "rtl" : "ltr" }, text));
    });
  }
  return svg;
}

function saveSvg() {
  save(new Blob([new XMLSerializer().serializeToString(pictureSvg())], { type: "image/svg+xml" }), "mulaqat.svg");
}
