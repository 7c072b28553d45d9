import { dayRange, dayText } from '../../../core/instant.ts';
import { missingValue, type FilterNode, type QueryNode } from '../query.ts';

/** A query in a reader's words: `“memorandum of understanding” and japan, without draft, published from 2014-03-01 to 2014-05-31`. */
export function describeQuery(node: QueryNode): string {
  switch (node.kind) {
    case 'and':
      return describeAll(node.children);
    case 'or':
      return node.children
        .map((child) => (child.kind === 'and' ? `(${describeQuery(child)})` : describeQuery(child)))
        .join(' or ');
    case 'not':
      return `everything without ${nested(node.child)}`;
    case 'all':
      return 'everything';
    case 'none':
      return 'nothing';
    case 'word':
      return describeWord(node.text, node.form) + within(node.field);
    case 'phrase':
      return `“${node.text}”${node.slop === 0 ? '' : ` with at most ${node.slop} other ${node.slop === 1 ? 'word' : 'words'} between`}${within(node.field)}`;
    case 'filter':
      return describeFilter(node);
    case 'published':
      return `published ${describeDays(node.from, node.to)}`;
  }
}

/** What must be there, then what must not, then when. */
function describeAll(children: readonly QueryNode[]): string {
  const wanted = children.filter((child) => child.kind !== 'not' && child.kind !== 'published' && child.kind !== 'all');
  const unwanted = children.filter((child) => child.kind === 'not');
  const dates = children.filter((child) => child.kind === 'published');
  const parts = [
    wanted.length === 0 ? 'everything' : withPlainWordsTogether(wanted).join(' and '),
    ...unwanted.map((child) => `without ${nested(child.child)}`),
    ...dates.map(describeQuery),
  ];
  return parts.join(', ');
}

/** Neighbouring plain words read as they were typed: `memorandum of understanding`. */
function withPlainWordsTogether(wanted: readonly QueryNode[]): string[] {
  const parts: string[] = [];
  let plainBefore = false;
  for (const node of wanted) {
    const plain = node.kind === 'word' && node.form === 'any' && node.field === undefined;
    if (plain && plainBefore) parts.push(`${parts.pop() ?? ''} ${node.text}`);
    else parts.push(nested(node));
    plainBefore = plain;
  }
  return parts;
}

function nested(node: QueryNode): string {
  return node.kind === 'and' || node.kind === 'or' || node.kind === 'not'
    ? `(${describeQuery(node)})`
    : describeQuery(node);
}

function describeWord(text: string, form: 'any' | 'exact' | 'prefix' | 'fuzzy'): string {
  switch (form) {
    case 'any':
      return text;
    case 'exact':
      return `exactly “${text}”`;
    case 'prefix':
      return `words beginning with “${text}”`;
    case 'fuzzy':
      return `words like “${text}”`;
  }
}

function within(field: 'title' | 'body' | undefined): string {
  return field === undefined ? '' : ` in the ${field === 'title' ? 'title' : 'text'}`;
}

function describeFilter(node: FilterNode): string {
  if (node.value === missingValue) return `no ${node.facet} stated`;
  return `${node.facet} ${node.exact === true ? 'exactly ' : ''}“${node.value}”`;
}

/** Whole years and months as such: `2014-03`, not its first and last day. */
function describeDays(from: number | undefined, to: number | undefined): string {
  if (from !== undefined && to !== undefined) {
    const day = dayText(from);
    const period = [day.slice(0, 4), day.slice(0, 7), day].find(
      (value) => dayRange(value)?.first === from && dayRange(value)?.last === to,
    );
    return period === undefined
      ? `from ${startText(from)} to ${endText(to)}`
      : `in ${period}`.replace(/^in (\d{4}-\d\d-\d\d)$/, 'on $1');
  }
  if (from !== undefined) return `from ${startText(from)} on`;
  return to === undefined ? 'at any time' : `until ${endText(to)}`;
}

function startText(day: number): string {
  const text = dayText(day);
  return text.endsWith('-01-01') ? text.slice(0, 4) : text.endsWith('-01') ? text.slice(0, 7) : text;
}

function endText(day: number): string {
  const text = dayText(day);
  return [text.slice(0, 4), text.slice(0, 7)].find((value) => dayRange(value)?.last === day) ?? text;
}
