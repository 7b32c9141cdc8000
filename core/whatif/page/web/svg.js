// Elements, in the page and in drawings. Text is always put in as text, never as markup: names come from scenarios.

function make(name, attributes = {}, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key === 'class') element.className = value;
    else if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...content);
  return element;
}

function draw(name, attributes = {}, ...content) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...content);
  return element;
}

function drawing(width, height, label) {
  return draw('svg', {viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label, preserveAspectRatio: 'xMidYMid meet'});
}

function show(id, ...content) {
  document.getElementById(id).replaceChildren(...content);
}

// A round number just above.
function ceiling(value) {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  for (const part of [1, 1.5, 2, 3, 4, 5, 6, 8, 10]) if (part * power >= value) return part * power;
  return 10 * power;
}
