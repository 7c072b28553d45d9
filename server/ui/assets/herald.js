// Herald's only script. Everything works without it; it adds suggestions while typing, filters that apply at once, a span
// drawn across the histogram, and copy buttons. It loads nothing from elsewhere and keeps nothing.
'use strict';
(() => {
  const box = document.getElementById('q');
  if (box) suggestWhileTyping(box);
  addCopyButtons();
  addEventListener('change', applyFilter);
  addEventListener('pointerdown', beginBrush);
  // Going back to another search loads it; a jump within the page is no other search.
  let shown = location.search;
  addEventListener('popstate', () => location.search === shown || location.reload());

  /** The ARIA combobox pattern: the list is navigated by arrow keys while the focus stays in the box. */
  function suggestWhileTyping(input) {
    const list = document.createElement('ul');
    list.className = 'suggestions';
    list.id = 'suggestions';
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', input.labels[0].textContent.trim());
    list.hidden = true;
    input.parentElement.append(list);
    for (const [name, value] of [
      ['role', 'combobox'],
      ['aria-autocomplete', 'list'],
      ['aria-expanded', 'false'],
      ['aria-controls', list.id],
    ]) {
      input.setAttribute(name, value);
    }
    let chosen = -1;
    let waiting;
    let asked;

    const close = () => {
      clearTimeout(waiting);
      asked?.abort();
      list.hidden = true;
      chosen = -1;
      input.setAttribute('aria-expanded', 'false');
      input.removeAttribute('aria-activedescendant');
    };
    const choose = (next) => {
      const options = list.children;
      if (list.hidden || options.length === 0) return;
      options[chosen]?.removeAttribute('aria-selected');
      chosen = (next + options.length + 1) % (options.length + 1);
      if (chosen === options.length) chosen = -1;
      const option = options[chosen];
      if (!option) return input.removeAttribute('aria-activedescendant');
      option.setAttribute('aria-selected', 'true');
      option.scrollIntoView({ block: 'nearest' });
      input.setAttribute('aria-activedescendant', option.id);
    };
    const show = (suggestions) => {
      list.replaceChildren(
        ...suggestions.map((suggestion, at) => {
          const option = document.createElement('li');
          option.id = `suggestion-${at}`;
          option.setAttribute('role', 'option');
          option.dataset.url = suggestion.url;
          const text = document.createElement('span');
          text.dir = 'auto';
          text.textContent = suggestion.text;
          const count = document.createElement('small');
          // A suggested agency or topic says what it is; of a title there is one.
          const number =
            suggestion.type === 'title' ? '' : suggestion.count.toLocaleString(document.documentElement.lang);
          count.textContent = [input.dataset[suggestion.type], number].filter(Boolean).join(' · ');
          option.append(text, count);
          return option;
        }),
      );
      chosen = -1;
      list.hidden = suggestions.length === 0;
      input.setAttribute('aria-expanded', String(!list.hidden));
      input.removeAttribute('aria-activedescendant');
    };
    const ask = async () => {
      asked?.abort();
      asked = new AbortController();
      const text = input.value.trim();
      // One letter begins too much; one character of Chinese, Japanese or Korean is a word.
      if (!/^(?:.{2,200}|[\p{sc=Han}\p{sc=Hangul}])$/u.test(text)) return close();
      try {
        const response = await fetch(`/api/v1/suggest?q=${encodeURIComponent(text)}`, { signal: asked.signal });
        if (response.ok && document.activeElement === input) show((await response.json()).suggestions);
      } catch {
        // Typed on, or no network: the box works without suggestions.
      }
    };
    const go = (option) => {
      location.href = new URL(option.dataset.url).pathname + new URL(option.dataset.url).search;
    };

    input.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, 120);
    });
    input.addEventListener('keydown', (event) => {
      if (event.isComposing || event.keyCode === 229) return; // The keys belong to the input method.
      if (event.key === 'ArrowDown') list.hidden ? ask() : choose(chosen + 1);
      else if (event.key === 'ArrowUp') choose(chosen < 0 ? list.children.length - 1 : chosen - 1);
      else if (event.key === 'Escape' && !list.hidden) close();
      else if (event.key === 'Enter' && chosen >= 0) go(list.children[chosen]);
      else return;
      event.preventDefault();
    });
    input.addEventListener('blur', () => setTimeout(close, 150));
    list.addEventListener('pointerdown', (event) => {
      const option = event.target.closest('[role=option]');
      if (!option) return;
      event.preventDefault();
      go(option);
    });
  }

  /** Ticking a filter or choosing an order shows the new results in place; the focus stays where it was. */
  function applyFilter(event) {
    const field = event.target;
    if (!field.form || field.form.id !== 'search' || !(field.type === 'checkbox' || field.name === 'sort')) return;
    load(addressOf(field.form), { name: field.name, value: field.value });
  }

  function addressOf(form) {
    const filled = [...new FormData(form)].filter(([, value]) => value !== '');
    return `/search?${new URLSearchParams(filled)}`;
  }

  let loading;
  async function load(address, focus) {
    loading?.abort();
    loading = new AbortController();
    document.getElementById('main').setAttribute('aria-busy', 'true');
    try {
      const response = await fetch(address, { signal: loading.signal, headers: { Accept: 'text/html' } });
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const fresh = ['main', 'filter-list'].map((id) => [document.getElementById(id), page.getElementById(id)]);
      if (fresh.some(([old, next]) => !old || !next)) return void (location.href = address);
      // The live region itself stays, so that its new text is spoken.
      const count = document.querySelector('[role=status]');
      const news = page.querySelector('[role=status]')?.textContent ?? '';
      for (const [old, next] of fresh) old.replaceChildren(...next.childNodes);
      const place = document.querySelector('[role=status]');
      if (count && place) {
        place.replaceWith(count);
        count.textContent = '';
        setTimeout(() => {
          const strong = document.createElement('strong');
          strong.textContent = news;
          count.replaceChildren(strong);
        }, 50);
      }
      document.title = page.title;
      history.pushState(null, '', response.url);
      shown = location.search;
      document.getElementById('main').removeAttribute('aria-busy');
      const again =
        focus &&
        [...document.querySelectorAll('[form=search]')].find(
          (field) => field.name === focus.name && (field.type !== 'checkbox' || field.value === focus.value),
        );
      again?.focus({ preventScroll: true });
    } catch (error) {
      if (error.name !== 'AbortError') location.href = address;
    }
  }

  /** Dragging across the bars sets the span of dates. A plain click follows the bar's own link. */
  function beginBrush(event) {
    const svg = event.target.closest?.('[data-histogram]');
    if (!svg || event.button !== 0) return;
    const bars = [...svg.querySelectorAll('a[data-value]')];
    const width = svg.viewBox.baseVal.width;
    const at = (x) => {
      const area = svg.getBoundingClientRect();
      return Math.min(bars.length - 1, Math.max(0, Math.floor(((x - area.left) / area.width) * bars.length)));
    };
    const first = at(event.clientX);
    let last = first;
    const brush = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    brush.setAttribute('class', 'brush');
    brush.setAttribute('height', svg.viewBox.baseVal.height);
    const told = svg.parentElement.querySelector('[data-brushed]');
    const before = told.textContent;
    if (event.pointerType === 'mouse') event.preventDefault();
    const move = (moved) => {
      last = at(moved.clientX);
      if (last === first && !brush.isConnected) return;
      if (!brush.isConnected) svg.append(brush);
      const [from, to] = [Math.min(first, last), Math.max(first, last)];
      brush.setAttribute('x', (from * width) / bars.length);
      brush.setAttribute('width', ((to - from + 1) * width) / bars.length);
      told.textContent = `${bars[from].dataset.name} – ${bars[to].dataset.name}`;
    };
    const end = (ended) => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', end);
      const brushed = brush.isConnected;
      brush.remove();
      told.textContent = before;
      if (!brushed || ended.type === 'pointercancel') return;
      svg.addEventListener('click', (click) => click.preventDefault(), { once: true, capture: true });
      const form = document.getElementById('search');
      document.querySelector('[name=published_from]').value = bars[Math.min(first, last)].dataset.value;
      document.querySelector('[name=published_to]').value = bars[Math.max(first, last)].dataset.value;
      load(addressOf(form));
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
  }

  function addCopyButtons() {
    if (!navigator.clipboard) return;
    for (const block of document.querySelectorAll('[data-copy]')) {
      const text = block.textContent.trim();
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'plain copy';
      button.textContent = block.dataset.copy;
      button.addEventListener('click', async () => {
        await navigator.clipboard.writeText(text);
        button.textContent = block.dataset.copied;
        setTimeout(() => (button.textContent = block.dataset.copy), 2000);
      });
      block.after(button);
    }
  }
})();
