// Ways out of the page: a link, a small file, a scenario, paper.

function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], {type}));
  const link = make('a', {href: address, download: name});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function link_of(variant) {
  return location.href.split('#')[0] + variant.hash();
}

function show_link(variant) {
  const box = document.getElementById('link-box');
  const field = document.getElementById('link');
  field.value = link_of(variant);
  document.getElementById('link-copied').textContent = '';
  box.showModal();
  field.select();
}

async function copy_link() {
  try {
    await navigator.clipboard.writeText(document.getElementById('link').value);
    document.getElementById('link-copied').textContent = say('copied');
  } catch {
    document.getElementById('link').select();
  }
}

function take_text(text, variant) {
  const values = values_of_file(text, variant.world);
  if (values === null) tell_problem(say('bad_file'));
  else variant.take(values);
}

function tell_problem(text) {
  const line = document.getElementById('problem');
  line.textContent = text;
  line.hidden = text === '';
}
