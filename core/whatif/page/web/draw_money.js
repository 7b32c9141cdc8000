// Who pays over the whole run: now, at the baseline, and the change with its interval.

function draw_money(results) {
  const {world} = results;
  const rows = [['money.all', say('all_money')], ...world.payers.map((payer) => ['money.' + payer.id, said(payer.name)])]
    .filter(([id]) => results.figure(id) !== undefined)
    .map(([id, name]) => {
      const at = results.figure(id);
      return {id, name, now: results.now(at), base: results.base(at), change: results.change(at)};
    });
  const unit = language === 'zh' ? 1e4 : 1e6;
  const changed = (value) => signed_text(value / unit, language === 'zh' ? 0 : 1);
  show('money', ...rows.map((row) => make('tr', {class: row.id === 'money.all' ? 'all' : ''},
    make('th', {scope: 'row'}, row.name),
    make('td', {class: 'number'}, number_text(row.now.mean / unit, language === 'zh' ? 0 : 1)),
    make('td', {class: 'change'}, ...change_cell(row.change, changed)))));
}

// The change, and its interval in smaller digits.
function change_cell(change, text) {
  if (change.zero) return ['·'];
  return [text(change.mean), make('small', {}, interval_text(change, text))];
}
