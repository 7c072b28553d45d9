/**
 * What is wrong with a selector as a source file writes it (`h1.title`, `meta[name="date"]@content`), or `undefined`.
 * This stage has no page and no CSS engine: it finds what a person mistypes (nothing there, an open bracket or quote, an
 * end that wants more). A selector that passes and that the engine still refuses is told when the first page is read.
 */
export function selectorMistake(text: string): string | undefined {
  const { css, attribute } = splitSelector(text);
  if (css === '') return 'a CSS selector is missing';
  if (attribute !== undefined && !/^[A-Za-z_][\w:.-]*$/.test(attribute))
    return 'after `@` comes the name of an attribute, such as `content`';
  return unclosed(css) ?? (/[>+~,]$/.test(css) ? `\`${css.at(-1)!}\` at the end wants another selector` : undefined);
}

/** `span.date@content` in its two parts. An `@` within brackets or quotes belongs to the CSS. */
export function splitSelector(text: string): { readonly css: string; readonly attribute?: string } {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('@');
  if (at < 0 || unclosed(trimmed.slice(0, at)) !== undefined) return { css: trimmed };
  return { css: trimmed.slice(0, at).trim(), attribute: trimmed.slice(at + 1).trim() };
}

function unclosed(css: string): string | undefined {
  const open: string[] = [];
  let quote = '';
  for (let at = 0; at < css.length; at++) {
    const character = css[at]!;
    if (character === '\\') at++;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '[' || character === '(') open.push(character);
    else if (character === ']' || character === ')') {
      if (open.pop() !== (character === ']' ? '[' : '(')) return `\`${character}\` has no opening partner`;
    }
  }
  if (quote !== '') return `a quote ${quote} is not closed`;
  return open.length === 0 ? undefined : `\`${open.at(-1)!}\` is not closed`;
}
