import type { Child } from 'hono/jsx';
import { version } from '../../core/version.ts';
import { assetUrl } from './assets.ts';
import type { PageFrame } from './frame.ts';
import { languages } from './languages.ts';
import type { Words } from './words/en.ts';

export interface PageParts {
  readonly title: string;
  readonly description?: string;
  readonly current?: 'search' | 'sources' | 'help' | 'api' | 'about';
  /** Feeds and other forms of this page. */
  readonly alternates?: readonly { readonly type: string; readonly href: string; readonly title: string }[];
  readonly canonical?: string;
  /** Structured data, written as a data block. */
  readonly jsonLd?: unknown;
  /** What stands in the search box; the box is on every page. */
  readonly q: string;
  /** No search engine should list this page. */
  readonly noIndex?: boolean;
  /** The home page shows the box itself. */
  readonly boxInPage?: boolean;
  readonly children: Child;
}

/** The frame around every page: head, header with the search box, main, footer. */
export function Page({ frame, parts }: { readonly frame: PageFrame; readonly parts: PageParts }) {
  const { words } = frame;
  const title =
    parts.title === words.product ? `${words.product}: ${words.tagline}` : `${parts.title} · ${words.product}`;
  return (
    <html lang={words.locale} dir="ltr">
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content={parts.description ?? words.home.intro} />
        {parts.noIndex === true && <meta name="robots" content="noindex" />}
        {parts.canonical !== undefined && <link rel="canonical" href={parts.canonical} />}
        <link rel="stylesheet" href={assetUrl('herald.css')} />
        <link rel="icon" type="image/svg+xml" href={assetUrl('mark.svg')} />
        <link rel="search" type="application/opensearchdescription+xml" title={words.product} href="/opensearch.xml" />
        {parts.alternates?.map((each) => (
          <link rel="alternate" type={each.type} title={each.title} href={each.href} />
        ))}
        {parts.jsonLd !== undefined && <JsonLd value={parts.jsonLd} />}
        <script src={assetUrl('herald.js')} defer />
      </head>
      <body>
        <a class="skip" href="#main">
          {parts.current === 'search' ? words.skip : words.skipMain}
        </a>
        <header class="top">
          <div class="row">
            <a class="brand" href="/">
              <Mark />
              {words.product}
            </a>
            {parts.boxInPage !== true && <SearchBox words={words} q={parts.q} />}
            <nav aria-label={words.nav.label}>
              <NavLink href="/sources" text={words.nav.sources} current={parts.current === 'sources'} />
              <NavLink href="/help" text={words.nav.help} current={parts.current === 'help'} />
              <NavLink href="/docs" text={words.nav.api} current={parts.current === 'api'} />
            </nav>
          </div>
        </header>
        {parts.children}
        <footer class="foot">
          <div class="row">
            <p>
              {words.footer.note} <a href="/about">{words.nav.about}</a>
            </p>
            <LanguageChoice words={words} here={frame.here} />
            <p class="quiet">{words.footer.version(version)}</p>
          </div>
        </footer>
      </body>
    </html>
  );
}

/** The search form. Filters elsewhere on the page belong to it by its id, so one button sends everything. */
export function SearchBox({
  words,
  q,
  large,
}: {
  readonly words: Words;
  readonly q: string;
  readonly large?: boolean;
}) {
  return (
    <form id="search" role="search" action="/search" method="get" class={large === true ? 'box large' : 'box'}>
      <label class="hidden" for="q">
        {words.box.label}
      </label>
      <input
        id="q"
        type="search"
        name="q"
        value={q}
        dir="auto"
        placeholder={words.box.placeholder}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        maxlength={2000}
        data-agency={words.filters.facets.agency}
        data-topic={words.filters.facets.topic}
      />
      <button type="submit">
        <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
          <path
            d="M8.5 3a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            stroke-linecap="round"
          />
        </svg>
        <span>{words.box.button}</span>
      </button>
    </form>
  );
}

/** A herald's banner with two lines of text on it. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" width="26" height="26" aria-hidden="true">
      <path d="M4 2v20" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
      <path d="M6 3.5h15l-3.5 5 3.5 5H6z" fill="currentColor" />
      <path d="M9 7h6M9 10h5" class="mark-lines" stroke-width="1.4" stroke-linecap="round" />
    </svg>
  );
}

function NavLink({ href, text, current }: { readonly href: string; readonly text: string; readonly current: boolean }) {
  return (
    <a href={href} {...(current ? { 'aria-current': 'page' } : {})}>
      {text}
    </a>
  );
}

function LanguageChoice({ words, here }: { readonly words: Words; readonly here: string }) {
  return (
    <form class="language" action="/language" method="get">
      <input type="hidden" name="return" value={here} />
      <label for="language">{words.language}</label>
      <select id="language" name="to">
        {languages.map((each) => (
          <option value={each.locale} lang={each.locale} selected={each.locale === words.locale}>
            {each.name}
          </option>
        ))}
      </select>
      <button type="submit" class="plain">
        {words.change}
      </button>
    </form>
  );
}

/** A data block. `<` is escaped so that no text of an announcement can end it. */
function JsonLd({ value }: { readonly value: unknown }) {
  const json = JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}
