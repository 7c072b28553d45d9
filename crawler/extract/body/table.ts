import { fold, isElement, rawText, type Element, type Node } from '../page.ts';

/** Cells longer than this hold prose: the table lays out the page and its cells are read as blocks. From the recorded pages: data cells stay below 200. */
const longestDataCell = 300;
/** Cells of a table that are read; above it the rest is left out. */
const limitCells = 5_000;

/** A data table as text, rows by line breaks and cells by ` | `; `undefined` for a table that only lays out. */
export function tableText(table: Element): { readonly text: string; readonly linkCharacters: number } | undefined {
  if (table.attribs['role'] === 'presentation') return undefined;
  const rows = rowsOf(table);
  if (rows === undefined || rows.length < 2) return undefined;
  const widest = Math.max(...rows.map((row) => row.length));
  const headed = rows.some((row) => row.some((cell) => cell.header));
  if (widest < 2) return undefined;
  const cells = rows.flat();
  if (cells.length > limitCells || cells.some((cell) => cell.text.length > longestDataCell)) return undefined;
  const filled = cells.filter((cell) => cell.text !== '').length;
  if (!headed && (filled < 4 || filled < cells.length / 2)) return undefined;
  const lines = rows
    .map((row) => row.map((cell) => cell.text).join(' | '))
    .filter((line) => /[\p{L}\p{N}]/u.test(line));
  if (lines.length === 0) return undefined;
  return { text: lines.join('\n'), linkCharacters: cells.reduce((sum, cell) => sum + cell.linkCharacters, 0) };
}

interface Cell {
  readonly text: string;
  readonly header: boolean;
  readonly linkCharacters: number;
}

/** Rows of cells, or `undefined` where a cell holds what no data cell does: a table, a form, a heading, several paragraphs. */
function rowsOf(table: Element): Cell[][] | undefined {
  const rows: Cell[][] = [];
  const visit = (nodes: readonly Node[]): boolean => {
    for (const node of nodes) {
      if (!isElement(node)) continue;
      if (node.name === 'tr') {
        const row = cellsOf(node);
        if (row === undefined) return false;
        if (row.length > 0) rows.push(row);
      } else if (node.name === 'thead' || node.name === 'tbody' || node.name === 'tfoot') {
        if (!visit(node.children)) return false;
      }
    }
    return true;
  };
  return visit(table.children) ? rows : undefined;
}

function cellsOf(row: Element): Cell[] | undefined {
  const cells: Cell[] = [];
  for (const node of row.children) {
    if (!isElement(node) || (node.name !== 'td' && node.name !== 'th')) continue;
    if (holdsLayout(node)) return undefined;
    cells.push({ text: fold(rawText(node)), header: node.name === 'th', linkCharacters: linkCharacters(node) });
  }
  return cells;
}

const layoutTags = new Set('table form h1 h2 h3 iframe article section nav aside'.split(' '));

function holdsLayout(node: Element): boolean {
  return node.children.some((child) => isElement(child) && (layoutTags.has(child.name) || holdsLayout(child)));
}

function linkCharacters(node: Element): number {
  let sum = 0;
  for (const child of node.children)
    if (isElement(child)) sum += child.name === 'a' ? fold(rawText(child)).length : linkCharacters(child);
  return sum;
}
