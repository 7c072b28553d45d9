import type { Child } from 'hono/jsx';
import type { Edition, SiteFacts } from './edition.ts';

/**
 * What the pages may load: their own style and scripts, nothing else, and no request ever. `file:` because browsers do not agree on
 * what 'self' means for a page opened from a disk; pages from the web cannot load from there.
 */
const policy =
  "default-src 'none'; script-src 'self' file:; style-src 'self' file:; base-uri 'none'; form-action 'none'; connect-src 'none'";

interface FrameProps {
  readonly title: string;
  /** BCP 47 language of what stands in the page; empty where it is not known. */
  readonly language: string;
  /** The file within its edition: `index.html`, `browse/2014-03.html`. */
  readonly path: string;
  readonly edition: Edition;
  readonly facts: SiteFacts;
  readonly scripts?: readonly string[];
  readonly children: Child;
}

/** The frame of every page of the site: the way back, the other languages, where it comes from. */
export function Frame({ title, language, path, edition, facts, scripts = [], children }: FrameProps) {
  const { words, texts, formats } = edition;
  const up = path.includes('/') ? '../' : '';
  const root = edition.folder === '' ? up : `${up}../`;
  const others = facts.editions.filter((other) => other !== edition);
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>{title}</title>
        <link rel="stylesheet" href={`${root}assets/site.css`} />
      </head>
      <body>
        {(up !== '' || others.length > 0) && (
          <header lang={words.locale}>
            {up !== '' && (
              <nav aria-label={words.nav.label}>
                <a href={`${up}index.html`}>{edition.title}</a>
              </nav>
            )}
            {others.length > 0 && (
              <nav aria-label={words.language} class="languages">
                {others.map((other) => (
                  <a
                    href={`${root}${other.folder}${path}`}
                    lang={other.words.locale}
                    hreflang={other.words.locale}
                    rel="alternate"
                  >
                    {other.words.name}
                  </a>
                ))}
              </nav>
            )}
          </header>
        )}
        <main>{children}</main>
        <footer lang={words.locale}>
          <p>
            {edition.title}. {texts.exported(formats.time(facts.madeAt), facts.indexVersion)}
          </p>
        </footer>
        {scripts.map((name) => (
          <script src={`${root}assets/${name}`}></script>
        ))}
      </body>
    </html>
  );
}

/** A page as the text of its file. */
export function written(page: { toString(): string }): string {
  return `<!doctype html>\n${page.toString()}\n`;
}
