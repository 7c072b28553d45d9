import type { PageFrame } from './frame.ts';
import { Page } from './page.tsx';

/** A table of the query language: what to type and what it finds. Each example is a link that runs it. */
export function HelpPage({ frame }: { readonly frame: PageFrame }) {
  const { help } = frame.words;
  return (
    <Page
      frame={frame}
      parts={{
        title: help.title,
        current: 'help',
        q: '',
        canonical: `${frame.base}/help`,
        children: (
          <main id="main" tabindex={-1} class="prose">
            <h1>{help.title}</h1>
            <p class="lead">{help.intro}</p>
            <div class="scroll" tabindex={0} role="region" aria-label={help.title}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{help.type}</th>
                    <th scope="col">{help.finds}</th>
                  </tr>
                </thead>
                <tbody>
                  {help.syntax.map(([example, meaning]) => (
                    <tr>
                      <th scope="row">
                        <a href={`/search?q=${encodeURIComponent(example)}`}>
                          <code>{example}</code>
                        </a>
                      </th>
                      <td>{meaning}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {help.sections.map(([title, paragraphs]) => (
              <section>
                <h2>{title}</h2>
                {paragraphs.map((text) => (
                  <p>{text}</p>
                ))}
              </section>
            ))}
          </main>
        ),
      }}
    />
  );
}

export function AboutPage({ frame }: { readonly frame: PageFrame }) {
  const { about } = frame.words;
  return (
    <Page
      frame={frame}
      parts={{
        title: about.title,
        current: 'about',
        q: '',
        canonical: `${frame.base}/about`,
        children: (
          <main id="main" tabindex={-1} class="prose">
            <h1>{about.title}</h1>
            <p class="lead">{about.intro}</p>
            {about.sections.map(([title, paragraphs]) => (
              <section>
                <h2>{title}</h2>
                {paragraphs.map((text) => (
                  <p>{text}</p>
                ))}
              </section>
            ))}
          </main>
        ),
      }}
    />
  );
}
