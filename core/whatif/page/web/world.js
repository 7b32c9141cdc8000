// What the page carries: packed blocks of data, and the world that the program wrote.

function bytes_of(id) {
  const text = document.getElementById(id).textContent;
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; ++i) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

async function unpacked(id) {
  const stream = new Blob([bytes_of(id)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function read_world() {
  const world = JSON.parse(new TextDecoder().decode(await unpacked('world')));
  const binary = atob(world.baseline);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; ++i) bytes[i] = binary.charCodeAt(i);
  const numbers = new Float64Array(bytes.buffer);
  const length = world.record.length;
  world.baseline = [];
  for (let at = 0; at < numbers.length; at += length) world.baseline.push(numbers.subarray(at, at + length));
  place_parts(world);
  return world;
}

// Where the parts of a record begin.
function place_parts(world) {
  const figures = world.figures.length;
  const towns = world.towns.length * world.town_figures.length;
  let at = figures + towns;
  world.at = {figure: new Map(world.figures.map((one, i) => [one.id, i])), towns: figures, cells: {}};
  for (const pick of world.record.cells) {
    world.at.cells[pick.path] = at;
    at += pick.at.length;
  }
  world.at.town_figure = new Map(world.town_figures.map((one, i) => [one.id, i]));
}
