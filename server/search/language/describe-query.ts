import { dayRange, dayText } from '../../../core/instant.ts';
import { missingValue, type FacetName, type FilterNode, type QueryNode } from '../query.ts';

/** How a language says a query. Each part takes ready texts and answers with a text. */
export interface QueryWords {
  readonly everything: string;
  readonly nothing: string;
  readonly and: string;
  readonly or: string;
  /** Between what must be there, what must not, and when. */
  readonly separator: string;
  /** A group of parts, where another part stands beside it. */
  readonly group: (text: string) => string;
  readonly without: (what: string) => string;
  readonly everythingWithout: (what: string) => string;
  /** Typed words as they were typed, in the language's quotation marks. */
  readonly quoted: (text: string) => string;
  readonly exactly: (quoted: string) => string;
  readonly beginning: (quoted: string) => string;
  readonly like: (quoted: string) => string;
  readonly apart: (quoted: string, words: number) => string;
  readonly inTitle: (what: string) => string;
  readonly inBody: (what: string) => string;
  readonly has: (facet: FacetName, quoted: string, exactly: boolean) => string;
  readonly hasNone: (facet: FacetName) => string;
  /** Dates are written as ISO 8601 has them: years, months or days. `from` equals `to` for a single one. */
  readonly published: (from: string | undefined, to: string | undefined) => string;
}

export const englishQuery: QueryWords = {
  everything: 'everything',
  nothing: 'nothing',
  and: ' and ',
  or: ' or ',
  separator: ', ',
  group: (text) => `(${text})`,
  without: (what) => `without ${what}`,
  everythingWithout: (what) => `everything without ${what}`,
  quoted: (text) => `“${text}”`,
  exactly: (quoted) => `exactly ${quoted}`,
  beginning: (quoted) => `words beginning with ${quoted}`,
  like: (quoted) => `words like ${quoted}`,
  apart: (quoted, words) => `${quoted} with at most ${words} other ${words === 1 ? 'word' : 'words'} between`,
  inTitle: (what) => `${what} in the title`,
  inBody: (what) => `${what} in the text`,
  has: (facet, quoted, exactly) => `${facet} ${exactly ? 'exactly ' : ''}${quoted}`,
  hasNone: (facet) => `no ${facet} stated`,
  published: (from, to) => {
    if (from !== undefined && to !== undefined)
      return from === to ? `published ${from.length > 7 ? 'on' : 'in'} ${from}` : `published from ${from} to ${to}`;
    if (from !== undefined) return `published from ${from} on`;
    return to === undefined ? 'published at any time' : `published until ${to}`;
  },
};

/** A query in a reader's words: `“memorandum of understanding” and japan, without draft, published from 2014-03 to 2014-05`. */
export function describeQuery(node: QueryNode, words: QueryWords = englishQuery): string {
  switch (node.kind) {
    case 'and':
      return describeAll(node.children, words);
    case 'or':
      return node.children
        .map((child) => (child.kind === 'and' ? words.group(describeQuery(child, words)) : describeQuery(child, words)))
        .join(words.or);
    case 'not':
      return words.everythingWithout(nested(node.child, words));
    case 'all':
      return words.everything;
    case 'none':
      return words.nothing;
    case 'word':
      return within(node.field, describeWord(node.text, node.form, words), words);
    case 'phrase': {
      const quoted = words.quoted(node.text);
      return within(node.field, node.slop === 0 ? quoted : words.apart(quoted, node.slop), words);
    }
    case 'filter':
      return describeFilter(node, words);
    case 'published':
      return describeDays(node.from, node.to, words);
  }
}

/** What must be there, then what must not, then when. */
function describeAll(children: readonly QueryNode[], words: QueryWords): string {
  const wanted = children.filter((child) => child.kind !== 'not' && child.kind !== 'published' && child.kind !== 'all');
  const unwanted = children.filter((child) => child.kind === 'not');
  const dates = children.filter((child) => child.kind === 'published');
  const parts = [
    wanted.length === 0 ? words.everything : withPlainWordsTogether(wanted, words).join(words.and),
    ...unwanted.map((child) => words.without(nested(child.child, words))),
    ...dates.map((child) => describeQuery(child, words)),
  ];
  return parts.join(words.separator);
}

/** Neighbouring plain words read as they were typed: `memorandum of understanding`. */
function withPlainWordsTogether(wanted: readonly QueryNode[], words: QueryWords): string[] {
  const parts: string[] = [];
  let plainBefore = false;
  for (const node of wanted) {
    const plain = node.kind === 'word' && node.form === 'any' && node.field === undefined;
    if (plain && plainBefore) parts.push(`${parts.pop() ?? ''} ${node.text}`);
    else parts.push(nested(node, words));
    plainBefore = plain;
  }
  return parts;
}

function nested(node: QueryNode, words: QueryWords): string {
  return node.kind === 'and' || node.kind === 'or' || node.kind === 'not'
    ? words.group(describeQuery(node, words))
    : describeQuery(node, words);
}

function describeWord(text: string, form: 'any' | 'exact' | 'prefix' | 'fuzzy', words: QueryWords): string {
  switch (form) {
    case 'any':
      return text;
    case 'exact':
      return words.exactly(words.quoted(text));
    case 'prefix':
      return words.beginning(words.quoted(text));
    case 'fuzzy':
      return words.like(words.quoted(text));
  }
}

function within(field: 'title' | 'body' | undefined, what: string, words: QueryWords): string {
  return field === undefined ? what : field === 'title' ? words.inTitle(what) : words.inBody(what);
}

function describeFilter(node: FilterNode, words: QueryWords): string {
  return node.value === missingValue
    ? words.hasNone(node.facet)
    : words.has(node.facet, words.quoted(node.value), node.exact === true);
}

/** Whole years and months as such: `2014-03`, not its first and last day. */
function describeDays(from: number | undefined, to: number | undefined, words: QueryWords): string {
  if (from !== undefined && to !== undefined) {
    const day = dayText(from);
    const period = [day.slice(0, 4), day.slice(0, 7), day].find(
      (value) => dayRange(value)?.first === from && dayRange(value)?.last === to,
    );
    return period === undefined ? words.published(startText(from), endText(to)) : words.published(period, period);
  }
  return words.published(from === undefined ? undefined : startText(from), to === undefined ? undefined : endText(to));
}

function startText(day: number): string {
  const text = dayText(day);
  return text.endsWith('-01-01') ? text.slice(0, 4) : text.endsWith('-01') ? text.slice(0, 7) : text;
}

function endText(day: number): string {
  const text = dayText(day);
  return [text.slice(0, 4), text.slice(0, 7)].find((value) => dayRange(value)?.last === day) ?? text;
}
