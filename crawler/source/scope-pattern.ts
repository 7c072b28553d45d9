/**
 * URL patterns of a source's scope. A pattern is matched against the whole URL identity, in one of two spellings:
 *
 * - a glob, `https://www.example.gov/news/*`: `*` stands for any run of characters without `/`, `?` and `#` (so a path
 *   segment or a part of one), `**` for any run at all, `{a,b}` for one of several; everything else is itself, the
 *   `?` of a query string too;
 * - a regular expression, when it begins with `^`: `^https://www\.example\.gov/\d{4}/.+$`.
 */
export type ScopePattern =
  { readonly kind: 'pattern'; readonly regExp: RegExp } | { readonly kind: 'bad'; readonly reason: string };

export function compileScopePattern(text: string): ScopePattern {
  if (text.startsWith('^')) return compileRegExp(text);
  if (!/^(?:https?|\{[^}]*\}|\*):\/\/[^/]/.test(text)) {
    return {
      kind: 'bad',
      reason: 'a pattern covers the whole URL and begins with `https://` (or with `^` as a regular expression)',
    };
  }
  const braces = unbalancedBraces(text);
  if (braces !== undefined) return { kind: 'bad', reason: braces };
  return { kind: 'pattern', regExp: new RegExp(`^${globSource(text)}$`) };
}

function compileRegExp(text: string): ScopePattern {
  try {
    // A regular expression without `$` matches the whole URL too: `include` should not admit more than it shows.
    return { kind: 'pattern', regExp: new RegExp(`^(?:${text.slice(1).replace(/(?<!\\)\$$/, '')})$`) };
  } catch (error) {
    return {
      kind: 'bad',
      reason: `not a regular expression: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

function globSource(glob: string): string {
  return glob.replace(/\*\*|\*|\{[^}]*\}|[\\^$.|?+()[\]{}]/g, (token) => {
    if (token === '**') return '.*';
    if (token === '*') return '[^/?#]*';
    if (!token.startsWith('{') || token.length === 1) return `\\${token}`;
    return `(?:${token.slice(1, -1).split(',').map(globSource).join('|')})`;
  });
}

function unbalancedBraces(glob: string): string | undefined {
  const rest = glob.replace(/\{[^{}]*\}/g, '');
  return /[{}]/.test(rest) ? '`{` and `}` must come in pairs and not within one another' : undefined;
}
