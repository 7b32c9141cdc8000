// The words of the page in both languages, and numbers in words.
'use strict';

const WORDS = {
  changed: ['较基准', 'change'],
  of_replicates: ['{0} / {1} 次重复模拟', '{0} of {1} replicates'],
  ready: ['基准方案，{0} 次重复模拟', 'The baseline, {0} replicates'],
  starting: ['正在启动引擎……', 'The engine starts …'],
  done: ['已完成 {0} 次重复模拟', '{0} replicates done'],
  will: ['规划将实现。', 'The plan will be met.'],
  will_not: ['规划将不能全部实现。', 'The plan will not be met in full.'],
  open_verdict: ['照此实施，规划能否实现尚不确定。', 'Whether the plan will be met is open.'],
  counts: ['由模型判断的 {0} 项目标中：{1} 项达标，{2} 项未定，{3} 项不达标', 'Of {0} targets that the model decides {1} are met, {2} open, {3} missed'],
  counts_before: ['（基准：{0}、{1}、{2}）', ' (baseline: {0}, {1}, {2})'],
  gained: ['新达标：{0}', 'Newly met: {0}'],
  lost: ['不再达标：{0}', 'No longer met: {0}'],
  waits: ['期末等待床位 {0} 人{1}', 'At the end {0} people{1} wait for a bed'],
  costs: ['全程费用 {0}{1}', 'it costs {0}{1} over the run'],
  aside: ['（{0}）', ' ({0})'],
  same: ['与基准相同', 'as the baseline'],
  targets: ['目标与达成概率（竖线：基准）', 'How likely targets are met (|: baseline)'],
  fixed: ['另有 {0} 项由输入决定', '{0} more that the input decides'],
  coverage: ['有设施的社区和村', 'Settlements with a facility'],
  communities: ['社区', 'communities'],
  villages: ['村', 'villages'],
  waiting: ['等待床位的人', 'People waiting for a bed'],
  money: ['谁出钱（全程）', 'Who pays, whole run'],
  map: ['各镇街：设施覆盖', 'Towns: covered settlements'],
  map_all: ['全部', 'all'],
  baseline: ['基准', 'baseline'],
  now: ['现在', 'now'],
  all_money: ['合计', 'all'],
  outside: ['超出已有证据（{0} 至 {1}）', 'beyond the evidence ({0} to {1})'],
  no_evidence: ['该数值是规定或选择，没有证据范围', 'a rule or a choice: no range of evidence'],
  inert: ['在本方案中不起作用：{0}', 'Changes nothing here: {0}'],
  to_baseline: ['恢复基准值', 'back to the baseline'],
  any_outside: ['{0} 项超出已有证据：结果只是模型的外推', '{0} beyond the evidence: the model’s guess alone'],
  group_funding: ['资金来源', 'Funding'],
  group_staff: ['人员', 'Staff'],
  group_care: ['照护', 'Care'],
  group_building: ['建设', 'Building'],
  group_money: ['镇街资金', 'Money of towns'],
  saved: ['已存方案', 'Saved variants'],
  saved_none: ['点“保存”可并排比较多个方案。', 'Save variants to see them side by side.'],
  variant: ['方案 {0}', 'Variant {0}'],
  use: ['采用', 'use'],
  remove: ['删除', 'remove'],
  col_targets: ['达标', 'targets'],
  col_communities: ['社区覆盖', 'communities'],
  col_villages: ['村覆盖', 'villages'],
  col_waiting: ['等待床位', 'waiting'],
  col_money: ['全部费用', 'all money'],
  col_public: ['公共资金', 'public'],
  million: ['{0} 万元', '{0} million yuan'],
  link_text: ['打开此链接即得到本方案（与本页面文件一起发送）', 'This link opens the page with this variant; send it along with the file'],
  copied: ['已复制', 'copied'],
  bad_file: ['不是本页面的方案文件', 'This is no variant of this page'],
  problem: ['引擎报告问题：{0}', 'The engine reports a problem: {0}'],
  interval_parameters: [
    '区间包含机会和 {0} 个不确定参数；随重复模拟增加而收窄。差异取自相同的随机数。',
    'Intervals hold chance and {0} uncertain parameters, and narrow as replicates come in. Differences are taken on the same random numbers.'],
  interval_chance: [
    '区间只包含机会，不含参数的不确定性。差异取自相同的随机数。',
    'Intervals hold chance alone, not what is unknown of parameters. Differences are taken on the same random numbers.'],
  gaps: ['数据缺口：', 'Gaps of the data: '],
  per_town: ['{0}：{1}/{2} 个社区，{3}/{4} 个村；等待床位 {5}', '{0}: {1}/{2} communities, {3}/{4} villages; {5} wait for a bed'],
};

let language = document.documentElement.lang === 'en' ? 'en' : 'zh';

function fill(text, values) {
  return text.replace(/\{(\d)\}/g, (_, i) => values[Number(i)]);
}

function say(id, ...values) {
  return fill(WORDS[id][language === 'zh' ? 0 : 1], values);
}

function said(text) {
  return text[language];
}

// Digits that a reader can use: none behind the point above a hundred, one above ten.
function number_text(value, digits) {
  if (Number.isNaN(value)) return '–';
  const places = digits ?? (Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
  return value.toLocaleString('en-US', {minimumFractionDigits: 0, maximumFractionDigits: places}).replace('-', '−');
}

function signed_text(value, digits) {
  const text = number_text(value, digits);
  return value > 0 && text !== '0' ? '+' + text : text === '−0' ? '0' : text;
}

function percent_text(share) {
  return Number.isNaN(share) ? '–' : number_text(100 * share, 0) + '%';
}

// Yuan as the reports say them: 万元 in Chinese, millions in English.
function money_text(yuan, text = number_text) {
  return say('million', text(yuan / (language === 'zh' ? 1e4 : 1e6)));
}
