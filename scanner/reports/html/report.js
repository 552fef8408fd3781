"use strict";
// The page's list of cases: filters, order, paging, details, printing; and the switch of languages.
// Names come from the scanned data: they are only ever set as text, never as markup.
(() => {
  const PAGE = 100;
  const PRINTED = 300;
  const SURE = ["certain", "likely", "to check"];
  const FOLD = { ө: "о", ү: "у", ң: "н", ё: "е" };

  const data = JSON.parse(document.getElementById("table").textContent);
  const rows = data.rows;
  const state = { order: null, column: "", down: false, first: 0, found: [] };
  let details = null; // read when the first row is opened
  let at = 0; // the language's place in every list of words
  let view = null; // the list's elements in this language

  const say = (key, values = {}) =>
    data.texts[key][at].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, say("group"));
  const fold = (text) => text.toLowerCase().replace(/[өүңё]/g, (letter) => FOLD[letter]);

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  // --- what the rows hold ------------------------------------------------------------------------

  const count = rows.name.length;
  const all = Array.from({ length: count }, (_, row) => row);
  const folders = data.folders.map(fold);
  const tones = data.statuses.map(([code]) =>
    code === "declared" ? "fine" : ["due", "inaccurate", "stale"].includes(code) ? "watch" : "grave");
  const path = (row) => `${folders[rows.folder[row]]}/${fold(rows.name[row])}`;

  const keys = { // what a column is ordered by
    name: path,
    category: (row) => data.categories[rows.category[row]][at],
    count: (row) => rows.count[row],
    persons: (row) => rows.persons[row],
    sure: (row) => rows.sure[row],
    statuses: (row) => row, // the order in which the report was written: the gravest first
    array: (row) => (rows.array[row] < 0 ? "" : data.arrays[rows.array[row]][at]),
  };

  function filter() {
    const { status, category, array, sure, path: wanted } = view.form.elements;
    const text = fold(wanted.value.trim());
    const hasStatus = data.sets.map((set) => (status.value === "none" ? !set.length : set.includes(Number(status.value))));
    const inFolder = folders.map((folder) => folder.includes(text));
    state.found = state.order.filter((row) =>
      (status.value === "" || hasStatus[rows.statuses[row]]) &&
      (category.value === "" || rows.category[row] === Number(category.value)) &&
      (array.value === "" || rows.array[row] === Number(array.value)) &&
      (sure.value === "" || rows.sure[row] === Number(sure.value)) &&
      (text === "" || inFolder[rows.folder[row]] || path(row).includes(text)));
    state.first = 0;
    show();
  }

  function order(column) {
    state.down = state.column === column && !state.down;
    state.column = column;
    sort();
    filter();
  }

  function sort() {
    const key = keys[state.column];
    if (!key) {
      state.order = all;
      return;
    }
    const values = all.map(key);
    const sign = state.down ? -1 : 1;
    const compare = typeof values[0] === "string" ? new Intl.Collator(data.langs[at]).compare : (a, b) => a - b;
    state.order = all.slice().sort((a, b) => sign * compare(values[a], values[b]) || a - b);
  }

  // --- rows on the page ----------------------------------------------------------------------------

  function badge(status) {
    return element("span", `status ${tones[status]}`, data.statuses[status][1][at]);
  }

  function cell(label, className, ...children) {
    const made = element("td", className, ...children);
    made.dataset.label = label;
    return made;
  }

  function line(row, position) {
    const name = element("th", "path", element("span", "quiet", data.folders[rows.folder[row]]), " ", rows.name[row]);
    name.scope = "row";
    name.dataset.label = view.labels[0];
    const badges = data.sets[rows.statuses[row]].map(badge);
    const array = rows.array[row];
    const open = element("button", "open", say("details"));
    open.type = "button";
    open.dataset.row = row;
    open.setAttribute("aria-expanded", "false");
    open.setAttribute("aria-label", `${say("details")}: ${rows.name[row]}, ${data.categories[rows.category[row]][at]}`);
    const made = element("tr", "", name,
      cell(view.labels[1], "", data.categories[rows.category[row]][at]),
      cell(view.labels[2], "num", number(rows.count[row])),
      cell(view.labels[3], "num", number(rows.persons[row])),
      cell(view.labels[4], "", say(SURE[rows.sure[row]])),
      cell(view.labels[5], "badges", ...(badges.length ? badges : [say("no_status")])),
      cell(view.labels[6], "", array < 0 ? say("no_array") : data.arrays[array][at]),
      cell("", "more", open));
    made.setAttribute("aria-rowindex", position + 2);
    return made;
  }

  function fill(first, last) {
    const made = document.createDocumentFragment();
    for (let position = first; position < last; position += 1) made.append(line(state.found[position], position));
    view.body.replaceChildren(made);
  }

  function show() {
    const found = state.found.length;
    const last = Math.min(state.first + PAGE, found);
    fill(state.first, last);
    view.table.setAttribute("aria-rowcount", found + 1);
    view.found.textContent = found
      ? say("shown", { count: number(found), total: number(data.total), first: number(state.first + 1), last: number(last) })
      : say("none_match");
    for (const button of view.turns) {
      const start = state.first + PAGE * Number(button.dataset.turn);
      button.disabled = start < 0 || start >= found;
    }
    for (const button of view.sorts) {
      const sorted = button.dataset.sort === state.column;
      button.parentElement.ariaSort = sorted ? (state.down ? "descending" : "ascending") : "none";
    }
  }

  function turn(pages) {
    state.first += PAGE * pages;
    show();
    view.found.scrollIntoView({ block: "nearest" });
  }

  // --- details of a row ------------------------------------------------------------------------------

  function listing(title, ...entries) {
    return element("div", "", element("h3", "", title), element("ul", "", ...entries));
  }

  function placeLine([shape, values, example, sure, why]) {
    const where = details.shapes[shape][at].replace(/[\uE000-\uE0FF]/g, (hole) => values[hole.charCodeAt(0) - 0xE000]);
    const reasons = why.map((one) => details.why[one][at]).join("; ");
    return element("li", "",
      element("code", "", example), where ? ` — ${where}` : "",
      element("div", "quiet", `${say(SURE[sure])}${reasons ? `: ${reasons}` : ""}`));
  }

  function verdictLine([status, clause, remedy, preliminary, reason, due, ofRows]) {
    const [name, text] = details.clauses[clause];
    const made = element("li", "", badge(status), " ", details.reasons[reason][at]);
    const asks = details.remedies[remedy][at];
    if (asks) made.append(" ", element("strong", "", `${say("remedy")}: ${asks}.`));
    if (due) made.append(" ", say("due", { day: due }), ".");
    if (ofRows.length) {
      const [soon, over, whole] = ofRows.map(number);
      made.append(" ", say("rows", { due: soon, overdue: over, of: whole }), ".");
    }
    if (preliminary) made.append(element("div", "quiet", say("is_preliminary")));
    const title = say("clause", { number: name });
    made.append(text[at]
      ? element("details", "", element("summary", "", title), element("p", "law", text[at]))
      : element("div", "", title));
    return made;
  }

  function detail(row) {
    details ??= JSON.parse(document.getElementById("details").textContent);
    const [id, seen, owner, flawed, places, verdicts, notes] = details.rows[row];
    const facts = [`${say("number")}: ${id}`, `${say("first_seen")}: ${seen}`];
    if (owner) facts.push(`${say("owner")}: ${owner}`);
    if (flawed) facts.push(say("flawed", { count: number(flawed) }));
    for (const note of notes) facts.push(`note_${note}` in data.texts ? say(`note_${note}`) : note);
    const more = rows.count[row] - places.length;
    const found = listing(say("places"), ...places.map(placeLine));
    if (more > 0) found.append(element("p", "quiet", say("more_places", { count: number(more) })));
    const judged = listing(say("verdicts"), ...verdicts.map(verdictLine));
    if (!verdicts.length) judged.append(element("p", "", say("no_status")));
    const inside = element("td", "", element("div", "detail", judged, found), element("p", "quiet", facts.join(" · ")));
    inside.colSpan = 8;
    return element("tr", "opened", inside);
  }

  function toggle(button) {
    const open = button.getAttribute("aria-expanded") === "true";
    const row = button.closest("tr");
    button.setAttribute("aria-expanded", String(!open));
    if (open) row.nextElementSibling.remove();
    else row.after(detail(Number(button.dataset.row)));
  }

  // --- the list in one language ------------------------------------------------------------------------

  function choices(select, entries) {
    for (const [value, label] of entries) select.append(new Option(label, value));
  }

  function build(section) {
    const form = section.querySelector("form");
    const { status, category, array, sure } = form.elements;
    const used = new Set(data.sets.flat());
    const words = (lists) => lists.map((list, index) => [index, list[at]]);
    choices(status, data.statuses.map(([, list], index) => [index, list[at]]).filter(([index]) => used.has(index)));
    if (data.sets.some((set) => !set.length)) choices(status, [["none", say("no_status")]]);
    choices(category, words(data.categories).sort((a, b) => a[1].localeCompare(b[1])));
    choices(array, [...words(data.arrays), ...(rows.array.includes(-1) ? [[-1, say("no_array")]] : [])]);
    choices(sure, SURE.map((key, index) => [index, say(key)]));
    const made = {
      form,
      table: section.querySelector("table"),
      body: section.querySelector("tbody"),
      found: section.querySelector(".found"),
      note: section.querySelector(".print-note"),
      sorts: [...section.querySelectorAll("[data-sort]")],
      turns: [...section.querySelectorAll("[data-turn]")],
    };
    made.labels = made.sorts.map((button) => button.textContent);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", filter);
    form.addEventListener("reset", () => setTimeout(filter)); // after the fields are empty
    for (const button of made.sorts) button.addEventListener("click", () => order(button.dataset.sort));
    for (const button of made.turns) button.addEventListener("click", () => turn(Number(button.dataset.turn)));
    made.body.addEventListener("click", (event) => {
      const button = event.target.closest("button.open");
      if (button) toggle(button);
    });
    section.querySelector(".list").hidden = false;
    return made;
  }

  const views = new Map();

  function speak(lang) {
    at = data.langs.indexOf(lang);
    document.documentElement.lang = lang;
    document.title = say("title");
    for (const copy of document.querySelectorAll(".copy")) copy.hidden = copy.lang !== lang;
    if (!count) return;
    const before = view;
    if (!views.has(lang)) views.set(lang, build(document.querySelector(`main .copy[lang=${lang}] .findings`)));
    view = views.get(lang);
    if (before) for (const field of before.form.elements) if (field.name) view.form.elements[field.name].value = field.value;
    sort();
    filter();
  }

  for (const choice of document.querySelectorAll("input[name=lang]")) {
    choice.addEventListener("change", () => speak(choice.value));
  }
  speak(document.querySelector("input[name=lang]:checked").value);

  // Paper: the first rows in place of the page's, and a note on how many there are.
  addEventListener("beforeprint", () => {
    if (!view) return;
    const printed = Math.min(PRINTED, state.found.length);
    fill(0, printed);
    view.note.textContent = printed === data.total ? "" : say("print_note", { shown: number(printed), total: number(data.total) });
  });
  addEventListener("afterprint", () => view && show());
})();
