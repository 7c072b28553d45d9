import { Parser } from 'htmlparser2';
import type { Problem, WithProblems } from '../../core/problem.ts';
import { readDate, type DateHints } from './date-text.ts';
import type { Feed, FeedEntry } from './feed-entry.ts';
import { textOfMarkup } from './markup-text.ts';
import { absoluteUrl } from './url-identity.ts';
import type { WrittenDate } from './written-date.ts';

/**
 * Reads any XML feed with one forgiving pass: whatever is called `item` or `entry` is an entry, its direct children are its fields,
 * names are compared without their namespace prefix and without case. So wrong namespaces, missing version attributes, undeclared
 * prefixes, junk before the declaration and a missing end cost nothing but what is missing.
 */
export function readXmlFeed(text: string, url: string, hints: DateHints): WithProblems<Feed> {
  const reader = new XmlFeedReader(url, hints);
  const parser = new Parser(reader, { xmlMode: true, decodeEntities: true });
  parser.write(text);
  const openAtEnd = reader.open;
  reader.ending = true;
  parser.end();
  const problems: Problem[] = [];
  if (!reader.seenRoot) problems.push({ code: 'not-a-feed', message: 'neither RSS, Atom nor JSON Feed', where: url });
  else if (openAtEnd > 0)
    problems.push({
      code: 'truncated-feed',
      message: `the feed ends in the middle; its first ${reader.entries.length} entries were read`,
      where: url,
    });
  return {
    value: { ...(reader.title === undefined ? {} : { title: reader.title }), entries: reader.entries },
    problems,
  };
}

const roots = new Set(['rss', 'feed', 'rdf', 'channel', 'item', 'entry']);

interface OpenElement {
  readonly name: string;
  readonly prefix: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly base: string;
  text: string;
}

/** What is known of the entry that is open. */
interface EntryDraft {
  readonly depth: number;
  readonly fields: Map<string, string>;
  readonly links: { readonly href: string; readonly rel: string; readonly type: string }[];
  readonly enclosures: { url: string; type?: string; title?: string }[];
  originalLink: string | undefined;
}

class XmlFeedReader {
  readonly entries: FeedEntry[] = [];
  title: string | undefined;
  seenRoot = false;
  /** The text is over: what closes now was never closed by its writer. */
  ending = false;
  private readonly stack: OpenElement[] = [];
  private draft: EntryDraft | undefined;

  private readonly url: string;
  private readonly hints: DateHints;

  constructor(url: string, hints: DateHints) {
    this.url = url;
    this.hints = hints;
  }

  get open(): number {
    return this.stack.length;
  }

  onopentag(qualified: string, attributes: Record<string, string>): void {
    const lower = qualified.toLowerCase();
    const colon = lower.indexOf(':');
    const name = lower.slice(colon + 1);
    const prefix = colon < 0 ? '' : lower.slice(0, colon);
    const parentBase = this.stack.at(-1)?.base ?? this.url;
    const stated = attributes['xml:base'];
    const base = stated === undefined ? parentBase : (absoluteUrl(stated, parentBase)?.href ?? parentBase);
    if (roots.has(name)) this.seenRoot = true;
    if ((name === 'item' || name === 'entry') && this.draft === undefined)
      this.draft = newDraft(this.stack.length, attributes, base);
    this.stack.push({ name, prefix, attributes: lowered(attributes), base, text: '' });
  }

  ontext(text: string): void {
    const element = this.stack.at(-1);
    if (element !== undefined) element.text += text;
  }

  onclosetag(): void {
    const element = this.stack.pop();
    if (element === undefined) return;
    const { draft } = this;
    if (draft === undefined) {
      if (element.name === 'title' && element.prefix === '' && this.stack.length <= 2)
        this.title ??= plainTitle(element);
    } else if (this.stack.length === draft.depth) {
      const entry = finished(draft, this.hints);
      // Of an entry cut off in the middle, a whole link is worth having; less is not.
      if (!this.ending || entry.link !== undefined) this.entries.push(entry);
      this.draft = undefined;
      return;
    } else if (this.ending) return;
    else if (this.stack.length === draft.depth + 1) readField(element, draft);
    else if (element.prefix === 'media' && element.name === 'title') setOnce(draft, 'media:title', plainTitle(element));
    this.passTextUp(element, draft);
  }

  /** Markup inside a title or summary (`<title type="xhtml"><div>…`) belongs to the text of the field around it. */
  private passTextUp(element: OpenElement, draft: EntryDraft | undefined): void {
    const parent = this.stack.at(-1);
    if (parent !== undefined && (draft === undefined ? parent.name === 'title' : this.stack.length > draft.depth + 1))
      parent.text += element.text;
  }
}

function newDraft(depth: number, attributes: Readonly<Record<string, string>>, base: string): EntryDraft {
  const draft: EntryDraft = { depth, fields: new Map(), links: [], enclosures: [], originalLink: undefined };
  // RSS 1.0 names an entry by rdf:about, CDF by HREF and LASTMOD.
  const { href, lastmod, 'rdf:about': about } = lowered(attributes);
  if (about !== undefined) draft.fields.set('id', about);
  if (href !== undefined) draft.links.push({ href: absolute(href, base), rel: 'alternate', type: '' });
  if (lastmod !== undefined) draft.fields.set('updated', lastmod);
  return draft;
}

/** Fields by local name; a prefix matters only where two vocabularies use one word for two things. */
function readField(element: OpenElement, draft: EntryDraft): void {
  const { name, prefix, attributes, base } = element;
  const text = element.text.trim();
  switch (name) {
    case 'title':
      setOnce(draft, prefix === '' || prefix === 'atom' ? 'title' : `${prefix}:title`, plainTitle(element));
      break;
    case 'link':
      readLink(element, draft);
      break;
    case 'origlink':
      draft.originalLink = absolute(text, base);
      break;
    case 'guid':
      setOnce(draft, 'id', text);
      if (attributes['ispermalink']?.toLowerCase() !== 'false' && /^https?:\/\//i.test(text))
        setOnce(draft, 'guidLink', text);
      break;
    case 'id':
      draft.fields.set('id', text);
      break;
    case 'enclosure':
      if (attributes['url'] !== undefined) draft.enclosures.push(enclosure(attributes['url'], base, attributes));
      break;
    case 'content':
      if (prefix === 'media' && attributes['url'] !== undefined)
        draft.enclosures.push(enclosure(attributes['url'], base, attributes));
      break;
    case 'pubdate':
    case 'published':
    case 'issued':
    case 'created':
    case 'updated':
    case 'modified':
    case 'date':
    case 'lastmod':
    case 'description':
    case 'summary':
      setOnce(draft, name, text);
      break;
    default:
  }
}

function readLink(element: OpenElement, draft: EntryDraft): void {
  const { attributes, base, prefix } = element;
  const href = attributes['href'] ?? element.text.trim();
  if (href === '') return;
  const rel = (attributes['rel'] ?? 'alternate').toLowerCase();
  if (rel === 'enclosure') draft.enclosures.push(enclosure(href, base, attributes));
  else
    draft.links.push({
      href: absolute(href, base),
      rel: prefix === '' || rel !== 'alternate' ? rel : `${rel} prefixed`,
      type: attributes['type'] ?? '',
    });
}

function enclosure(
  url: string,
  base: string,
  attributes: Readonly<Record<string, string>>,
): { url: string; type?: string; title?: string } {
  const { type, title } = attributes;
  return {
    url: absolute(url, base),
    ...(type === undefined ? {} : { type }),
    ...(title === undefined ? {} : { title }),
  };
}

function finished(draft: EntryDraft, hints: DateHints): FeedEntry {
  const { fields, enclosures } = draft;
  const date = (...names: string[]): WrittenDate | undefined => {
    for (const name of names) {
      const text = fields.get(name);
      const read = text === undefined ? undefined : readDate(text, hints);
      if (read !== undefined) return read;
    }
    return undefined;
  };
  const title = fields.get('title') ?? fields.get('dc:title') ?? fields.get('media:title');
  const link =
    bestLink(draft) ??
    fields.get('guidLink') ??
    (/^https?:\/\/\S+$/i.test(fields.get('id') ?? '') ? absoluteUrl(fields.get('id')!)?.href : undefined);
  const id = fields.get('id');
  const published = date('pubdate', 'published', 'issued', 'date', 'created');
  const updated = date('updated', 'modified', 'lastmod', 'date');
  const summary = fields.get('description') ?? fields.get('summary');
  return {
    ...(title === undefined ? {} : { title }),
    ...(link === undefined ? {} : { link }),
    ...(draft.originalLink === undefined ? {} : { originalLink: draft.originalLink }),
    ...(id === undefined ? {} : { id }),
    ...(published === undefined ? {} : { published }),
    ...(updated === undefined ? {} : { updated }),
    ...(summary === undefined ? {} : { summary: textOfMarkup(summary) }),
    enclosures,
  };
}

/** The entry's own page: an alternate link that is HTML before one of another type, a plain `link` before a prefixed one. */
function bestLink({ links }: EntryDraft): string | undefined {
  const alternates = links.filter((link) => link.rel === 'alternate');
  const html = alternates.find((link) => link.type === '' || /html/i.test(link.type));
  return (
    html ??
    alternates[0] ??
    links.find((link) => link.rel === 'alternate prefixed') ??
    links.find((link) => link.rel === 'self' || link.rel === 'related')
  )?.href;
}

function plainTitle(element: OpenElement): string | undefined {
  const { type, mode } = element.attributes;
  const text = element.text.trim();
  const decoded =
    mode === 'base64' || (type !== undefined && /base64|octet-stream/i.test(type)) ? (fromBase64(text) ?? text) : text;
  const title = type === 'text' || type === 'text/plain' ? decoded.replace(/\s+/g, ' ') : textOfMarkup(decoded);
  return title === '' ? undefined : title;
}

function fromBase64(text: string): string | undefined {
  return /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text) ? Buffer.from(text, 'base64').toString('utf8') : undefined;
}

function setOnce(draft: EntryDraft, field: string, value: string | undefined): void {
  if (value !== undefined && value !== '' && !draft.fields.has(field)) draft.fields.set(field, value);
}

function absolute(href: string, base: string): string {
  return absoluteUrl(href, base)?.href ?? href.trim();
}

function lowered(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name.toLowerCase(), value]));
}
