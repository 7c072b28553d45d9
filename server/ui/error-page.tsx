import type { ParameterError } from '../api/parameter-error.ts';
import { writeQueryString, type QueryPair } from '../api/query-string.ts';
import type { PageFrame } from './frame.ts';
import type { PreparedSearch } from '../api/prepared-search.ts';
import { formatsFor } from './formats.ts';
import { Page } from './page.tsx';
import type { Words } from './words/en.ts';

export interface ErrorView {
  readonly frame: PageFrame;
  readonly kind: 'not-found' | 'no-index' | 'internal';
  readonly requestId: string | undefined;
  readonly detail?: string | undefined;
}

/** An error page: what happened, what to do now, and the box to go on with. */
export function ErrorPage({ view }: { readonly view: ErrorView }) {
  const { frame, kind } = view;
  const { errors, home } = frame.words;
  const [title, hint] = {
    'not-found': [errors.notFound, errors.notFoundHint],
    'no-index': [home.empty, errors.noIndexHint],
    internal: [errors.internal, errors.internalHint],
  }[kind] as [string, string];
  return (
    <Page
      frame={frame}
      parts={{
        title,
        q: '',
        noIndex: true,
        children: (
          <main id="main" tabindex={-1} class="prose">
            <h1>{title}</h1>
            <p class="lead">{hint}</p>
            {view.detail !== undefined && <p lang="en">{view.detail}</p>}
            {kind === 'no-index' && (
              <pre tabindex={0} role="region" aria-label="herald">
                <code>herald index</code>
              </pre>
            )}
            {kind === 'internal' && view.requestId !== undefined && (
              <p class="quiet">
                {errors.requestId}: <code>{view.requestId}</code>
              </p>
            )}
            <p>
              <a href="/">{errors.home}</a>
            </p>
          </main>
        ),
      }}
    />
  );
}

/** What was wrong with the address of a search, part by part, with a link to the corrected one. */
export function ParameterErrorPage({
  frame,
  search,
  pairs,
  path,
}: {
  readonly frame: PageFrame;
  readonly search: Pick<PreparedSearch, 'errors' | 'signs'>;
  readonly pairs: readonly QueryPair[];
  readonly path: string;
}) {
  const { words } = frame;
  const q = pairs.find((pair) => pair.name === 'q')?.value ?? '';
  const errors = search.errors.map((error) => mended(error, search.signs));
  const better = corrected(pairs, errors);
  return (
    <Page
      frame={frame}
      parts={{
        title: words.errors.parameters,
        q,
        noIndex: true,
        children: (
          <main id="main" tabindex={-1} class="prose">
            <h1>{words.errors.parameters}</h1>
            <div class="scroll" tabindex={0} role="region" aria-label={words.errors.parameters}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{words.errors.param}</th>
                    <th scope="col">{words.errors.problem}</th>
                    <th scope="col">{words.errors.instead}</th>
                  </tr>
                </thead>
                <tbody>
                  {errors.map((error) => (
                    <tr>
                      <th scope="row">
                        {partName(error.param, words)} <code>{error.param}</code>
                      </th>
                      <td>{reasonText(error, words)}</td>
                      <td>
                        {error.suggestion === undefined ? words.errors.leaveOut : <code>{error.suggestion}</code>}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <p class="choices">
              <a class="button" href={better === '' ? path : `${path}?${better}`}>
                {words.errors.tryIt}
              </a>
              <a href="/help">{words.box.help}</a>
            </p>
          </main>
        ),
      }}
    />
  );
}

/** A wrong part of the search text is mended by leaving it out: what was understood is written anew. */
function mended(error: ParameterError, signs: string): ParameterError {
  if (error.param !== 'q' || error.reason?.code !== 'no-such-date-in-query') return error;
  const { param, message, reason } = error;
  const nothingLeft = signs === '' || signs === '()';
  return nothingLeft ? { param, message, reason } : { param, message, reason, suggestion: signs };
}

/** What the page calls a part of the address, where it shows one. */
function partName(param: string, { box, filters, results }: Words): string {
  const facet = /^(?:filter|reject|facet)_(\w+)$/.exec(param)?.[1];
  const names: Readonly<Partial<Record<string, string>>> = {
    q: box.label,
    published_from: `${filters.published}: ${filters.from}`,
    published_to: `${filters.published}: ${filters.to}`,
    sort: results.sort,
    page: results.paging,
    ...filters.facets,
  };
  return names[facet ?? param] ?? '';
}

function reasonText({ reason, message }: ParameterError, words: Words): string {
  if (reason === undefined) return message;
  const { number } = formatsFor(words.locale);
  return words.errors.reasons[reason.code](reason.text ?? '', reason.limit === undefined ? '' : number(reason.limit));
}

/** The query string with every suggestion taken and everything else that was refused left away. */
export function corrected(pairs: readonly QueryPair[], errors: readonly ParameterError[]): string {
  const refused = new Map(errors.map((error) => [error.param, error]));
  const kept = new Map<string, readonly [string, string]>();
  for (const { name, value } of pairs) {
    const error = refused.get(name);
    if (error === undefined) kept.set(`${name}=${value}`, [name, value]);
    else if (error.suggestion === undefined) continue;
    else if (error.reason?.code === 'unknown') kept.set(`${error.suggestion}=${value}`, [error.suggestion, value]);
    else kept.set(name, [name, error.suggestion]);
  }
  return writeQueryString(kept.values());
}
