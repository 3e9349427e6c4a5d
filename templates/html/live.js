"use strict";
// Follows the sliders: evaluates the definitions and the derived results, and fills in the tables.
// Terms come as nested lists, ["+", 1, ["v", "x", "i"]] for 1 + x_i; see symsoft/pictures/trees.py.
(() => {
  const source = document.getElementById("live-data");
  if (!source) return;
  const data = JSON.parse(source.textContent);
  const arrays = new Map();

  const place = (axes, at) => axes.reduce((p, length, k) => p * length + at[k] - 1, 0);

  // A series with positive terms: nothing cancels.
  const erf = (x) => {
    if (!(Math.abs(x) < 6)) return Number.isNaN(x) ? x : Math.sign(x);
    let term = 2 * x / Math.sqrt(Math.PI) * Math.exp(-x * x);
    let sum = 0;
    for (let k = 1; sum + term !== sum; k += 1) {
      sum += term;
      term *= 2 * x * x / (2 * k + 1);
    }
    return sum;
  };
  const FUNCTIONS = {
    exp: Math.exp, log: Math.log, sin: Math.sin, cos: Math.cos, tanh: Math.tanh, sinh: Math.sinh,
    cosh: Math.cosh, abs: Math.abs, sign: Math.sign, erf, maximum: Math.max, minimum: Math.min,
  };
  const COMPARISONS = {
    ">": (a, b) => a > b, ">=": (a, b) => a >= b, "<": (a, b) => a < b, "<=": (a, b) => a <= b,
    "==": (a, b) => a === b,
  };
  const power = (base, exponent) => exponent === 0.5 ? Math.sqrt(base) : base ** exponent;

  // The value of a term where indices have the values in `at`.
  const value = (e, at) => {
    if (typeof e === "number") return e;
    const index = (i) => typeof i === "number" ? i : at[i];
    const [kind, ...parts] = e;
    switch (kind) {
      case "/": return parts[0] / parts[1];
      case "n": return data.sizes[parts[0]];
      case "k": return { pi: Math.PI, e: Math.E }[parts[0]];
      case "d": return index(parts[0]) === index(parts[1]) ? 1 : 0;
      case "v": {
        const { axes, entries } = arrays.get(parts[0]);
        return entries[place(axes, parts.slice(1).map(index))];
      }
      case "+": return parts.reduce((sum, part) => sum + value(part, at), 0);
      case "*": return product(parts, at);
      case "^": return power(value(parts[0], at), value(parts[1], at));
      case "f": return FUNCTIONS[parts[0]](...parts.slice(1).map((part) => value(part, at)));
      case "?": {
        const [[sign, a, b], yes, no] = parts;
        return COMPARISONS[sign](value(a, at), value(b, at)) ? value(yes, at) : value(no, at);
      }
      case "c": {
        const holds = ([a, b, same]) => (index(a) === index(b)) === same;
        const found = parts.find(([conditions]) => conditions.every(holds));
        return found ? value(found[1], at) : NaN;
      }
      default: return reduced(kind, parts, at, index);
    }
  };

  // A delta that is 0 wins over whatever stands beside it.
  const product = (parts, at) => {
    const deltas = parts.filter((part) => part[0] === "d");
    if (deltas.some((part) => value(part, at) === 0)) return 0;
    return parts.reduce((result, part) => result * value(part, at), 1);
  };

  const reduced = (kind, [body, letter, size, ...excluded], at, index) => {
    const skipped = excluded.map(index);
    const values = [];
    for (let k = 1; k <= data.sizes[size]; k += 1) {
      if (!skipped.includes(k)) values.push(value(body, { ...at, [letter]: k }));
    }
    if (kind === "sum") return values.reduce((sum, v) => sum + v, 0);
    return kind === "max" ? Math.max(...values) : Math.min(...values);
  };

  // Every assignment of values to indices, the last index fastest.
  const every = (axes) => axes.reduce(
    (found, [letter, length]) => found.flatMap((at) =>
      Array.from({ length }, (_, k) => ({ ...at, [letter]: k + 1 }))),
    [{}],
  );

  const shown = (v) => {
    if (!Number.isFinite(v)) return "–";
    const size = Math.abs(v);
    const text = size >= 1e5 ? size.toExponential(3) : size.toFixed(4);
    return (Number(text) === 0 ? "" : v < 0 ? "−" : "+") + text;
  };

  const write = (cell, v) => {
    cell.textContent = shown(v);
    cell.dataset.value = String(v);
  };

  const colour = (cell, v, largest) => {
    const share = largest && Number.isFinite(v) ? Math.abs(v) / largest : 0;
    cell.style.setProperty("--share", `${Math.round(85 * share)}%`);
    cell.classList.toggle("negative", v < 0);
  };

  const fill = (panel, element) => {
    const rows = every(panel.rows);
    const columns = every(panel.columns);
    const cells = [...element.querySelectorAll("[data-cell]")];
    const sums = [...element.querySelectorAll("[data-sum]")];
    const values = rows.flatMap((row) =>
      columns.map((column) => value(panel.entry, { ...row, ...column })));
    const largest = Math.max(...values.map(Math.abs).filter(Number.isFinite));
    values.forEach((v, k) => {
      write(cells[k], v);
      colour(cells[k], v, largest);
    });
    sums.forEach((sum, k) => {
      const line = values.slice(k * columns.length, (k + 1) * columns.length);
      write(sum, line.reduce((total, v) => total + v, 0));
    });
    [...element.querySelectorAll("[data-head]")].forEach((head, k) =>
      write(head, value(panel.head, rows[k])));
    [...element.querySelectorAll("[data-product]")].forEach((cell, k) =>
      write(cell, value(panel.product, columns[k])));
  };

  const update = () => {
    for (const { name, axes, body } of data.definitions) {
      const entries = every(axes).map((at) => value(body, at));
      arrays.set(name, { axes: axes.map(([, length]) => length), entries });
    }
    const elements = document.querySelectorAll("[data-panel]");
    data.panels.forEach((panel, k) => fill(panel, elements[k]));
  };

  for (const { name, axes, values } of data.inputs) {
    arrays.set(name, { axes, entries: [...values] });
  }
  const sliders = [...document.querySelectorAll("#live input[type=range]")];
  const move = (slider) => {
    const { name, entry } = slider.dataset;
    arrays.get(name).entries[Number(entry)] = slider.valueAsNumber;
    const text = String(slider.valueAsNumber).replace("-", "−");
    slider.nextElementSibling.textContent = text;
    slider.setAttribute("aria-valuetext", text);
  };
  for (const slider of sliders) {
    slider.addEventListener("input", () => {
      move(slider);
      update();
    });
  }
  const reset = document.getElementById("live-reset");
  reset.addEventListener("click", () => {
    for (const slider of sliders) {
      slider.value = slider.defaultValue;
      move(slider);
    }
    update();
  });
  // A browser may remember where the sliders were when a page is loaded again.
  sliders.forEach(move);
  update();
  document.getElementById("live").hidden = false;
})();
