import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inScope } from '../../../crawler/discover/admit.ts';
import { discoverListing } from '../../../crawler/discover/listing.ts';
import { identityUrl } from '../../../crawler/discover/url-identity.ts';
import { findSource, loadSources } from '../../../crawler/source/load-sources.ts';
import { sourceFileKeys } from '../../../crawler/source/source-keys.ts';

const root = new URL('../../../', import.meta.url).pathname;
const { value: sources, problems } = loadSources([`${root}data/sources`]);

describe('the source files that are shipped', () => {
  it('are sound', () => {
    expect(problems).toEqual([]);
  });

  it('are at least twenty-five publishers in at least eight languages, of nations, states, cities and the world', () => {
    expect(sources.length).toBeGreaterThanOrEqual(25);
    expect(new Set(sources.map((source) => source.language.split('-')[0])).size).toBeGreaterThanOrEqual(8);
    const ids = sources.map((source) => source.id);
    expect(ids).toEqual(
      expect.arrayContaining([
        'us-justice',
        'us-massachusetts-governor',
        'gb-london-mayor',
        'jp-kanagawa',
        'eu-commission',
        'xx-united-nations',
      ]),
    );
  });

  it('call themselves recorded only where a test below replays the recording', () => {
    expect(
      sources.filter((source) => source.verified !== 'never').map((source) => `${source.id} ${source.verified}`),
    ).toEqual(['jp-kanpo recorded', 'us-justice recorded']);
  });

  it('admit no entry point as an announcement', () => {
    const admitted = sources.flatMap((source) =>
      source.entryPoints
        .filter((entry) => inScope(identityUrl(entry.url, source)!, source))
        .map((entry) => `${source.id} ${entry.url}`),
    );
    expect(admitted).toEqual([]);
  });

  /** Addresses of announcements as each publisher writes them; the words in them are made up. */
  it.each([
    ['us-white-house', 'https://www.whitehouse.gov/presidential-actions/2025/03/some-order/'],
    ['us-california-governor', 'https://www.gov.ca.gov/2025/03/25/some-title/'],
    ['gb-gov-uk', 'https://www.gov.uk/government/news/some-title'],
    ['gb-gov-uk', 'https://www.gov.uk/government/speeches/some-title'],
    ['ca-canada', 'https://www.canada.ca/en/health-canada/news/2025/03/some-title.html'],
    ['eu-commission', 'https://ec.europa.eu/commission/presscorner/detail/en/ip_25_1'],
    ['fr-elysee', 'https://www.elysee.fr/emmanuel-macron/2025/03/25/un-titre'],
    ['nl-rijksoverheid', 'https://www.rijksoverheid.nl/actueel/nieuws/2025/03/25/een-titel'],
    ['se-regeringen', 'https://www.regeringen.se/pressmeddelanden/2025/03/en-rubrik/'],
    ['jp-kanagawa', 'https://www.pref.kanagawa.jp/docs/ab1/prs/r1234567.html'],
    ['kr-policy-briefing', 'https://www.korea.kr/briefing/pressReleaseView.do?newsId=156000001&pageIndex=2'],
    ['hk-government', 'https://www.info.gov.hk/gia/general/202503/25/P2025032500123.htm'],
    ['in-pib', 'https://pib.gov.in/PressReleasePage.aspx?PRID=2100000'],
    ['nz-beehive', 'https://www.beehive.govt.nz/release/some-title'],
    ['xx-united-nations', 'https://press.un.org/en/2025/sc10001.doc.htm'],
  ])('%s admits %s', (id, url) => {
    const source = findSource(sources, id);
    expect(inScope(identityUrl(url, source)!, source)).toBe(true);
  });

  const kanpo = new URL('../shared/pages/japan-kanpo/top_page.html', `file://${root}`).pathname;
  it.skipIf(!existsSync(kanpo))(
    'jp-kanpo finds the issues on the recorded page (skipped where ../shared is absent)',
    () => {
      const source = findSource(sources, 'jp-kanpo');
      const entry = source.entryPoints[0]!;
      if (entry.type !== 'listing') throw new Error('jp-kanpo has a listing');
      const html = readFileSync(kanpo, 'utf8');
      const { candidates } = discoverListing(html, entry.url, entry, source);
      expect(candidates).toHaveLength(html.match(/class="articleTop"/g)!.length);
    },
  );
});

describe('docs/sources.md', () => {
  const text = readFileSync(`${root}docs/sources.md`, 'utf8');
  const documented = [...text.matchAll(/^\| `([\w.]+)` *\|/gm)].map((match) => match[1]!);

  it('describes every key of a source file, and no other', () => {
    expect([...documented].sort()).toEqual([...sourceFileKeys].sort());
  });
});
