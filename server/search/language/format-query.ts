import { dayRange, dayText } from '../../../core/instant.ts';
import type { QueryNode, WordForm } from '../query.ts';
import { parseQuery } from './parse-query.ts';

/** A query as text that `parseQuery` reads back as the same query, with no more signs than needed. */
export function formatQuery(node: QueryNode): string {
  switch (node.kind) {
    case 'and':
      return node.children.map((child) => (child.kind === 'and' ? grouped(child) : formatQuery(child))).join(' ');
    case 'or':
      return node.children.map((child) => (isJoined(child) ? grouped(child) : formatQuery(child))).join(' OR ');
    case 'not':
      return `-${isJoined(node.child) || node.child.kind === 'not' ? grouped(node.child) : formatQuery(node.child)}`;
    case 'all':
      return '*';
    case 'none':
      return '()';
    case 'word':
      return fieldPrefix(node.field) + formatWord(node.text, node.form);
    case 'phrase':
      return `${fieldPrefix(node.field)}${quoted(node.text)}${node.slop === 0 ? '' : `~${node.slop}`}`;
    case 'filter':
      return `${node.facet}:${node.exact === true ? '=' : ''}${isPlainValue(node.value) ? node.value : quoted(node.value)}`;
    case 'published':
      return `published:${formatDays(node.from, node.to)}`;
  }
}

function isPlainValue(value: string): boolean {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_-]*$/u.test(value) && !isOperator(value);
}

function isJoined(node: QueryNode): boolean {
  return node.kind === 'and' || node.kind === 'or';
}

function grouped(node: QueryNode): string {
  return `(${formatQuery(node)})`;
}

function fieldPrefix(field: string | undefined): string {
  return field === undefined ? '' : `${field}:`;
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"“”„‟«»〝〞〟]/g, '\\$&')}"`;
}

function formatWord(text: string, form: WordForm): string {
  const plain = withSign(text, form);
  const { query } = parseQuery(plain);
  const same = query.kind === 'word' && query.text === text && query.form === form && query.field === undefined;
  return same && !/[\s\\]/.test(text) && !isOperator(text) ? plain : withSign(escapeWord(text), form);
}

function withSign(text: string, form: WordForm): string {
  return form === 'exact' ? `=${text}` : form === 'prefix' ? `${text}*` : form === 'fuzzy' ? `${text}~` : text;
}

/** Signs that mean something inside a word or at either end of it. */
function escapeWord(text: string): string {
  const inside = text.replace(/[\\()|&:"“”„‟«»〝〞〟「」『』*~\s\u200b\u0000-\u001f\u007f]/g, '\\$&');
  const ends = inside.replace(/^[-–—−‐‑=+,;!?。、，；！？…]/, '\\$&').replace(/(?<!\\)[,;!?。、，；！？…]$/, '\\$&');
  return isOperator(ends) ? `\\${ends}` : ends;
}

function isOperator(text: string): boolean {
  return /^(?:OR|AND|NOT)$/.test(text.normalize('NFKC'));
}

/** Whole months and years by their shorter names. */
function formatDays(from: number | undefined, to: number | undefined): string {
  if (from !== undefined && to !== undefined) {
    const period = names(from).find((name) => dayRange(name)?.first === from && dayRange(name)?.last === to);
    if (period !== undefined) return period;
  }
  const first = from === undefined ? '' : (names(from).find((name) => dayRange(name)?.first === from) ?? dayText(from));
  const last = to === undefined ? '' : (names(to).find((name) => dayRange(name)?.last === to) ?? dayText(to));
  return `${first}..${last}`;
}

function names(day: number): string[] {
  const text = dayText(day);
  return [text.slice(0, 4), text.slice(0, 7), text];
}
