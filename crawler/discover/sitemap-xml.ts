import { Parser } from 'htmlparser2';
import type { Problem, WithProblems } from '../../core/problem.ts';
import { oneLine } from './dom.ts';
import { sitemapEntryLimit, tooMany, type Sitemap, type SitemapEntry } from './sitemap-entry.ts';

/** Reads an XML sitemap or sitemap index from pieces of text. Namespaces and prefixes are ignored, for half of them are wrong. */
export function readSitemapXml(chunks: Iterable<string>, url: string): WithProblems<Sitemap> {
  const reader = new SitemapReader();
  const parser = new Parser(reader, { xmlMode: true, decodeEntities: true });
  for (const chunk of chunks) {
    parser.write(chunk);
    if (reader.entries.length > sitemapEntryLimit) break;
  }
  reader.ending = true;
  const truncated = reader.open > 0;
  parser.end();
  const problems: Problem[] = [];
  if (reader.entries.length > sitemapEntryLimit) problems.push(tooMany(url));
  else if (truncated)
    problems.push({
      code: 'truncated-sitemap',
      message: `the sitemap ends in the middle; its first ${reader.entries.length} locations were read`,
      where: url,
    });
  return {
    value: { kind: reader.isIndex ? 'index' : 'urls', entries: reader.entries.slice(0, sitemapEntryLimit) },
    problems,
  };
}

/** Text fields of one `<url>` or `<sitemap>`; `loc` of images and videos lie deeper and do not count. */
class SitemapReader {
  readonly entries: SitemapEntry[] = [];
  isIndex = false;
  /** The text is over: what closes now was never closed by its writer. */
  ending = false;
  private readonly path: string[] = [];
  private text = '';
  private locations: { loc: string; lastmod?: string }[] = [];
  private lastmod: string | undefined;
  private news: { newsTitle?: string; newsDate?: string } = {};

  get open(): number {
    return this.path.length;
  }

  onopentag(qualified: string): void {
    const name = localName(qualified);
    if (name === 'sitemapindex') this.isIndex = true;
    if (name === 'url' || name === 'sitemap') this.begin();
    this.path.push(name);
    this.text = '';
  }

  ontext(text: string): void {
    this.text += text;
  }

  onclosetag(): void {
    const name = this.path.pop();
    const parent = this.path.at(-1);
    const text = this.ending ? '' : oneLine(this.text);
    this.text = '';
    if (name === 'url' || name === 'sitemap') this.finish();
    else if (text !== '' && (parent === 'url' || parent === 'sitemap')) this.field(name, text);
    else if (text !== '' && parent === 'news') this.newsField(name, text);
  }

  private begin(): void {
    this.locations = [];
    this.lastmod = undefined;
    this.news = {};
  }

  private field(name: string | undefined, text: string): void {
    // White space within a location is a line break of the file, never a part of the URL.
    if (name === 'loc')
      this.locations.push({
        loc: text.replace(/\s/g, ''),
        ...(this.lastmod === undefined ? {} : { lastmod: this.lastmod }),
      });
    if (name !== 'lastmod') return;
    const last = this.locations.at(-1);
    if (last === undefined) this.lastmod = text;
    else last.lastmod ??= text;
  }

  private newsField(name: string | undefined, text: string): void {
    if (name === 'title') this.news.newsTitle = text;
    if (name === 'publication_date') this.news.newsDate = text;
  }

  private finish(): void {
    for (const location of this.locations) this.entries.push({ ...location, ...this.news });
    this.locations = [];
  }
}

function localName(qualified: string): string {
  return qualified.slice(qualified.indexOf(':') + 1).toLowerCase();
}
