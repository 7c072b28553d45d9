import { describe, expect, it } from 'vitest';
import { createProgress, formatState } from '../../cli/progress-line.ts';

const state = {
  task: 'crawl us-justice',
  done: 1200,
  total: 3500,
  unit: 'pages',
  current: 'https://www.example.gov/news/a-very-long-address-that-does-not-fit-on-the-line-of-a-small-terminal',
  counts: { new: 1198, changed: 0, failed: 2 },
};

/** What was written, as a terminal or a file would get it. */
function output(options: { isTTY?: boolean; columns?: number } = {}) {
  const written: string[] = [];
  return { ...options, written, write: (text: string) => written.push(text) };
}

describe('the progress of long work', () => {
  it('is one line on a terminal, no wider than it, and leaves it clean', () => {
    const terminal = output({ isTTY: true, columns: 60 });
    const progress = createProgress(terminal, false);
    progress.update(state);
    const [line = ''] = terminal.written;
    expect(line.replace(/\r|\u001B\[K/g, '')).toHaveLength(59);
    expect(line).toContain('crawl us-justice  1,200 of 3,500 pages  new 1,198');
    expect(line).toContain('…');
    progress.end();
    expect(terminal.written.at(-1)).toBe('\r\u001B[K');
  });

  it('is redrawn only a few times a second, however often it is told', () => {
    const terminal = output({ isTTY: true, columns: 200 });
    const progress = createProgress(terminal, false);
    for (let page = 0; page < 1000; page++) progress.update({ ...state, done: page });
    expect(terminal.written.length).toBeLessThan(10);
  });

  it('prints what needs eyes above the line, and only that', () => {
    const terminal = output({ isTTY: true, columns: 80 });
    const progress = createProgress(terminal, false);
    progress.event('new', { url: 'https://www.example.gov/news/1' });
    progress.event('alarm', { source: 'us-justice', reason: '40 of 100 announcements answer 404' });
    expect(terminal.written.join('')).toBe('alarm: source us-justice, reason 40 of 100 announcements answer 404\n');
  });

  it('is one JSON line an event where nobody watches', () => {
    const file = output();
    const progress = createProgress(file, false);
    progress.event('crawl-started', { source: 'us-justice' });
    progress.update(state);
    expect(file.written).toHaveLength(1);
    expect(JSON.parse(file.written[0]!)).toMatchObject({ event: 'crawl-started', source: 'us-justice' });
  });

  it('is silent when quiet', () => {
    const terminal = output({ isTTY: true });
    const progress = createProgress(terminal, true);
    progress.event('alarm', {});
    progress.update(state);
    progress.end();
    expect(terminal.written).toEqual([]);
  });

  it('tells the rate only where there is one, and only counts that are not zero', () => {
    expect(formatState({ task: 'index', done: 10, unit: 'documents', counts: { failed: 0 } }, 0)).toBe(
      'index  10 documents',
    );
    expect(formatState({ task: 'index', done: 10_000, unit: 'documents' }, 2500.4)).toBe(
      'index  10,000 documents  2,500/s',
    );
  });
});
