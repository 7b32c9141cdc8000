// Month by month: settlements with a facility of their own, and people who wait for a bed, by cause.

const kWidth = 300;
const kHeight = 128;
const kPlot = {left: 34, right: 6, top: 8, bottom: 18};

function month_x(month, months) {
  return kPlot.left + ((kWidth - kPlot.left - kPlot.right) * month) / (months - 1);
}

function value_y(value, highest) {
  return kHeight - kPlot.bottom - ((kHeight - kPlot.top - kPlot.bottom) * value) / highest;
}

function frame_of_months(world, label, highest, text) {
  const svg = drawing(kWidth, kHeight, label);
  for (const part of [0, 0.5, 1]) {
    const y = value_y(part * highest, highest);
    svg.append(draw('line', {x1: kPlot.left, x2: kWidth - kPlot.right, y1: y, y2: y, class: 'grid'}));
    svg.append(draw('text', {x: kPlot.left - 4, y: y + 3.5, 'text-anchor': 'end', class: 'tick'}, text(part * highest)));
  }
  const [year, first] = world.scenario.start.split('-').map(Number);
  for (let month = 0; month < world.scenario.months; ++month) {
    if ((first - 1 + month) % 12 !== 0) continue;
    svg.append(draw('text', {x: month_x(month, world.scenario.months), y: kHeight - 5, class: 'tick'}, String(year + (first - 1 + month) / 12)));
  }
  return svg;
}

function curve(world, values, highest, css) {
  const points = values.map((value, month) => `${month_x(month, world.scenario.months).toFixed(1)},${value_y(value, highest).toFixed(1)}`);
  return draw('polyline', {points: points.join(' '), class: 'curve ' + css});
}

function over_months(world, value) {
  return Array.from({length: world.scenario.months}, (_, month) => value(month));
}

function draw_coverage(results) {
  const {world} = results;
  const all = [world.towns.reduce((sum, town) => sum + town.communities, 0), world.towns.reduce((sum, town) => sum + town.villages, 0)];
  const svg = frame_of_months(world, say('coverage'), 1, percent_text);
  [['communities', 0], ['villages', 1]].forEach(([name, kind]) => {
    if (all[kind] === 0) return;
    const at = (month) => results.cell('/district/settlements_covered', (month * 2 + kind) * 2);
    svg.append(curve(world, over_months(world, (month) => results.base(at(month)).mean / all[kind]), 1, name + ' before'));
    svg.append(curve(world, over_months(world, (month) => results.now(at(month)).mean / all[kind]), 1, name));
    const last = results.change(at(world.scenario.months - 1));
    const now = results.now(at(world.scenario.months - 1));
    set_legend(name, `${say(name)} ${number_text(now.mean, 0)}/${all[kind]}`, change_text(last, (v) => signed_text(v, 1)));
  });
  show('coverage', svg);
}

function draw_waiting(results) {
  const {world} = results;
  const causes = world.causes.length;
  const at = (month, cause) => results.cell('/district/bed_shortfall', month * causes + cause);
  const now = over_months(world, (month) => world.causes.map((_, cause) => results.now(at(month, cause)).mean));
  const base = over_months(world, (month) => world.causes.reduce((sum, _, cause) => sum + results.base(at(month, cause)).mean, 0));
  const sums = now.map((parts) => parts.reduce((a, b) => a + b, 0));
  const highest = ceiling(Math.max(10, ...sums, ...base));
  const svg = frame_of_months(world, say('waiting'), highest, (value) => number_text(value, 0));
  let below = now.map(() => 0);
  world.causes.forEach((_, cause) => {
    const above = below.map((value, month) => value + now[month][cause]);
    const corner = (value, month) => `${month_x(month, world.scenario.months).toFixed(1)},${value_y(value, highest).toFixed(1)}`;
    const points = [...above.map(corner), ...below.map(corner).reverse()];
    svg.append(draw('polygon', {points: points.join(' '), class: 'cause c' + cause}));
    below = above;
  });
  svg.append(curve(world, base, highest, 'before total'));
  show('waiting', svg);
  show('causes', ...world.causes.map((one, cause) => {
    const last = results.now(at(world.scenario.months - 1, cause)).mean;
    return make('li', {}, make('i', {class: 'c' + cause}), `${said(one.name)} ${number_text(last, 0)}`);
  }));
}

function set_legend(id, text, change) {
  show('legend-' + id, make('i', {class: id}), text + ' ', make('small', {}, change));
}

// "+12 [3, 21]", or that nothing changes.
function change_text(change, text) {
  if (change.zero) return say('same');
  return text(change.mean) + interval_text(change, text);
}

// " [3, 21]"; nothing where there is none, or where its ends read as the mean does.
function interval_text(change, text) {
  const [low, high] = [text(change.low), text(change.high)];
  return Number.isNaN(change.low) || (low === high && low === text(change.mean)) ? '' : ` [${low}, ${high}]`;
}
