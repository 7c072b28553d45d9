import { describe, expect, it } from 'vitest';
import { parsePage } from '../../../crawler/extract/page.ts';
import { findTitle } from '../../../crawler/extract/title.ts';

function titleOf(head: string, body: string): string | undefined {
  const html = `<html><head>${head}</head><body><main>${body}</main></body></html>`;
  return findTitle(parsePage(html, 'https://www.lake-office.example/news/1'))?.text;
}

describe('the title', () => {
  it.each([
    [
      'a kicker inside the heading',
      '<h1><span class="entry-title__toptitle">Water</span> The bridge over the sound opens</h1>',
    ],
    [
      'a heading of three parts',
      '<h1><span class="fake-h5">Water</span><span class="invisible">: </span><span>The bridge over the sound opens</span></h1>',
    ],
    ['the day before it', '<h1>23.01.2022 - The bridge over the sound opens</h1>'],
    [
      'readings above its words',
      '<h1><ruby>The bridge<rp>(</rp><rt>za bridj</rt><rp>)</rp></ruby> over the sound opens</h1>',
    ],
  ])('is read without %s', (_, heading) => {
    expect(titleOf('<title>The bridge over the sound opens | Lake Office</title>', heading)).toBe(
      'The bridge over the sound opens',
    );
  });

  it('is read without the name of the site behind it', () => {
    const head = '<meta property="og:site_name" content="Lake Office"><title>The bridge opens | Lake Office</title>';
    expect(titleOf(head, '<h1>The bridge opens | Lake Office</h1>')).toBe('The bridge opens');
    expect(titleOf(head, '<h1>The bridge opens | A speech</h1>')).toBe('The bridge opens | A speech');
    expect(titleOf(head, '<h1>The bridge opens | Old-Office.net</h1>')).toBe('The bridge opens');
  });

  it('is read without the long name of an office that runs into it', () => {
    const title = 'Vaccination stays possible in all places until the end of February';
    const office = 'Media release of the Directorate of Health, Social Affairs and Integration of the Canton:';
    expect(titleOf(`<title>${title}</title>`, `<h1>${office} ${title}</h1>`)).toBe(title);
  });

  it('is the only heading shown where the head says something else', () => {
    expect(titleOf('<title>Home</title>', '<h1>Opening hours of the bridge</h1><h2>Spring</h2>')).toBe(
      'Opening hours of the bridge',
    );
    expect(
      titleOf('<title>Lake Office: bridges</title>', '<h2>Skip links</h2><h2>Opening hours of the bridges</h2>'),
    ).toBe('Opening hours of the bridges');
  });

  it('is the head’s where several headings compete and none is confirmed', () => {
    expect(titleOf('<title>Opening hours of the bridge</title>', '<h1>Brücke</h1><h1>Pont</h1><h1>Ponte</h1>')).toBe(
      'Opening hours of the bridge',
    );
  });
});
