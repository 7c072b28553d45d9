/* Search in the browser: MiniSearch over the index beside this file. No request leaves the folder. */
'use strict';

(function () {
  const form = document.getElementById('search');
  const input = document.getElementById('q');
  const agency = document.getElementById('agency');
  const year = document.getElementById('year');
  const order = document.getElementById('order');
  const status = document.getElementById('status');
  const choices = document.getElementById('choices');
  const list = document.getElementById('results');
  const more = document.getElementById('more');
  const start = document.getElementById('start');
  const pageSize = 20;
  const language = document.documentElement.lang;
  const words = JSON.parse(form.dataset.words);
  const plural = new Intl.PluralRules(language);
  let index;
  let found = [];
  let shown = 0;

  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    location.hash = new URLSearchParams(asked()).toString();
  });
  for (const choice of [agency, year, order])
    choice.addEventListener('change', () => (location.hash = new URLSearchParams(asked()).toString()));
  more.addEventListener('click', () => {
    const next = list.children.length;
    show();
    list.children[next]?.querySelector('a')?.focus();
  });
  addEventListener('hashchange', run);
  if (location.hash.length > 1) run();

  function asked() {
    const given = { agency: agency.value, year: year.value, order: order.value };
    const chosen = Object.entries(given).filter(([, value]) => value !== '');
    // Also an empty text is a search: it lists everything.
    return { q: input.value.trim(), ...Object.fromEntries(chosen) };
  }

  function run() {
    const wanted = new URLSearchParams(location.hash.slice(1));
    const q = wanted.get('q') ?? '';
    input.value = q;
    start.hidden = location.hash.length > 1;
    choices.hidden = !start.hidden;
    if (location.hash.length < 2) {
      list.replaceChildren();
      status.textContent = '';
      more.hidden = true;
      return;
    }
    // Read at the first search: a large index takes a second, and who only browses need not wait for it.
    index ??= MiniSearch.loadJSON(heraldIndexText, heraldOptions);
    const all = index.search(q.trim() === '' ? MiniSearch.wildcard : q);
    const is = (name, of) => (each) => (wanted.get(name) ?? '') === '' || of(each) === wanted.get(name);
    const [ofAgency, ofYear] = [is('agency', agencyOf), is('year', yearOf)];
    // Each list is counted without its own choice, so that its numbers still say something after one.
    fill(agency, all.filter(ofYear).map(agencyOf), wanted.get('agency') ?? '', byCount);
    fill(year, all.filter(ofAgency).map(yearOf), wanted.get('year') ?? '', byNewest);
    order.value = wanted.get('order') ?? '';
    found = all.filter((each) => ofAgency(each) && ofYear(each));
    if (order.value === 'newest' || q.trim() === '')
      found.sort((a, b) => (b.published ?? '').localeCompare(a.published ?? ''));
    const quoted = /["“”„«»「」]/.test(q) ? words.noPhrases : '';
    status.textContent = [countText(found.length), quoted].filter(Boolean).join(' · ');
    list.replaceChildren();
    shown = 0;
    show();
  }

  function show() {
    for (const hit of found.slice(shown, shown + pageSize)) list.append(resultOf(hit));
    shown = Math.min(found.length, shown + pageSize);
    more.hidden = shown >= found.length;
  }

  function resultOf(hit) {
    const row = document.createElement('li');
    const heading = document.createElement('h2');
    const link = document.createElement('a');
    link.href = hit.page;
    link.dir = 'auto';
    mark(link, hit.title, hit.match);
    heading.append(link);
    const facts = document.createElement('p');
    facts.className = 'facts';
    facts.textContent = [dateText(hit.published), hit.agency, hit.status === 'removed' ? words.removed : '']
      .filter(Boolean)
      .join(' · ');
    const summary = document.createElement('p');
    summary.dir = 'auto';
    mark(summary, hit.summary, hit.match);
    row.append(heading, facts, summary);
    return row;
  }

  /** Writes text into an element, with the words that were found marked; in scripts without spaces, the characters. */
  function mark(element, text, match) {
    const has = (piece) => heraldTerms(piece).some((term) => Object.hasOwn(match, term));
    const write = (piece, isFound) => {
      if (piece === '') return;
      const last = element.lastChild;
      if (isFound && last?.nodeName === 'MARK') last.append(piece);
      else if (!isFound) element.append(piece);
      else element.append(Object.assign(document.createElement('mark'), { textContent: piece }));
    };
    for (const piece of text.match(/[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+/gu) ?? []) {
      if (!heraldIsUnspaced.test(piece) || !has(piece)) {
        write(piece, has(piece));
        continue;
      }
      const characters = Array.from(piece);
      const pair = (i) =>
        i >= 0 && i + 1 < characters.length && Object.hasOwn(match, heraldFold(characters[i] + characters[i + 1]));
      const alone = (i) => i === characters.length - 1 && Object.hasOwn(match, heraldFold(characters[i]));
      characters.forEach((character, i) => write(character, pair(i - 1) || pair(i) || alone(i)));
    }
  }

  function fill(choice, values, chosen, order) {
    const counts = new Map();
    for (const value of values) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
    if (chosen !== '' && !counts.has(chosen)) counts.set(chosen, 0);
    const first = choice.options[0];
    choice.replaceChildren(
      first,
      ...[...counts].sort(order).map(([value, count]) => {
        const option = document.createElement('option');
        option.value = value;
        option.textContent = `${value} (${count.toLocaleString(language)})`;
        return option;
      }),
    );
    choice.value = chosen;
  }

  function countText(count) {
    const form = count === 0 ? words.none : plural.select(count) === 'one' ? words.one : words.other;
    return form.replace('{n}', count.toLocaleString(language));
  }

  /** A stated date as the language writes it, no more exact than it was stated; a day is never shifted by a time zone. */
  function dateText(published = '') {
    const day = published.slice(0, 10);
    const parts = {
      year: 'numeric',
      ...(day.length > 4 && { month: 'long' }),
      ...(day.length > 7 && { day: 'numeric' }),
    };
    const date = new Date(day);
    return day === '' || isNaN(date) ? day : date.toLocaleDateString(language, { ...parts, timeZone: 'UTC' });
  }

  function byCount(a, b) {
    return b[1] - a[1] || a[0].localeCompare(b[0]);
  }

  function byNewest(a, b) {
    return b[0].localeCompare(a[0]);
  }

  function agencyOf(hit) {
    return hit.agency ?? '';
  }

  function yearOf(hit) {
    return (hit.published ?? '').slice(0, 4);
  }
})();
