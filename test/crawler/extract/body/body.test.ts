import { describe, expect, it } from 'vitest';
import { findBody } from '../../../../crawler/extract/body/body.ts';
import { limitJudged } from '../../../../crawler/extract/body/evidence.ts';
import { parsePage } from '../../../../crawler/extract/page.ts';
import { findTitle } from '../../../../crawler/extract/title.ts';

const first =
  'WENDMOUTH – The Minister of Harbours today opened the rebuilt harbour after four years of work that cost twelve million crowns.';
const second =
  '“The harbour is the front door of our country, and from today that door stands open again,” the minister said at the ceremony.';
const third =
  'The Port Authority will run the two new quays, which freight ships may use from the first day of the month that follows.';
const paragraphs = `<p>${first}</p><p>${second}</p><p>${third}</p>`;
const menu =
  '<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li><a href="/contact">Contact</a></li></ul></nav>';

function bodyOf(html: string): string[] {
  const page = parsePage(html, 'https://news.testland.example/harbour');
  return findBody(page, findTitle(page)).paragraphs.map(({ text }) => text);
}

describe('the body of a page', () => {
  it('is the announcement without the menu around it', () => {
    const html = `<html><body>${menu}<main><h1>Harbour opens</h1>${paragraphs}</main><footer><p>© Testland</p></footer></body></html>`;
    expect(bodyOf(html)).toEqual([first, second, third]);
  });

  it('keeps a short list beside its paragraphs', () => {
    const list = '<ul><li>North quay: 420 metres, for freight</li><li>South quay: 180 metres, for ferries</li></ul>';
    const html = `<html><body>${menu}<main><h1>Harbour opens</h1><div class="text">${paragraphs}${list}</div></main></body></html>`;
    expect(bodyOf(html)).toContain('South quay: 180 metres, for ferries');
  });

  it('is found where the tags of html and body are left out', () => {
    expect(bodyOf(`<!doctype html><title>Harbour opens</title><h1>Harbour opens</h1>${paragraphs}`)).toEqual([
      first,
      second,
      third,
    ]);
  });

  it('goes on behind an end tag of body that comes too early', () => {
    const html = `<html><head><title>Harbour opens</title></head><body><h1>Harbour opens</h1><p>${first}</p></body><p>${second}</p></html><p>${third}</p>`;
    expect(bodyOf(html)).toEqual([first, second, third]);
  });

  it('leaves out a link to print behind the last sentence', () => {
    const html = `<html><body><table><tr><td><h2>Harbour opens</h2>${paragraphs}</td></tr><tr><td><a href="/print">Print this page</a></td></tr></table></body></html>`;
    expect(bodyOf(html)).not.toContain('Print this page');
  });

  it('loses nothing of a page too long for every block to be judged', () => {
    const count = limitJudged + 500;
    const many = Array.from({ length: count }, (_, index) => `<p>Paragraph ${index} of the record. ${second}</p>`).join(
      '',
    );
    expect(bodyOf(`<html><body><main><h1>The record</h1>${many}</main></body></html>`)).toHaveLength(count);
  });
});
