import { load } from 'cheerio/slim';
import { describe, expect, it } from 'vitest';
import { baseUrl } from '../../../crawler/discover/listing.ts';
import { absoluteUrl, identityUrl } from '../../../crawler/discover/url-identity.ts';
import { casesOf, suitesAbsent, tellScore } from './suite.ts';

interface CanonicalCase {
  readonly suite: string;
  readonly input: string;
  readonly expected: string | null;
  readonly options: { readonly queryParamsToRemove?: readonly string[] };
  readonly tier: 1 | 2;
}

interface ResolveCase {
  readonly fn: string;
  readonly input?: string;
  readonly html?: string;
  readonly base: string;
  readonly expected: string;
}

/** Two spellings that a project calls equal must have one identity; what it calls no URL must have none. */
function agrees({ input, expected, options }: CanonicalCase): boolean {
  const rules = { ignoreParameters: options.queryParamsToRemove ?? [], sortParameters: true };
  const identity = identityUrl(input, rules);
  return expected === null
    ? identity === undefined
    : identity !== undefined && identity === identityUrl(expected, rules);
}

describe.skipIf(suitesAbsent)(
  'URL identity against the cases of other projects (skipped where ../shared is absent)',
  () => {
    it('agrees with all of tier 1', () => {
      const cases = casesOf<CanonicalCase>('url/canonicalize.jsonl').filter(({ tier }) => tier === 1);
      const failed = cases.filter((one) => !agrees(one)).map(({ input }) => input);
      tellScore('url tier 1', cases.length - failed.length, cases.length);
      expect(failed).toEqual([]);
    });

    /**
     * Tier 2 is taste. Where we differ on purpose: no `//` is folded (archives have URLs within paths), nothing is decoded twice, `www.` and
     * `index.html` stay (they can be other pages), queries are UTF-8 as the WHATWG says, delimiters keep their escapes.
     */
    it('tells how far it goes along with tier 2', () => {
      const cases = casesOf<CanonicalCase>('url/canonicalize.jsonl').filter(({ tier }) => tier === 2);
      const passed = cases.filter(agrees).length;
      tellScore('url tier 2', passed, cases.length);
      expect(passed).toBeGreaterThanOrEqual(55);
    });

    it('resolves relative links as browsers do', () => {
      const cases = casesOf<ResolveCase>('url/resolve.jsonl').filter(({ input }) => input !== undefined);
      const failed = cases.filter(
        ({ input, base, expected }) =>
          absoluteUrl(input!, base === '' ? undefined : base)?.href !== absoluteUrl(expected)?.href,
      );
      tellScore('url resolve', cases.length - failed.length, cases.length);
      // The other project leaves a placeholder that some template forgot to fill; a browser asks for it, escaped.
      expect(failed.map(({ input }) => input)).toEqual(['{privacy}']);
    });

    it('finds the base of a page', () => {
      const cases = casesOf<ResolveCase>('url/resolve.jsonl').filter(({ fn }) => fn === 'get_base_url');
      const failed = cases.filter(
        ({ html, base, expected }) => baseUrl(load(html!), base).replace(/\/$/, '') !== expected.replace(/\/$/, ''),
      );
      tellScore('url base', cases.length - failed.length, cases.length);
      expect(failed.map(({ html }) => html)).toEqual([]);
    });
  },
);
