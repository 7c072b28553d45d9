import { describe, expect, it } from 'vitest';
import { siteNamesOf } from '../../../../crawler/extract/body/site-names.ts';
import { parsePage } from '../../../../crawler/extract/page.ts';

const names = (url: string, head = '') => siteNamesOf(parsePage(`<head>${head}</head><body>x</body>`, url));

describe('how a site calls itself', () => {
  it('is stated, or stands in its address', () => {
    expect(
      names('https://www.lake-office.example/news', '<meta property="og:site_name" content="Lake Office">'),
    ).toEqual(['lake office', 'lake-office']);
    expect(names('https://news.harbourgate.co.uk/')).toEqual(['harbourgate']);
  });

  it('is no name where it is short or common', () => {
    expect(names('https://www.abc.de/')).toEqual([]);
    expect(names('https://press.abc.de/')).toEqual([]);
  });
});
