"use strict";
// The review: documents with their spans, judged by mouse or keyboard. Offsets of the data are characters (code points), as in
// Python; those of the page's texts are UTF-16 units: `units` and `points` go from one to the other. Judgements stay in the browser
// (offsets and labels, no text) until they are downloaded.
(() => {
const data = JSON.parse(document.getElementById("data").textContent);
const app = document.getElementById("app");
const LABELS = data.labels;
const STORE = "pii-review-" + data.key;

const el = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
};

// ------------------------------------------------------------------------------------------------------------------- offsets
const table = new WeakMap();
function starts(doc) { // of a text beyond the basic plane: where each character begins, in units
  if (!table.has(doc)) {
    const found = [];
    let unit = 0;
    for (const character of doc.text) { found.push(unit); unit += character.length; }
    found.push(unit);
    table.set(doc, found.length === unit + 1 ? null : found);
  }
  return table.get(doc);
}
const units = (doc, point) => { const found = starts(doc); return found ? found[point] : point; };
function points(doc, unit) {
  const found = starts(doc);
  if (!found) return unit;
  let low = 0, high = found.length - 1;
  while (low < high) { const middle = (low + high) >> 1; if (found[middle] < unit) low = middle + 1; else high = middle; }
  return low;
}
const slice = (doc, span) => doc.text.slice(units(doc, span.start), units(doc, span.end));

// --------------------------------------------------------------------------------------------------------------- judgements
// Of a document: {done, verdicts: {index: "accepted" | "rejected" | label}, added: [{start, end, label}]}
let judged = {};
try { judged = JSON.parse(localStorage.getItem(STORE)) || {}; } catch { judged = {}; }
const keep = () => { try { localStorage.setItem(STORE, JSON.stringify(judged)); } catch { /* a file opened where nothing is kept */ } };
const of = (doc) => judged[data.documents.indexOf(doc)] ??= { done: false, verdicts: {}, added: [] };
const undone = [];
function change(doc, action) {
  const number = data.documents.indexOf(doc);
  undone.push([number, JSON.stringify(of(doc))]);
  action(of(doc));
  keep();
}
// The spans of a document as they are shown: those found, each with its verdict, and those added.
function spansOf(doc) {
  const { verdicts, added } = of(doc);
  const found = doc.spans.map((span, index) => {
    const verdict = verdicts[index];
    return { ...span, index, verdict, shown: LABELS.includes(verdict) ? verdict : span.label };
  });
  const more = added.map((span, index) => ({ ...span, added: index, verdict: "added", shown: span.label, after: "<" + span.label + ">" }));
  return [...found, ...more].sort((a, b) => a.start - b.start);
}

// -------------------------------------------------------------------------------------------------------------------- filter
const filter = { labels: new Set(LABELS), source: "", state: "", score: 1 };
const fits = (doc, span) =>
  filter.labels.has(span.shown) &&
  (!filter.source || span.source === filter.source) &&
  (span.score ?? 0) <= filter.score &&
  (filter.state !== "open" || (!span.verdict && !of(doc).done)) &&
  (filter.state !== "rejected" || span.verdict === "rejected");
const unfiltered = () => filter.labels.size === LABELS.length && !filter.source && !filter.state && filter.score === 1;
const listed = (doc) => {
  if (filter.state === "done") return of(doc).done;
  if (filter.state === "open" && of(doc).done) return false;
  return unfiltered() || (filter.state === "open" && !doc.spans.length && filter.labels.size === LABELS.length) || spansOf(doc).some((span) => fits(doc, span));
};

// ---------------------------------------------------------------------------------------------------------------------- view
let current = -1, selected = -1, after = false, visible = [], marks = [];
const count = el("span", { class: "soft", role: "status", "aria-live": "polite" });
const list = el("ul", { class: "list", "aria-label": "Documents" });
const gutter = el("pre", { class: "gutter", "aria-hidden": "true" });
const code = el("pre", { class: "code", tabindex: 0, "aria-label": "Text of the document" });
const box = el("div", { class: "code-box" }, el("div", { class: "sheet" }, gutter, code));
const detail = el("div", { class: "detail", "aria-live": "polite" });
const title = el("h3", { id: "document" });
const say = el("div", { class: "visually-hidden", role: "status", "aria-live": "polite" });

const buttons = LABELS.map((label, index) =>
  el("button", { type: "button", class: label, "aria-pressed": "true", title: "Show or hide " + label, onclick: (event) => {
    const on = !filter.labels.has(label);
    on ? filter.labels.add(label) : filter.labels.delete(label);
    event.currentTarget.setAttribute("aria-pressed", on);
    refilter();
  } }, label));
const sources = [...new Set(data.documents.flatMap((doc) => doc.spans.map((span) => span.source)))].sort();
const choose = (name, options, set) => {
  const select = el("select", { onchange: (event) => { set(event.target.value); refilter(); } }, ...options.map(([value, text]) => el("option", { value }, text)));
  return el("label", {}, name, select);
};
const scoreText = el("output", {}, "1.00");
const tools = el("div", { class: "bar-of-tools", role: "group", "aria-label": "Filter" },
  el("span", { class: "bar-of-tools labels", role: "group", "aria-label": "Labels" }, ...buttons),
  choose("detector", [["", "any"], ...sources.map((source) => [source, source])], (value) => { filter.source = value; }),
  choose("state", [["", "any"], ["open", "to do"], ["done", "done"], ["rejected", "rejected"]], (value) => { filter.state = value; }),
  el("label", {}, "score up to", el("input", { type: "range", min: 0, max: 1, step: 0.05, value: 1, "aria-label": "score up to", oninput: (event) => {
    filter.score = Number(event.target.value); scoreText.textContent = filter.score.toFixed(2); refilter();
  } }), scoreText),
  count);
const act = (text, key, action, attributes = {}) => el("button", { type: "button", onclick: action, "aria-keyshortcuts": key, ...attributes }, text + " ", el("kbd", {}, key));
const toggle = act("Before / after", "b", () => flip(), { "aria-pressed": "false" });
const relabel = el("select", { "aria-label": "Relabel the span, or label the selected text", onchange: (event) => { const value = event.target.value; event.target.value = ""; if (value) label(value); } },
  el("option", { value: "" }, "Label… 1–" + Math.min(9, LABELS.length)), ...LABELS.map((name, index) => el("option", { value: name }, index + 1 + " " + name)));
const actions = el("div", { class: "bar-of-tools", role: "group", "aria-label": "Judge" },
  act("Accept", "a", () => judge("accepted")), act("Reject", "r", () => judge("rejected")), relabel,
  act("Undo", "u", () => undo()), toggle, act("Document done", "d", () => finish(), { class: "primary" }),
  el("button", { type: "button", class: "push", id: "download", onclick: () => download() }, "Download judgements"));
const keys = el("p", { class: "keys" });
for (const [key, text] of [["j", "next span"], ["k", "previous"], ["n", "next document"], ["p", "previous"], ["a", "accept"], ["r", "reject"], ["1–" + Math.min(9, LABELS.length), "relabel, or label the selected text as missed"], ["b", "before/after"], ["d", "done"], ["u", "undo"]]) keys.append(el("kbd", {}, key), " " + text + " ");
app.append(tools, el("div", { class: "panes" }, list, el("div", { "aria-labelledby": "document" }, title, actions, box, detail, keys)), say);

const items = data.documents.map((doc, index) => {
  const state = el("small");
  const item = el("li", {}, el("button", { type: "button", onclick: () => open(index) }, el("b", {}, el("bdi", {}, nameOf(doc))), state));
  item.state = state;
  return item;
});
function nameOf(doc) { return (doc.id || doc.shard + " row " + doc.row) + (doc.offset ? " from character " + doc.offset.toLocaleString("en") : ""); }
list.append(...items);
function describe(index) {
  const doc = data.documents[index], state = of(doc), open = doc.spans.length - Object.keys(state.verdicts).length;
  items[index].classList.toggle("done", state.done);
  items[index].state.textContent = doc.spans.length + state.added.length + " spans" + (state.done ? ", done" : open && open < doc.spans.length ? ", " + open + " to judge" : "") + " · " + doc.stratum;
}
function tally() {
  const done = data.documents.filter((doc) => of(doc).done).length;
  count.textContent = visible.length.toLocaleString("en") + " of " + data.documents.length.toLocaleString("en") + " documents listed, " + done.toLocaleString("en") + " done";
  document.getElementById("download").disabled = !done;
}
function refilter() {
  visible = [];
  data.documents.forEach((doc, index) => { const show = listed(doc); items[index].hidden = !show; if (show) visible.push(index); });
  tally();
  if (!visible.includes(current)) visible.length ? open(visible[0]) : close();
  else draw();
}
function close() { current = -1; marks = []; title.textContent = "No document fits"; code.replaceChildren(); gutter.textContent = ""; detail.replaceChildren(); }
function open(index, last = false) {
  if (current >= 0) items[current].firstChild.removeAttribute("aria-current");
  current = index;
  items[index].firstChild.setAttribute("aria-current", "true");
  items[index].scrollIntoView({ block: "nearest" });
  draw();
  box.scrollTo(0, 0);
  const fitting = marks.filter((mark) => !mark.classList.contains("dim"));
  if (fitting.length) select(last ? fitting.at(-1) : fitting[0]); else select(null);
}
// Draws the whole document: a few milliseconds for 20,000 characters.
function draw() {
  const doc = data.documents[current], spans = spansOf(doc), pieces = document.createDocumentFragment();
  title.textContent = nameOf(doc);
  marks = [];
  let position = 0;
  for (const span of spans) {
    const start = units(doc, span.start), end = units(doc, span.end);
    const mark = el("mark", { tabindex: -1, role: "button", onclick: () => select(mark) });
    mark.span = span;
    mark.textContent = after && span.verdict !== "rejected" ? span.after || "\u2205" : doc.text.slice(start, end);
    pieces.append(doc.text.slice(position, start), mark);
    marks.push(mark);
    dress(mark);
    position = end;
  }
  pieces.append(doc.text.slice(position));
  code.replaceChildren(pieces);
  const lines = code.textContent.split("\n").length;
  gutter.textContent = Array.from({ length: lines }, (_, index) => index + 1).join("\n");
  describe(current);
  if (selected >= 0 && selected < marks.length) marks[selected].setAttribute("aria-current", "true");
}
function dress(mark) {
  const span = mark.span, doc = data.documents[current];
  mark.className = [span.shown, span.verdict === "rejected" ? "rejected" : span.added != null ? "added" : span.verdict ? "accepted" : "", fits(doc, span) || span.added != null ? "" : "dim"].join(" ").trim();
  const score = span.score == null ? "added by you" : "score " + span.score.toFixed(2) + ", " + span.source;
  mark.title = span.shown + ", " + score + " → " + (span.after || "nothing");
  mark.setAttribute("aria-label", mark.title + (span.verdict ? ", " + (LABELS.includes(span.verdict) ? "relabelled" : span.verdict) : ", not judged"));
}
function select(mark) {
  marks[selected]?.removeAttribute("aria-current");
  selected = mark ? marks.indexOf(mark) : -1;
  detail.replaceChildren();
  if (!mark) { detail.append(data.documents[current]?.spans.length === 0 ? "Nothing was found here. Select text and press a number if something was missed, then d." : "No span selected."); return; }
  mark.setAttribute("aria-current", "true");
  mark.scrollIntoView({ block: "nearest", inline: "nearest" });
  const doc = data.documents[current], span = mark.span, rows = el("dl");
  const row = (name, value) => rows.append(el("div", {}, el("dt", {}, name), el("dd", {}, value)));
  row("label", el("span", { class: "chip " + span.shown }, span.shown));
  row("score", span.score == null ? "–" : span.score.toFixed(2));
  row("source", span.source ?? "added by you");
  const value = slice(doc, span);
  row("before", value.length > 200 ? value.slice(0, 200) + "…" : value);
  row("after", span.after === "" ? "nothing" : span.after);
  row("characters", (doc.offset + span.start).toLocaleString("en") + "–" + (doc.offset + span.end).toLocaleString("en"));
  row("judgement", LABELS.includes(span.verdict) ? "relabelled from " + span.label : span.verdict ?? "none yet");
  detail.append(rows);
}
function step(by) {
  if (current < 0) return;
  for (let next = selected + by; next >= 0 && next < marks.length; next += by)
    if (!marks[next].classList.contains("dim")) return select(marks[next]);
  turn(by, by < 0);
}
function turn(by, last = false) {
  const next = visible[visible.indexOf(current) + by];
  if (next !== undefined) open(next, last); else say.textContent = "No more documents";
}
function judge(verdict) {
  const mark = marks[selected], doc = data.documents[current];
  if (!mark) return;
  const span = mark.span;
  change(doc, (state) => {
    if (span.added != null) { if (verdict === "rejected") state.added.splice(span.added, 1); else if (LABELS.includes(verdict)) state.added[span.added].label = verdict; }
    else state.verdicts[span.index] = verdict === span.label ? "accepted" : verdict;
  });
  say.textContent = verdict;
  if (span.added != null) { draw(); select(marks[Math.min(selected, marks.length - 1)] ?? null); tally(); return; }
  Object.assign(span, { verdict: of(doc).verdicts[span.index] });
  span.shown = LABELS.includes(span.verdict) ? span.verdict : span.label;
  dress(mark);
  describe(current);
  step(1);
}
// The selected text, in characters of the document; null without a selection or in the view of what it became.
function selection() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed || after) return null;
  const range = chosen.getRangeAt(0);
  if (!code.contains(range.startContainer) || !code.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(code);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length, text = range.toString();
  const left = text.length - text.trimStart().length, right = text.trimEnd().length;
  const doc = data.documents[current];
  return right > left ? { start: points(doc, start + left), end: points(doc, start + right) } : null;
}
function label(name) {
  const chosen = selection(), doc = data.documents[current];
  if (!chosen) return judge(name);
  if (spansOf(doc).some((span) => span.verdict !== "rejected" && span.start < chosen.end && chosen.start < span.end)) { say.textContent = "It overlaps a span; reject that first"; detail.replaceChildren("The selected text overlaps a span; reject that first."); return; }
  change(doc, (state) => state.added.push({ ...chosen, label: name }));
  getSelection().removeAllRanges();
  draw();
  select(marks.find((mark) => mark.span.added === of(doc).added.length - 1));
  say.textContent = "added " + name;
}
function finish() {
  if (current < 0) return;
  const doc = data.documents[current];
  change(doc, (state) => { state.done = !state.done; if (state.done) doc.spans.forEach((_, index) => { state.verdicts[index] ??= "accepted"; }); });
  draw();
  tally();
  say.textContent = of(doc).done ? "document done" : "document to do again";
  if (of(doc).done) turn(1);
}
function undo() {
  const last = undone.pop();
  if (!last) return;
  judged[last[0]] = JSON.parse(last[1]);
  keep();
  describe(last[0]);
  tally();
  if (last[0] === current) { draw(); select(marks[Math.min(Math.max(selected, 0), marks.length - 1)] ?? null); } else open(last[0]);
}
function flip() {
  after = !after;
  toggle.setAttribute("aria-pressed", after);
  if (current >= 0) { draw(); select(marks[selected] ?? null); }
}
// ------------------------------------------------------------------------------------------------------------------ download
function judgement(doc) {
  const found = doc.spans.map((span, index) => ({ start: span.start, end: span.end, label: span.label, score: span.score, source: span.source, verdict: of(doc).verdicts[index] }));
  const spans = spansOf(doc).filter((span) => span.verdict !== "rejected").map((span) => ({ start: span.start, end: span.end, label: span.shown }));
  return {
    id: doc.shard + "#" + doc.row + (doc.offset ? "+" + doc.offset : ""), text: doc.text, spans, asked: LABELS,
    meta: { shard: doc.shard, row: doc.row, name: doc.id, offset: doc.offset, stratum: doc.stratum, values: data.values, found },
  };
}
function download() {
  const rows = data.documents.filter((doc) => of(doc).done).map((doc) => JSON.stringify(judgement(doc)) + "\n");
  const url = URL.createObjectURL(new Blob(rows, { type: "application/x-ndjson" }));
  el("a", { href: url, download: "judgements.jsonl" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

const shortcuts = { j: () => step(1), k: () => step(-1), n: () => turn(1), p: () => turn(-1), a: () => judge("accepted"), r: () => judge("rejected"), u: undo, b: flip, d: finish };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(SELECT|INPUT|TEXTAREA)$/.test(event.target.tagName)) return;
  const action = shortcuts[event.key] ?? (/^[1-9]$/.test(event.key) && LABELS[event.key - 1] ? () => label(LABELS[event.key - 1]) : null);
  if (action) { event.preventDefault(); action(); }
});
data.documents.forEach((_, index) => describe(index));
refilter();
})();
