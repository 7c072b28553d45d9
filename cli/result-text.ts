import { count } from './progress-line.ts';

/** The part of the API's search answer that is printed. */
export interface SearchAnswer {
  readonly description: string;
  readonly total: number;
  readonly total_relation: 'eq' | 'gte';
  readonly took_ms: number;
  readonly interpretation: { readonly notes?: readonly string[]; readonly did_you_mean?: string | null };
  readonly results: readonly AnswerResult[];
  readonly facets: Readonly<
    Record<
      string,
      { readonly values: readonly AnswerFacetValue[]; readonly missing: number; readonly total_values?: number }
    >
  >;
}

interface AnswerResult {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly agency?: { readonly label: string } | null;
  readonly kind?: { readonly label: string } | null;
  readonly published?: { readonly value: string } | null;
  readonly status: string;
  readonly snippets: readonly {
    readonly field: string;
    readonly runs: readonly { readonly text: string; readonly hit?: boolean }[];
  }[];
  readonly explanation?: AnswerExplanation;
}

interface AnswerExplanation {
  readonly value: number;
  readonly description: string;
  readonly parts: readonly AnswerExplanation[];
}

interface AnswerFacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly selected: boolean;
}

export interface TextStyle {
  readonly columns: number;
  /** Bold and colour, for a terminal. */
  readonly styled: boolean;
}

/** Widest text block: longer lines are hard to read. Characters. */
const widestText = 100;
/** Length of the longest facet bar, characters. */
const longestBar = 20;

/** The answer as a person wants to read it: results with title, agency, date and snippet, then the facets with bars. */
export function formatAnswer(answer: SearchAnswer, first: number, style: TextStyle): string {
  const lines = [headline(answer, first, style), ...noteLines(answer, style)];
  answer.results.forEach((result, index) => lines.push('', ...resultLines(result, first + index, style)));
  for (const [name, facet] of Object.entries(answer.facets)) {
    const drawn = facetLines(name, facet, style);
    if (drawn.length > 0) lines.push('', ...drawn);
  }
  return lines.join('\n');
}

function headline(answer: SearchAnswer, first: number, style: TextStyle): string {
  const amount = `${answer.total_relation === 'gte' ? 'at least ' : ''}${count(answer.total)} ${answer.total === 1 ? 'announcement' : 'announcements'}`;
  const shown =
    answer.results.length < answer.total && answer.results.length > 0
      ? `, ${first}-${first + answer.results.length - 1} shown`
      : '';
  return `${bold(amount, style)}${shown}  ${dim(`(${answer.took_ms.toFixed(1)} ms)  ${answer.description}`, style)}`;
}

function noteLines(answer: SearchAnswer, style: TextStyle): string[] {
  const notes = (answer.interpretation.notes ?? []).map((note) => dim(note, style));
  const meant = answer.interpretation.did_you_mean;
  return meant === undefined || meant === null ? notes : [...notes, `Did you mean: ${bold(meant, style)}`];
}

function resultLines(result: AnswerResult, number: number, style: TextStyle): string[] {
  const indent = ' '.repeat(String(number).length + 2);
  const facts = [
    result.published?.value.slice(0, 10),
    result.agency?.label,
    result.kind?.label,
    result.status === 'live' ? undefined : result.status,
  ].filter((fact) => fact !== undefined);
  const title = result.snippets.find((snippet) => snippet.field === 'title');
  const titleText = title === undefined ? bold(result.title, style) : runs(title.runs, style, true);
  const body = result.snippets
    .filter((snippet) => snippet.field === 'body')
    .flatMap((snippet) => wrap(runs(snippet.runs, style, false), Math.min(style.columns, widestText) - indent.length));
  return [
    `${number}. ${titleText}`,
    `${indent}${facts.join(' · ')}`,
    ...body.map((line) => indent + line),
    `${indent}${dim(result.url, style)}`,
    ...(result.explanation === undefined ? [] : explanationLines(result.explanation, indent, style)),
  ];
}

/** The account of a score as a tree: each part's share before what it is for. */
function explanationLines(
  { value, description, parts }: AnswerExplanation,
  indent: string,
  style: TextStyle,
): string[] {
  return [
    `${indent}${value.toFixed(3).padStart(8)}  ${dim(description, style)}`,
    ...parts.flatMap((part) => explanationLines(part, `${indent}  `, style)),
  ];
}

function facetLines(name: string, facet: SearchAnswer['facets'][string], style: TextStyle): string[] {
  const largest = Math.max(1, ...facet.values.map((value) => value.count));
  const width = Math.min(40, Math.max(8, ...facet.values.map((value) => displayWidth(value.label))));
  const rows = facet.values.map((value) => {
    const label = value.label.length > width ? `${value.label.slice(0, width - 1)}…` : value.label;
    const bar = '█'.repeat(Math.round((value.count / largest) * longestBar)) || (value.count > 0 ? '▏' : '');
    return `  ${value.selected ? '✓' : ' '} ${label}${' '.repeat(Math.max(0, width - displayWidth(label)))} ${count(value.count).padStart(7)} ${dim(bar, style)}`;
  });
  const unshown = (facet.total_values ?? facet.values.length) - facet.values.length;
  if (unshown > 0) rows.push(dim(`    and ${count(unshown)} more`, style));
  if (facet.missing > 0) rows.push(dim(`    without: ${count(facet.missing)}`, style));
  return rows.length === 0 ? [] : [bold(name, style), ...rows];
}

function runs(
  parts: readonly { readonly text: string; readonly hit?: boolean }[],
  style: TextStyle,
  whole: boolean,
): string {
  return parts
    .map((part) =>
      part.hit === true
        ? mark(printable(part.text), style)
        : whole
          ? bold(printable(part.text), style)
          : printable(part.text),
    )
    .join('');
}

/** Crawled text must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u001F\u007F-\u009F]+/g, ' ');
}

/** Breaks at spaces; escape sequences have no width, East Asian characters have two. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ +/)) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}

export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text.replace(/\u001B\[[0-9;]*m/g, ''))
    width +=
      /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u.test(
        character,
      )
        ? 2
        : 1;
  return width;
}

function bold(text: string, style: TextStyle): string {
  return style.styled ? `\u001B[1m${printable(text)}\u001B[22m` : printable(text);
}

function dim(text: string, style: TextStyle): string {
  return style.styled ? `\u001B[2m${printable(text)}\u001B[22m` : printable(text);
}

function mark(text: string, style: TextStyle): string {
  return style.styled ? `\u001B[1;33m${text}\u001B[22;39m` : `[${text}]`;
}
