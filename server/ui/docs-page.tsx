import { exampleAnswers } from '../api/examples.ts';
import type { Endpoint } from '../api/endpoints.ts';
import { parameterSchema } from '../api/openapi.ts';
import type { Parameter } from '../api/parameter.ts';
import type { PageFrame } from './frame.ts';
import { Page } from './page.tsx';

interface DocsView {
  readonly frame: PageFrame;
  readonly endpoints: readonly Endpoint[];
  /** An announcement of this very index, so that examples with an id can be followed. */
  readonly exampleId: string | undefined;
}

/** The API's documentation, from the declarations that check its requests. In English, as the API is. */
export function DocsPage({ view }: { readonly view: DocsView }) {
  const { frame, endpoints } = view;
  const answers = exampleAnswers(frame.base);
  return (
    <Page
      frame={frame}
      parts={{
        title: 'API',
        current: 'api',
        q: '',
        canonical: `${frame.base}/docs`,
        children: (
          <main id="main" tabindex={-1} class="prose wide docs" lang="en">
            <h1>API</h1>
            <p class="lead">
              Everything the pages show, for programs. Read-only, open to every origin, no key. The same as{' '}
              <a href="/openapi.json">openapi.json</a>.
            </p>
            <Conventions base={frame.base} />
            <nav aria-label="Endpoints">
              <ul>
                {endpoints.map((endpoint) => (
                  <li>
                    <a href={`#${endpoint.id}`}>
                      <code>{endpoint.path}</code>
                    </a>{' '}
                    {endpoint.summary}
                  </li>
                ))}
              </ul>
            </nav>
            {endpoints.map((endpoint) => (
              <EndpointSection endpoint={endpoint} view={view} answer={answers[endpoint.id]} />
            ))}
            <section id="problems">
              <h2>Refusals</h2>
              <p>
                Every refusal is a problem (RFC 9457, <code>application/problem+json</code>). Wrong parameters are told
                all at once, each with what to write instead; nothing is ignored or clamped in silence.
              </p>
              <Code text={JSON.stringify(answers['problem'], undefined, 2)} name="A refusal" />
            </section>
          </main>
        ),
      }}
    />
  );
}

function Conventions({ base }: { readonly base: string }) {
  return (
    <section>
      <h2>In short</h2>
      <Code text={`curl '${base}/api/v1/search?q=water&facets=agency,published:year&limit=5'`} name="A first request" />
      <ul>
        <li>
          The same filter given twice means either value; different filters must all hold. <code>_MISSING</code> stands
          for “no value”.
        </li>
        <li>
          Each facet is counted without its own filter, so its numbers stay meaningful after a choice; every value
          carries the <code>url</code> that switches it.
        </li>
        <li>
          Go through many results by <code>links.next</code>; take all of them with <code>.csv</code> or{' '}
          <code>.ndjson</code>, which have no limit. Follow a search with <code>.atom</code> or <code>.feed.json</code>.
        </li>
        <li>
          Answers carry <code>ETag</code>, <code>X-Index-Version</code>, <code>X-Request-Id</code> and{' '}
          <code>RateLimit</code>. Ask again with <code>If-None-Match</code>: an unchanged index answers 304.
        </li>
      </ul>
    </section>
  );
}

function EndpointSection({
  endpoint,
  view,
  answer,
}: {
  readonly endpoint: Endpoint;
  readonly view: DocsView;
  readonly answer: unknown;
}) {
  const example = (text: string): string | undefined => {
    if (!text.includes('{id}')) return text;
    return view.exampleId === undefined ? undefined : text.replace('{id}', encodeURIComponent(view.exampleId));
  };
  return (
    <section id={endpoint.id}>
      <h2>{endpoint.summary}</h2>
      <p>
        <code>
          {endpoint.method ?? 'GET'} {endpoint.path}
        </code>
      </p>
      <p>{endpoint.description}</p>
      <Parameters endpoint={endpoint} />
      <ul>
        {endpoint.examples.flatMap((each) => {
          const address = example(each);
          return address === undefined
            ? []
            : [
                <li>
                  <a href={address}>
                    <code>{address}</code>
                  </a>
                </li>,
              ];
        })}
      </ul>
      {answer !== undefined && (
        <details>
          <summary>Example of an answer</summary>
          <Code text={JSON.stringify(answer, undefined, 2)} name={`Answer of ${endpoint.path}`} />
        </details>
      )}
    </section>
  );
}

/** Parameters shown at once; longer lists, most of them the same, are folded away. */
const shownParameters = 6;

function Parameters({ endpoint }: { readonly endpoint: Endpoint }) {
  const count = endpoint.pathParameters.length + endpoint.parameters.length;
  if (count === 0) return null;
  return (
    <details open={count <= shownParameters}>
      <summary>{count === 1 ? '1 parameter' : `${count} parameters`}</summary>
      <ParameterTable endpoint={endpoint} />
    </details>
  );
}

function ParameterTable({ endpoint }: { readonly endpoint: Endpoint }) {
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={`Parameters of ${endpoint.path}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Parameter</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          {endpoint.pathParameters.map((parameter) => (
            <tr>
              <th scope="row">
                <code>{`{${parameter.name}}`}</code>
              </th>
              <td>{parameter.description}</td>
            </tr>
          ))}
          {endpoint.parameters.map((parameter) => (
            <tr>
              <th scope="row">
                <code>{parameter.name}</code>
              </th>
              <td>
                {parameter.description} <small>{valuesOf(parameter)}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The values a parameter takes, from its schema: `all, any`, `1–100`, `at most 2000 characters`. */
function valuesOf(parameter: Parameter): string {
  const schema = parameterSchema(parameter);
  const repeat = parameter.repeat === true ? 'repeatable' : '';
  const choices = schema['enum'];
  const range =
    typeof schema['minimum'] === 'number' && typeof schema['maximum'] === 'number'
      ? `${schema['minimum']}–${schema['maximum']}`
      : '';
  return [Array.isArray(choices) ? choices.join(' | ') : '', range, repeat].filter((part) => part !== '').join(', ');
}

function Code({ text, name }: { readonly text: string; readonly name: string }) {
  return (
    <pre tabindex={0} role="region" aria-label={name}>
      <code>{text}</code>
    </pre>
  );
}
