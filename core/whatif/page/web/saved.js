// Variants that a reader saves, side by side with the baseline.

const kColumns = [
  ['col_communities', 'covered.community.own'], ['col_villages', 'covered.village.own'], ['col_waiting', 'bed_shortfall'],
  ['col_money', 'money.all'], ['col_public', 'money.public'],
];

function saved_figures(results) {
  const {counts} = results.verdicts();
  const figures = {targets: `${counts.now.met}/${counts.judged}`, count: results.count};
  for (const [, id] of kColumns) figures[id] = {now: results.now(results.figure(id)), change: results.change(results.figure(id))};
  return figures;
}

function saved_cell(id, figure) {
  const money = id.startsWith('money.');
  const text = (value, write) => (money ? write(value / (language === 'zh' ? 1e4 : 1e6), language === 'zh' ? 0 : 1) : write(value, 1));
  const changed = figure.change.zero ? '' : text(figure.change.mean, signed_text);
  const title = figure.change.zero ? '' : change_text(figure.change, (value) => text(value, signed_text));
  return make('td', {title, 'data-figure': id, 'data-now': figure.now.mean, 'data-change': figure.change.mean}, text(figure.now.mean, number_text), make('small', {}, changed));
}

class Saved {
  constructor(variant) {
    this.variant = variant;
    this.all = [];
    this.made = 0;
  }

  save(results) {
    this.all.push({name: ++this.made, values: this.variant.plain(), figures: saved_figures(results), levers: this.words()});
    this.draw();
  }

  words() {
    return this.variant.moved().map((lever) => ({lever, value: this.variant.value(lever)}));
  }

  draw() {
    document.getElementById('saved-hint').hidden = this.all.length > 0;
    document.getElementById('saved-table').hidden = this.all.length === 0;
    show('saved-head', make('th', {}), make('th', {}, say('col_targets')), ...kColumns.map(([word]) => make('th', {scope: 'col'}, say(word))), make('th', {}));
    show('saved', ...this.all.map((one) => this.row(one)));
  }

  row(one) {
    const what = one.levers.map(({lever, value}) => `${said(lever.name)} ${shown_value(lever, value)} ${said(lever.unit)}`).join(language === 'zh' ? '；' : '; ');
    return make('tr', {},
      make('th', {scope: 'row', title: what}, say('variant', one.name), make('small', {}, what || say('baseline'))),
      make('td', {}, one.figures.targets),
      ...kColumns.map(([, id]) => saved_cell(id, one.figures[id])),
      make('td', {class: 'do'},
        make('button', {type: 'button', onclick: () => this.variant.take(one.values)}, say('use')),
        make('button', {type: 'button', 'aria-label': say('remove'), onclick: () => { this.all = this.all.filter((other) => other !== one); this.draw(); }}, '×')));
  }
}
