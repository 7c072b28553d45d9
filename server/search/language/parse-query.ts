/**
 * The query language. Every text is a query: what cannot be meant as an operator is a word, what was mistyped is read as
 * it was probably meant, and `notes` say so.
 *
 *     query    = every { every }                        every word must match (the engine may widen)
 *     every    = some { ("OR" | "|") some }             OR joins its neighbours, before the space does: a b OR c = a (b OR c)
 *     some     = [ "-" | "NOT" ] [ field ":" ] operand  "AND" and "+" may be written and change nothing
 *     operand  = "(" query ")" | word | phrase
 *     word     = text            in any of its forms, synonyms included
 *              | "=" text        as typed, but for case and accents
 *              | text "*"        begins with it; "*" alone: every announcement
 *              | text "~"        spelled nearly like it
 *     phrase   = '"' text '"'    these words in this order, as typed, but for case and accents
 *              | '"' text '"~' n with at most n other words between
 *     field    = "title" | "body"                                             where the word must stand
 *              | "agency" | "component" | "kind" | "topic" | "language" | "source" | "status"   what the announcement has
 *              | "published"     a day, month or year, or two of them: 2014-03..2014-05, 2014.., ..2014
 *
 * A facet's value (`agency:justice`) matches when its words stand in the announcement's value, in order and next to one
 * another; `agency:="Department of Justice"` is the whole value. A backslash makes the sign behind it an ordinary one.
 */
import type { Problem } from '../../../core/problem.ts';
import { classOf, mark, separator } from '../../../indexer/analyse/characters.ts';
import type { FacetName, QueryNode } from '../query.ts';
import type { Field } from './fields.ts';
import { lex, unescape, type Lexeme } from './lexer.ts';
import { conjunction, disjunction, negation } from './normal-form.ts';
import { createNoteList, type Note, type NoteList } from './note.ts';
import { readPublished } from './published-range.ts';

export interface ParsedQuery {
  readonly query: QueryNode;
  /** How mistyped parts were read. */
  readonly notes: readonly Note[];
  /** What has no possible meaning (a date that is none); the parts concerned are left out of `query`. */
  readonly problems: readonly Problem[];
}

/** Most words and phrases of one query; further ones are left out and noted. An answer in a millisecond allows about this many postings. */
export const mostOperands = 256;

/** Deepest nesting of parentheses; deeper ones are read as if they were not there. */
export const deepestNesting = 24;

export function parseQuery(text: string): ParsedQuery {
  const { lexemes, notes } = lex(text);
  const all = createNoteList(notes);
  const parser = createParser(withoutDeepParentheses(withWordsForOperators(lexemes), all), all);
  const read = parser.read();
  if (read === undefined && text.trim() !== '' && parser.problems.length === 0) all.add('nothing-in-query');
  const query: QueryNode = read ?? { kind: text.trim() === '' ? 'all' : 'none' };
  return { query, notes: all.all, problems: parser.problems };
}

/** A query of operators alone (`OR`) means them as words: Oregon, not "or". */
function withWordsForOperators(lexemes: readonly Lexeme[]): readonly Lexeme[] {
  if (lexemes.some((lexeme) => lexeme.kind === 'word' || lexeme.kind === 'phrase' || lexeme.kind === 'field'))
    return lexemes;
  return lexemes.map((lexeme) =>
    lexeme.kind === 'or' || lexeme.kind === 'and' || lexeme.kind === 'not'
      ? { kind: 'word', raw: lexeme.kind.toUpperCase() }
      : lexeme,
  );
}

function withoutDeepParentheses(lexemes: readonly Lexeme[], notes: NoteList): readonly Lexeme[] {
  let depth = 0;
  return lexemes.filter((lexeme) => {
    if (lexeme.kind === 'open' && ++depth > deepestNesting)
      notes.add('parentheses-too-deep', { limit: deepestNesting });
    return lexeme.kind === 'open'
      ? depth <= deepestNesting
      : lexeme.kind === 'close'
        ? depth-- <= deepestNesting
        : true;
  });
}

interface Parser {
  readonly problems: Problem[];
  /** `undefined` when nothing searchable was typed. */
  read(): QueryNode | undefined;
}

/** Within which field a word stands. */
interface Place {
  readonly field: Field | undefined;
}

function createParser(lexemes: readonly Lexeme[], notes: NoteList): Parser {
  const problems: Problem[] = [];
  let next = 0;
  let operands = 0;
  const peek = (): Lexeme['kind'] | undefined => lexemes[next]?.kind;

  const readQuery = (place: Place): QueryNode | undefined => {
    const children: QueryNode[] = [];
    let mixed = false;
    while (next < lexemes.length && peek() !== 'close') {
      const kind = peek();
      if (kind === 'and' || kind === 'or') {
        if (kind === 'or' || children.length === 0 || endsHere(next + 1))
          notes.add('joins-nothing', { typed: kind.toUpperCase() });
        next++;
        continue;
      }
      const { node, joined } = readEvery(place);
      if (node !== undefined) children.push(node);
      mixed ||= joined;
    }
    if (mixed && children.length > 1) notes.add('or-joins-neighbours');
    return children.length === 0 ? undefined : conjunction(children);
  };

  const endsHere = (index: number): boolean => index >= lexemes.length || lexemes[index]!.kind === 'close';

  const readEvery = (place: Place): { readonly node: QueryNode | undefined; readonly joined: boolean } => {
    const children = [readSome(place)];
    while (peek() === 'or') {
      while (peek() === 'or' || peek() === 'and') next++;
      if (endsHere(next)) {
        notes.add('joins-nothing', { typed: 'OR' });
        break;
      }
      children.push(readSome(place));
    }
    const found = children.filter((child) => child !== undefined);
    return { node: found.length === 0 ? undefined : disjunction(found), joined: children.length > 1 };
  };

  const readSome = (place: Place): QueryNode | undefined => {
    const negated = peek() === 'not';
    while (peek() === 'not') next++;
    if (negated && (endsHere(next) || peek() === 'or' || peek() === 'and')) {
      notes.add('not-nothing');
      return undefined;
    }
    const node = readOperand(place);
    return node === undefined || !negated ? node : negation(node);
  };

  const readOperand = (place: Place): QueryNode | undefined => {
    const lexeme = lexemes[next];
    if (lexeme === undefined || lexeme.kind === 'close') return undefined;
    next++;
    switch (lexeme.kind) {
      case 'field':
        return readFieldValue({ field: lexeme.reading.field }, lexeme.typed);
      case 'open':
        return readGroup(place);
      case 'equals':
        return readExact(place);
      case 'word':
        return counted(() => wordNode(lexeme.raw, place.field, false));
      case 'phrase':
        return counted(() => phraseNode(lexeme.text, lexeme.tail, place.field, false));
      case 'not':
        next--;
        return readSome(place);
      case 'and':
      case 'or':
        return undefined;
    }
  };

  const readFieldValue = (place: Place, typed: string): QueryNode | undefined => {
    const kind = peek();
    if (kind === undefined || kind === 'close' || kind === 'or' || kind === 'and') {
      notes.add('field-without-value', { typed });
      return undefined;
    }
    return readSome(place);
  };

  const readGroup = (place: Place): QueryNode | undefined => {
    const node = readQuery(place);
    if (peek() === 'close') next++;
    return node;
  };

  const readExact = (place: Place): QueryNode | undefined => {
    const lexeme = lexemes[next];
    if (lexeme?.kind !== 'word' && lexeme?.kind !== 'phrase') return readOperand(place);
    next++;
    return counted(() =>
      lexeme.kind === 'word'
        ? wordNode(lexeme.raw, place.field, true)
        : phraseNode(lexeme.text, lexeme.tail, place.field, true),
    );
  };

  const counted = (make: () => QueryNode | undefined): QueryNode | undefined => {
    if (operands >= mostOperands) {
      notes.add('words-cut', { limit: mostOperands });
      return undefined;
    }
    const node = make();
    if (node !== undefined) operands++;
    return node;
  };

  const wordNode = (raw: string, field: Field | undefined, exact: boolean): QueryNode | undefined => {
    if (field?.kind === 'published') return publishedNode(unescape(raw));
    if (/^\*+$/.test(raw) && field === undefined) return { kind: 'all' };
    const { text, form } = readForm(raw, exact);
    if (!isSearchable(text) && text !== '_MISSING') {
      notes.add('nothing-in-text', { typed: unescape(raw) });
      return undefined;
    }
    if (field?.kind === 'facet') return facetNode(field.name, text, exact);
    return { kind: 'word', text, form, ...(field === undefined ? {} : { field: field.name }) };
  };

  const readForm = (
    raw: string,
    exact: boolean,
  ): { readonly text: string; readonly form: 'any' | 'exact' | 'prefix' | 'fuzzy' } => {
    const trimmed = raw.replace(/^[,;:!?。、，；！？…*~]+/, '').replace(/(?<!\\)(?:[,;:!?。、，；！？…])+$/, '');
    const fuzzy = /(?<!\\)~(\d*)$/.exec(trimmed);
    if (fuzzy !== null) {
      if (fuzzy[1] !== '') notes.add('fuzzy-reach');
      return { text: unescape(trimmed.slice(0, fuzzy.index)), form: 'fuzzy' };
    }
    const star = /(?<!\\)\*/.exec(trimmed);
    if (/^[*~]/.test(raw) && trimmed !== '') notes.add('sign-in-front', { typed: raw[0]! });
    if (star === null) return { text: unescape(trimmed), form: exact ? 'exact' : 'any' };
    if (/[^*]/.test(trimmed.slice(star.index)))
      notes.add('star-inside', {
        typed: unescape(trimmed),
        read: `${unescape(trimmed.slice(0, star.index))}*`,
      });
    return { text: unescape(trimmed.slice(0, star.index)), form: 'prefix' };
  };

  const phraseNode = (text: string, tail: string, field: Field | undefined, exact: boolean): QueryNode | undefined => {
    if (field?.kind === 'published') return publishedNode(text);
    const tidy = text.replace(/\s+/g, ' ').trim();
    if (!isSearchable(tidy)) {
      notes.add('phrase-without-words');
      return undefined;
    }
    if (field?.kind === 'facet') return facetNode(field.name, tidy, exact);
    return { kind: 'phrase', text: tidy, slop: readSlop(tail), ...(field === undefined ? {} : { field: field.name }) };
  };

  const readSlop = (tail: string): number => {
    if (tail === '') return 0;
    const slop = tail === '~' ? defaultSlop : Number(tail.slice(1));
    if (tail === '~') notes.add('slop-read', { read: `~${defaultSlop}` });
    if (slop > mostSlop) notes.add('slop-cut', { typed: tail, limit: mostSlop });
    return Math.min(slop, mostSlop);
  };

  const publishedNode = (text: string): QueryNode | undefined => {
    const range = readPublished(text);
    if (range === undefined) {
      problems.push({
        code: 'bad-date',
        message: `“${text.slice(0, 60)}” is no date`,
        where: text.slice(0, 60),
        hint: 'write published:2014, published:2014-03, published:2014-03-25 or published:2014-03..2014-05',
      });
      return undefined;
    }
    if (range.swapped) notes.add('dates-swapped', { typed: text });
    const { from, to } = range;
    return { kind: 'published', ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  };

  return { problems, read: () => readQuery({ field: undefined }) };
}

function facetNode(facet: FacetName, value: string, exact: boolean): QueryNode {
  return { kind: 'filter', facet, value: value.replace(/\s+/g, ' ').trim(), ...(exact ? { exact } : {}) };
}

/** For `"a b"~` without a number. */
const defaultSlop = 5;

/** More words between would cross from one paragraph to the next: that is two words, not a phrase. */
const mostSlop = 100;

/** Whether the analyzer can make a term of it. */
function isSearchable(text: string): boolean {
  for (const character of text) {
    const kind = classOf(character.codePointAt(0)!);
    if ((kind !== separator && kind !== mark) || character === '§') return true;
  }
  return false;
}
