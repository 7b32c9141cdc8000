// Who pays over the whole run: now, at the baseline, and the change with its interval.

function draw_money(results) {
  const {world} = results;
  const rows = [['money.all', say('all_money')], ...world.payers.map((payer) => ['money.' + payer.id, said(payer.name)])]
    .filter(([id]) => results.figure(id) !== undefined)
    .map(([id, name]) => {
      const at = results.figure(id);
      return {id, name, now: results.now(at), base: results.base(at), change: results.change(at)};
    });
  const highest = Math.max(1, ...rows.slice(1).flatMap((row) => [row.now.mean, row.base.mean]));
  const unit = language === 'zh' ? 1e4 : 1e6;
  const changed = (value) => signed_text(value / unit, language === 'zh' ? 0 : 1);
  show('money', ...rows.map((row) => make('tr', {class: row.id === 'money.all' ? 'all' : ''},
    make('th', {scope: 'row'}, row.name),
    make('td', {class: 'money-bar'}, row.id === 'money.all' ? '' : money_bar(row, highest)),
    make('td', {class: 'number'}, number_text(row.now.mean / unit, language === 'zh' ? 0 : 1)),
    make('td', {class: 'change'}, row.change.zero ? '·' : change_text(row.change, changed)))));
}

function money_bar(row, highest) {
  const svg = drawing(100, 12, '');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'bar');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.append(draw('rect', {x: 0, y: 3, width: Math.max(0, (100 * row.now.mean) / highest), height: 6, class: 'fill money'}));
  const base = (100 * row.base.mean) / highest;
  svg.append(draw('line', {x1: base, x2: base, y1: 0, y2: 12, class: 'base'}));
  return svg;
}
