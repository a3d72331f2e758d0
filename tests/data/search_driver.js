// Runs the scripts of a published search page in Node, with as much of a browser's document as they use.
//
//   node search_driver.js SITE PAGE SCRIPT …   with searches on standard input, as a JSON array of strings
//
// PAGE is the file of the page below SITE. Writes what the page shows after each search, as a JSON array.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const [site, page, ...scripts] = process.argv.slice(2);
const html = fs.readFileSync(path.join(site, page), "utf8");

class Element {
  constructor(name) {
    Object.assign(this, { name, children: [], attributes: {}, listeners: {}, className: "", hidden: false });
  }
  append(...nodes) { this.children.push(...nodes.map((node) => (node instanceof Element ? node : String(node)))); }
  replaceChildren(...nodes) { this.children = []; this.append(...nodes); }
  get textContent() { return this.children.map((node) => (node instanceof Element ? node.textContent : node)).join(""); }
  set textContent(text) { this.children = [String(text)]; }
  set innerHTML(_) { throw new Error("a text was used as HTML"); }
  setAttribute(name, value) { this.attributes[name] = value; }
  addEventListener(name, listener) { this.listeners[name] = listener; }
  fire(name) { return this.listeners[name]({ preventDefault() {} }); }
  all(name) {
    const below = this.children.filter((node) => node instanceof Element);
    return below.flatMap((node) => [...(node.name === name ? [node] : []), ...node.all(name)]);
  }
  querySelector(name) { return this.all(name)[0] || null; }
  focus() { focused = this; }
}
let focused = null;

const attribute = (name) => {
  const found = new RegExp(` ${name}="([^"]*)"`).exec(html);
  const names = { quot: '"', amp: "&", lt: "<", gt: ">" };
  return found && found[1].replace(/&(quot|amp|lt|gt);/g, (_, entity) => names[entity]);
};
const place = new Element("div"), input = new Element("input"), form = new Element("form"), loaded = [];
place.dataset = { searchIndex: attribute("data-search-index"), searchLabels: attribute("data-search-labels") };
Object.assign(input, { form, value: "" });

const runFile = (context, file) => vm.runInContext(fs.readFileSync(file, "utf8"), context, { filename: file });
const context = vm.createContext({
  URL, console, setTimeout, clearTimeout,
  location: { href: `file:///site/${page}?q=${encodeURIComponent("règles publiées")}` },
  history: { replaceState(_, __, address) { context.location.href = String(address); } },
  document: {
    documentElement: { lang: attribute("lang") },
    createElement: (name) => Object.assign(new Element(name), { remove() {} }),
    querySelector: (selector) => (selector === "[data-search-index]" ? place : selector === "[name=q]" ? input : null),
    head: {
      append(script) {
        loaded.push(script.src);
        setImmediate(() => {
          try { runFile(context, path.join(site, path.dirname(page), script.src)); } catch { return script.onerror(); }
          return script.onload();
        });
      },
    },
  },
});

const shown = () => {
  const [status, list, more] = place.children;
  return {
    status: status.textContent,
    more: !more.hidden,
    results: list.children.map((item) => ({
      href: item.querySelector("a").href,
      words: item.querySelector("a").textContent,
      marks: item.all("mark").map((mark) => mark.textContent),
      lang: item.all("p")[0].lang,
      text: item.textContent,
    })),
  };
};

(async () => {
  scripts.forEach((script) => runFile(context, script));
  const fromAddress = input.value, answers = [];
  for (const search of JSON.parse(fs.readFileSync(0, "utf8"))) {
    input.value = search;
    const stale = form.fire("submit");
    await form.fire("submit");
    await stale;
    const more = place.children[2];
    let pages = 1;
    for (; !more.hidden; pages += 1) {
      await more.fire("click");
      if (!focused) throw new Error("the first new result has no focus");
      focused = null;
    }
    answers.push({ ...shown(), pages, address: context.location.href });
  }
  process.stdout.write(JSON.stringify({ fromAddress, loaded, answers }));
})();
