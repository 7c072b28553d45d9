import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Source } from '../../core/source.ts';
import { checkSource, type SourceCheck } from '../../crawler/check.ts';
import { createFetcher } from '../../crawler/fetch/fetcher.ts';
import { proposeFrom } from '../../crawler/propose.ts';
import { loadSources } from '../../crawler/source/load-sources.ts';
import { announcementPage, fakeSourceYaml, startFakeSite, type FakePage, type FakeSite } from '../fake-site.ts';

it('a home page becomes a source file that is valid as it stands and passes every step of the check', async () => {
  const site = await harbourSite();
  const found = await proposeFrom(`${site.origin}/`, fetcher(), new AbortController().signal);
  if ('reason' in found) throw new Error(found.reason);
  const source = sourceOf(found.proposed.yaml);
  expect(source.entryPoints.map(({ type, url }) => `${type} ${url.replace(site.origin, '')}`)).toEqual([
    'feed /feed.xml',
    'sitemap /sitemap.xml',
  ]);
  const { ok, steps } = await check(source);
  expect(steps.filter((step) => !step.ok)).toEqual([]);
  expect(ok).toBe(true);
  expect(steps.map(({ name, found: said }) => `${name.replaceAll(site.origin, '')}: ${said}`)).toEqual([
    expect.stringMatching(/^robots\.txt of 127\.0\.0\.1:\d+: allows the entry points$/),
    'feed /feed.xml: 2 announcements, no next page, 0 links outside the scope',
    'sitemap /sitemap.xml: 2 announcements, no next page, 0 links outside the scope',
    'announcement /news/1: Berth 1 is closed for repair',
    'announcement /news/2: Berth 2 is closed for repair',
  ]);
  expect(steps[0]!.details).toEqual([
    'asks for a wait of 0.1 s, kept up to 30 s',
    `names the sitemap ${site.origin}/sitemap.xml`,
  ]);
});

it('a check says which line of robots.txt forbids an entry point, and asks for nothing more there', async () => {
  const site = await harbourSite({ '/robots.txt': robots('User-agent: *\nDisallow: /news') });
  const { ok, steps } = await check(sourceOf(fakeSourceYaml(site.origin)));
  expect(ok).toBe(false);
  expect(steps[0]).toMatchObject({
    ok: false,
    found: 'forbids 1 of 1 entry points',
    details: [`forbids ${site.origin}/news by "Disallow: /news"`],
  });
  expect(site.log).toEqual(['GET /robots.txt 200']);
});

it('a check fails on a page that asks not to be indexed, as a crawl passes it over', async () => {
  const site = await harbourSite({
    '/news/1': (_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html', 'x-robots-tag': 'noindex' })
        .end(announcementPage('Berth 1', '2024-03-01', 'It is closed until the work on the quay is finished.')),
    '/news': '<ul><li class="row"><a href="/news/1">Berth 1 is closed for repair</a></li></ul>',
  });
  const { steps } = await check(sourceOf(fakeSourceYaml(site.origin)));
  expect(steps.at(-1)).toMatchObject({ ok: false, found: 'no announcement', problems: [{ code: 'noindex' }] });
});

function fetcher(): ReturnType<typeof createFetcher> {
  const made = createFetcher({ proxy: 'none' });
  onTestFinished(() => made.close());
  return made;
}

function check(source: Source): Promise<SourceCheck> {
  return checkSource(source, fetcher(), new AbortController().signal);
}

function sourceOf(yaml: string): Source {
  const folder = mkdtempSync(join(tmpdir(), 'herald-check-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const id = /^id: (\S+)/m.exec(yaml)![1]!;
  writeFileSync(join(folder, `${id}.yaml`), yaml);
  const { value, problems } = loadSources([folder]);
  expect(problems).toEqual([]);
  return value[0]!;
}

function robots(text: string): FakePage {
  return (_, response) => void response.writeHead(200, { 'content-type': 'text/plain' }).end(text);
}

/** The harbour office of Port Sample, with a feed and a sitemap that its robots.txt names. */
async function harbourSite(more: Readonly<Record<string, FakePage>> = {}): Promise<FakeSite> {
  const site = await startFakeSite();
  onTestFinished(() => site.close());
  const xml =
    (text: string): FakePage =>
    (_, response) =>
      void response.writeHead(200, { 'content-type': 'application/xml' }).end(text);
  const pages: Record<string, FakePage> = {
    '/robots.txt': robots(`User-agent: *\nCrawl-delay: 0.1\nSitemap: ${site.origin}/sitemap.xml\n`),
    '/': '<!doctype html><html lang="en"><title>Port Sample</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"><h1>Port Sample</h1></html>',
    '/feed.xml': xml(
      `<rss version="2.0"><channel>${[1, 2].map((n) => `<item><title>Berth ${n} is closed for repair</title><link>${site.origin}/news/${n}</link></item>`).join('')}</channel></rss>`,
    ),
    '/sitemap.xml': xml(
      `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${[1, 2].map((n) => `<url><loc>${site.origin}/news/${n}</loc></url>`).join('')}</urlset>`,
    ),
    ...Object.fromEntries(
      [1, 2].map((n) => [
        `/news/${n}`,
        announcementPage(
          `Berth ${n} is closed for repair`,
          `2024-03-0${n}`,
          'Ships are moved to the outer pier until the work on the quay is finished.',
        ),
      ]),
    ),
    ...more,
  };
  for (const [path, page] of Object.entries(pages)) site.pages.set(path, page);
  return site;
}
