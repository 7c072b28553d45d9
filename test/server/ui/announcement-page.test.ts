import { describe, expect, it } from 'vitest';
import { testWorld } from '../api/world.ts';

const said = (speaker: string, text: string, office?: string) => ({
  speaker,
  text,
  ...(office === undefined ? {} : { office }),
});

const page = async (quotes: readonly ReturnType<typeof said>[]): Promise<string> =>
  testWorld([{ id: 'ferry', title: 'Ferry aground', body: ['All came ashore.'], quotes }]).text('/announcements/ferry');

describe('the page of an announcement', () => {
  it('has quotes below the text, each with who said it, and not among the facts', async () => {
    const html = await page([said('Ada Pym', 'Nobody is missing', 'Captain')]);
    const quotes = html.indexOf('class="quotes"');
    expect(quotes).toBeGreaterThan(html.indexOf('All came ashore.'));
    expect(quotes).toBeLessThan(html.indexOf('id="facts"'));
    const section = html.slice(quotes, html.indexOf('</section>', quotes));
    expect(section).toMatch(/<blockquote>.*Nobody is missing.*<\/blockquote><figcaption.*Ada Pym.*Captain/s);
    expect(html.slice(html.indexOf('id="facts"'))).not.toContain('Nobody is missing');
  });

  it('puts together what one speaker said in one breath', async () => {
    const html = await page([
      said('Ada Pym', 'They came', 'Captain'),
      said('Ada Pym', 'when we called.'),
      said('Bo Li', 'Yes.'),
    ]);
    expect(html.match(/<figcaption/g)).toHaveLength(2);
  });

  it('unfolds what the fourth and later speakers said', async () => {
    const html = await page(['A', 'B', 'C', 'D', 'E'].map((name) => said(name, `said by ${name}`)));
    expect(html.slice(html.indexOf('2 more quotes'))).toMatch(/said by D.*said by E/s);
    expect(html.slice(0, html.indexOf('2 more quotes'))).toMatch(/said by C/);
  });

  it('says nothing of quotes where there are none', async () => expect(await page([])).not.toContain('class="quotes"'));
});
