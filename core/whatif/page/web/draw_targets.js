// Every target that is due within the run: how likely it is met now, and at the baseline.

function target_value(target, value) {
  if (Number.isNaN(value)) return '–';
  return target.unit === 'share' ? number_text(100 * value, 1) + '%' : number_text(value, target.unit === 'm2' ? 3 : 0);
}

function probability_bar(line) {
  const svg = drawing(100, 12, `${percent_text(line.now.share)}; ${say('baseline')} ${percent_text(line.base.share)}`);
  svg.setAttribute('class', 'bar');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.append(draw('rect', {x: 0, y: 3, width: 100, height: 6, class: 'track'}));
  svg.append(draw('rect', {x: 0, y: 3, width: 100 * line.now.share, height: 6, class: 'fill ' + line.verdict}));
  svg.append(draw('line', {x1: 100 * line.now.low, x2: 100 * line.now.high, y1: 6, y2: 6, class: 'whisker'}));
  svg.append(draw('line', {x1: 100 * line.base.share, x2: 100 * line.base.share, y1: 0, y2: 12, class: 'base'}));
  return svg;
}

function target_row(line, world) {
  const {target} = line;
  const moved = line.verdict !== line.before;
  const title = `${target.id}  ${said(target.name)}\n${target_value(target, line.base.value)} → ${target_value(target, line.now.value)}` +
    ` (${target.at_most ? '≤' : '≥'} ${target_value(target, target.threshold)}, ${target.due})` + (said(target.why) ? '\n' + said(target.why) : '');
  return make('tr', {class: (moved ? 'moved ' : '') + (target.by === 'model' ? '' : 'given'), title},
    make('th', {scope: 'row'}, said(target.name)),
    make('td', {class: 'word ' + line.verdict}, said(world.verdicts[line.verdict])),
    make('td', {class: 'prob'}, probability_bar(line)),
    make('td', {class: 'number'}, percent_text(line.now.share)));
}

function draw_targets(results) {
  const {lines} = results.verdicts();
  const rows = (by_model) => lines.filter((line) => (line.target.by === 'model') === by_model).map((line) => target_row(line, results.world));
  const given = rows(false);
  show('targets', ...rows(true));
  show('given', ...given);
  show('given-word', say('fixed', given.length));
}
