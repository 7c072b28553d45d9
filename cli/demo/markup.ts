/** Text for HTML and XML, in elements and in quoted attributes. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * The body of a demo announcement as HTML. Its markup is the little that announcements need: paragraphs apart by empty
 * lines, `## heading`, lists of lines with `- `, quotes with `> `, tables of lines with `| cell | cell |` (first row: headings).
 */
export function bodyHtml(body: string): string {
  return body
    .split(/\n\n+/)
    .map((block) => blockHtml(block.trim()))
    .join('\n');
}

function blockHtml(block: string): string {
  const lines = block.split('\n');
  if (block.startsWith('## ')) return `<h2>${escape(block.slice(3))}</h2>`;
  if (lines.every((line) => line.startsWith('- '))) {
    return `<ul>\n${lines.map((line) => `<li>${escape(line.slice(2))}</li>`).join('\n')}\n</ul>`;
  }
  if (block.startsWith('> ')) return `<blockquote><p>${escape(block.replace(/^> /gm, ''))}</p></blockquote>`;
  if (lines.every((line) => line.startsWith('| '))) return tableHtml(lines);
  return `<p>${escape(block)}</p>`;
}

function tableHtml(lines: readonly string[]): string {
  const rows = lines.map((line, row) => {
    const cells = line
      .replace(/^\| | \|$/g, '')
      .split(' | ')
      .map((cell) => (row === 0 ? `<th>${escape(cell)}</th>` : `<td>${escape(cell)}</td>`));
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<table>\n${rows.join('\n')}\n</table>`;
}

/** The first words of a body, for listings and feeds: its first paragraph of text, without markup. */
export function leadText(body: string): string {
  const blocks = body.split(/\n\n+/).map((block) => block.trim());
  return blocks.find((block) => !/^(?:## |- |> |\| )/.test(block)) ?? '';
}
