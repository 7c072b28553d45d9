import { describe, expect, it } from 'vitest';
import { trapReason } from '../../../crawler/discover/url-trap.ts';

describe('URL traps', () => {
  it.each([
    'https://a.example/news/news/news/1',
    'https://a.example/en/press/en/press/en/press',
    `https://a.example/${'x'.repeat(2000)}`,
    `https://a.example/${Array.from({ length: 21 }, (_, i) => `s${i}`).join('/')}`,
    'https://a.example/calendar/2031/05',
    'https://a.example/events/calendar/month/1875-02',
    'https://a.example/calendar?month=5&year=2031',
    'https://a.example/list?year=9999',
    'https://a.example/list?back=1&back=1&back=1',
  ])('refuses %s', (url) => {
    expect(trapReason(url)).toBeTypeOf('string');
  });

  it.each([
    'https://a.example/justice/justice/opens-office',
    'https://a.example/2011/11/11/11',
    'https://a.example/news/2024/03/25/budget',
    'https://a.example/agenda-2030-progress-report',
    'https://a.example/agenda/ministers-week-programme',
    'https://a.example/list?year=2024&page=3',
    'https://a.example/%E0%A4%A-broken-escape',
  ])('lets %s pass', (url) => {
    expect(trapReason(url)).toBeUndefined();
  });
});
