import { describe, expect, it } from 'vitest';
import { pageVerdict } from '../../../crawler/decode/page-verdict.ts';

const at = 'https://gov.example/news/2026/budget';

function verdict(html: string, more: { url?: string; status?: number; headers?: [string, string][] } = {}): string {
  const { url = at, status = 200, headers = [] } = more;
  return pageVerdict({ url, status, headers, content: Buffer.from(html) }, html, at).kind;
}

function page(title: string, heading: string, text = 'Return to the front page.'): string {
  return `<html><head><title>${title}</title><script>var long = "${'x'.repeat(20_000)}";</script></head><body><nav>Home News</nav><h1>${heading}</h1><p>${text}</p></body></html>`;
}

describe('a page that says with 200 that it is none', () => {
  it.each([
    ['Page not found | Ministry of Works', ''],
    ['Ministry of Works', 'Page Not Found'],
    ['404', '404'],
    ['Error 404 - Not Found', 'Oops'],
    ['Ministry', 'The page you requested could not be found.'],
    ['Ministry', 'Sorry, the page you were looking for was not found'],
    ['We can’t find that page', ''],
    ['Seite nicht gefunden - Ministerium', ''],
    ['Page introuvable', ''],
    ['Página no encontrada', ''],
    ['Ministério', 'Página não encontrada'],
    ['Страница не найдена', ''],
    ['ページが見つかりません｜町役場', ''],
    ['お探しのページは見つかりませんでした。', ''],
    ['페이지를 찾을 수 없습니다', ''],
    ['找不到網頁', ''],
    ['您访问的页面不存在', ''],
  ])('titled "%s", headed "%s"', (title, heading) => {
    expect(verdict(page(title, heading))).toBe('soft-404');
  });

  it('or was answered from an address for errors, or by the front page', () => {
    expect(verdict(page('Ministry', 'Welcome'), { url: 'https://gov.example/error/404.html' })).toBe('soft-404');
    expect(verdict(page('Ministry', 'Welcome'), { url: 'https://gov.example/' })).toBe('soft-404');
    expect(verdict(page('Budget', 'Budget'), { url: 'https://gov.example/archive/budget' })).toBe('page');
  });
});

describe('an announcement stays one', () => {
  it.each([
    ['Report 404: funding for rural roads', 'Report 404: funding for rural roads'],
    ['Documents not found in the archive, minister tells parliament', ''],
    ['Missing persons: two not found after storm', ''],
    ['Minister visits 404 Elm Street', 'A visit'],
    ['Budget 2026', 'Budget 2026'],
    ['', ''],
  ])('titled "%s"', (title, heading) => {
    expect(verdict(page(title, heading))).toBe('page');
  });

  it('when it is long, whatever its heading', () => {
    expect(
      verdict(page('Page not found', 'Page not found', 'The play of this name opens the festival. '.repeat(200))),
    ).toBe('page');
  });
});

it('a wall against crawlers is told', () => {
  expect(verdict('<title>Just a moment...</title>')).toBe('blocked');
  expect(verdict('', { headers: [['CF-Mitigated', 'challenge']] })).toBe('blocked');
});
