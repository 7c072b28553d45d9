import { exampleAnswers } from '../api/examples.ts';
import type { Endpoint } from '../api/endpoints.ts';
import { parameterSchema } from '../api/openapi.ts';
import type { Parameter } from '../api/parameter.ts';
import { docsWordsFor } from './docs/languages.ts';
import { toldParameter, type DocsWords } from './docs/words.ts';
import type { PageFrame } from './frame.ts';
import { Page } from './page.tsx';

interface DocsView {
  readonly frame: PageFrame;
  readonly endpoints: readonly Endpoint[];
  /** An announcement of this very index, so that examples with an id can be followed. */
  readonly exampleId: string | undefined;
}

/** The API's documentation, from the declarations that check its requests, in the reader's language. */
export function DocsPage({ view }: { readonly view: DocsView }) {
  const { frame, endpoints } = view;
  const texts = docsWordsFor(frame.words);
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
          <main id="main" tabindex={-1} class="prose wide docs">
            <h1>API</h1>
            <p class="lead">
              {texts.lead} <a href="/openapi.json">openapi.json</a>
            </p>
            <Conventions base={frame.base} texts={texts} />
            <nav aria-label={texts.endpoints}>
              <ul>
                {endpoints.map((endpoint) => (
                  <li>
                    <a href={`#${endpoint.id}`}>
                      <code>{endpoint.path}</code>
                    </a>{' '}
                    {toldOf(endpoint, texts)[0]}
                  </li>
                ))}
              </ul>
            </nav>
            {endpoints.map((endpoint) => (
              <EndpointSection endpoint={endpoint} view={view} texts={texts} answer={answers[endpoint.id]} />
            ))}
            <section id="problems">
              <h2>{texts.refusals}</h2>
              <p>
                <Text text={texts.refusalsText} />
              </p>
              <Code text={JSON.stringify(answers['problem'], undefined, 2)} name={texts.aRefusal} />
            </section>
          </main>
        ),
      }}
    />
  );
}

/** Name and description of an endpoint. */
function toldOf(endpoint: Endpoint, { told }: DocsWords): readonly [summary: string, description: string] {
  return told?.endpoints[endpoint.id] ?? [endpoint.summary, endpoint.description];
}

function Conventions({ base, texts }: { readonly base: string; readonly texts: DocsWords }) {
  return (
    <section>
      <h2>{texts.short}</h2>
      <Code
        text={`curl '${base}/api/v1/search?q=water&facets=agency,published:year&limit=5'`}
        name={texts.firstRequest}
      />
      <ul>
        {texts.conventions.map((text) => (
          <li>
            <Text text={text} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function EndpointSection({
  endpoint,
  view,
  texts,
  answer,
}: {
  readonly endpoint: Endpoint;
  readonly view: DocsView;
  readonly texts: DocsWords;
  readonly answer: unknown;
}) {
  const example = (text: string): string | undefined => {
    if (!text.includes('{id}')) return text;
    return view.exampleId === undefined ? undefined : text.replace('{id}', encodeURIComponent(view.exampleId));
  };
  const [summary, description] = toldOf(endpoint, texts);
  return (
    <section id={endpoint.id}>
      <h2>{summary}</h2>
      <p>
        <code>
          {endpoint.method ?? 'GET'} {endpoint.path}
        </code>
      </p>
      <p>
        <Text text={description} />
      </p>
      <Parameters endpoint={endpoint} texts={texts} />
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
          <summary>{texts.answer}</summary>
          <Code text={JSON.stringify(answer, undefined, 2)} name={texts.answerOf(endpoint.path)} />
        </details>
      )}
    </section>
  );
}

/** Parameters shown at once; longer lists, most of them the same, are folded away. */
const shownParameters = 6;

function Parameters({ endpoint, texts }: { readonly endpoint: Endpoint; readonly texts: DocsWords }) {
  const count = endpoint.pathParameters.length + endpoint.parameters.length;
  if (count === 0) return null;
  return (
    <details open={count <= shownParameters}>
      <summary>{texts.parameters(count)}</summary>
      <ParameterTable endpoint={endpoint} texts={texts} />
    </details>
  );
}

function ParameterTable({ endpoint, texts }: { readonly endpoint: Endpoint; readonly texts: DocsWords }) {
  const meaning = (parameter: { readonly name: string; readonly description: string }): string =>
    (texts.told === undefined ? undefined : toldParameter(texts.told, endpoint.id, parameter.name)) ??
    parameter.description;
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={texts.parametersOf(endpoint.path)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{texts.parameter}</th>
            <th scope="col">{texts.meaning}</th>
          </tr>
        </thead>
        <tbody>
          {endpoint.pathParameters.map((parameter) => (
            <tr>
              <th scope="row">
                <code>{`{${parameter.name}}`}</code>
              </th>
              <td>
                <Text text={meaning(parameter)} />
              </td>
            </tr>
          ))}
          {endpoint.parameters.map((parameter) => (
            <tr>
              <th scope="row">
                <code>{parameter.name}</code>
              </th>
              <td>
                <Text text={meaning(parameter)} /> <small>{valuesOf(parameter, texts)}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The values a parameter takes, from its schema: `all, any`, `1–100`, `at most 2000 characters`. */
function valuesOf(parameter: Parameter, texts: DocsWords): string {
  const schema = parameterSchema(parameter);
  const repeat = parameter.repeat === true ? texts.repeatable : '';
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

/** A text with code between backticks. */
function Text({ text }: { readonly text: string }) {
  return <>{text.split('`').map((part, at) => (at % 2 === 1 ? <code>{part}</code> : part))}</>;
}
