import { announcementPath, attachmentPath, englishDate, segment } from './addresses.ts';
import { announcementsOf, announcementByKey, type DemoAnnouncement, type Federation } from './federation.ts';
import { bodyHtml, escape, leadText } from './markup.ts';
import { modifiedMs, newestMs, type Resources } from './resource.ts';

/** The Chancellery and the Commission for Trade: an Atom feed of the newest, a sitemap of all, JSON-LD on the Commission's pages. */
export function chancelleryResources(federation: Federation, origin: string): Resources {
  const announcements = announcementsOf(federation, 'chancellery');
  const resources: Resources = new Map();
  const newest = newestMs(announcements);
  const add = (path: string, text: string, ms: number, contentType = 'text/html; charset=utf-8'): void => {
    resources.set(path, { contentType, body: Buffer.from(text), modifiedMs: ms });
  };
  for (const announcement of announcements) {
    add(announcementPath(announcement), announcementPage(federation, announcement, origin), modifiedMs(announcement));
  }
  add('/chancellery/', homePage(announcements), newest);
  add('/chancellery/feed.xml', atomFeed(announcements, origin), newest, 'application/atom+xml; charset=utf-8');
  add('/chancellery/sitemap.xml', sitemap(announcements, origin), newest, 'application/xml');
  for (const section of ['remarks', 'actions', 'trade']) {
    const inSection = announcements.filter((announcement) =>
      announcementPath(announcement).startsWith(`/chancellery/${section}/`),
    );
    add(`/chancellery/${section}/`, sectionPage(section, inSection), newestMs(inSection));
  }
  return resources;
}

/** Entries of the feed: fewer than there are announcements, so that only the sitemap knows the older ones. */
const feedEntries = 12;
/** The offset that the publisher states with its times. */
const offset = '+01:00';

const sectionNames: Readonly<Record<string, string>> = {
  remarks: 'Speeches and remarks',
  actions: 'Orders and proclamations',
  trade: 'Commission for Trade and Fair Dealing',
};

const publishedAt = ({ date, time }: DemoAnnouncement): string =>
  time === undefined ? date : `${date}T${time}:00${offset}`;

function announcementPage(federation: Federation, announcement: DemoAnnouncement, origin: string): string {
  const { title, date, agency, kind, number, topics, body, speaker, place, modified } = announcement;
  const isTrade = announcementPath(announcement).startsWith('/chancellery/trade/');
  const where = [speaker, place].filter((part) => part !== undefined).map(escape);
  return frame({
    title,
    head: `${isTrade ? jsonLd(announcement, origin) : socialMeta(announcement)}
<link rel="canonical" href="${origin}${announcementPath(announcement)}">`,
    main: `<article>
<header class="piece-header">
<p class="piece-kind">${escape(kind)}</p>
<h1>${escape(title)}</h1>
<p class="byline"><span class="piece-agency">${escape(agency)}</span> · <time datetime="${publishedAt(announcement)}">${englishDate(date)}</time>${modified === undefined ? '' : ` · updated ${englishDate(modified)}`}</p>
${where.length === 0 ? '' : `<p class="delivered">${where.join(', ')}</p>`}
${number === undefined ? '' : `<p class="docket">${isTrade ? 'Docket ' : ''}<span class="piece-number">${escape(number)}</span></p>`}
</header>
<div class="piece-text">
${bodyHtml(body)}
</div>
${attachments(announcement)}
<footer class="piece-footer"><p>Filed under ${topics.map((topic) => `<a rel="tag" href="/chancellery/#${segment(topic)}">${escape(topic)}</a>`).join(', ')}</p></footer>
</article>
${related(federation, announcement)}`,
  });
}

function jsonLd(announcement: DemoAnnouncement, origin: string): string {
  const graph = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: announcement.title,
    datePublished: publishedAt(announcement),
    ...(announcement.modified === undefined ? {} : { dateModified: announcement.modified }),
    articleSection: announcement.kind,
    keywords: announcement.topics,
    inLanguage: 'en',
    author: { '@type': 'GovernmentOrganization', name: announcement.agency },
    publisher: { '@type': 'GovernmentOrganization', name: announcement.agency, url: `${origin}/chancellery/trade/` },
    mainEntityOfPage: `${origin}${announcementPath(announcement)}`,
  };
  return `<script type="application/ld+json">${JSON.stringify(graph).replace(/</g, '\\u003c')}</script>`;
}

function socialMeta(announcement: DemoAnnouncement): string {
  return [
    '<meta property="og:type" content="article">',
    `<meta property="og:title" content="${escape(announcement.title)}">`,
    `<meta property="article:published_time" content="${publishedAt(announcement)}">`,
    ...announcement.topics.map((topic) => `<meta property="article:tag" content="${escape(topic)}">`),
  ].join('\n');
}

function attachments(announcement: DemoAnnouncement): string {
  if (announcement.attachments.length === 0) return '';
  const rows = announcement.attachments.map(
    (title, index) =>
      `<li><a type="application/pdf" href="${attachmentPath(announcement, index + 1)}">${escape(title)}</a></li>`,
  );
  return `<section class="documents"><h2>Documents</h2>\n<ul>\n${rows.join('\n')}\n</ul></section>`;
}

function related(federation: Federation, announcement: DemoAnnouncement): string {
  const others = announcement.related.flatMap((key) => announcementByKey(federation, key) ?? []);
  if (others.length === 0) return '';
  return `<aside class="read-next"><h2>Read next</h2>\n${others.map((other) => `<p><a href="${announcementPath(other)}">${escape(other.title)}</a></p>`).join('\n')}\n</aside>`;
}

function homePage(announcements: readonly DemoAnnouncement[]): string {
  const sections = Object.entries(sectionNames).map(([section, name]) => {
    const newest = announcements
      .filter((announcement) => announcementPath(announcement).startsWith(`/chancellery/${section}/`))
      .slice(0, 4);
    return `<section><h2><a href="/chancellery/${section}/">${name}</a></h2>\n${newest.map(teaser).join('\n')}</section>`;
  });
  return frame({
    title: 'The Chancellery',
    head: '',
    main: `<h1 class="lead">What was said, ordered and decided</h1>
<p>The Chancellery, the Federation of Halcyra and everybody in these pages are invented. The site is part of the demo of Herald.</p>
${sections.join('\n')}`,
  });
}

function sectionPage(section: string, announcements: readonly DemoAnnouncement[]): string {
  return frame({
    title: sectionNames[section]!,
    head: '',
    main: `<h1 class="lead">${sectionNames[section]!}</h1>\n${announcements.map(teaser).join('\n')}`,
  });
}

function teaser(announcement: DemoAnnouncement): string {
  return `<div class="teaser"><p class="teaser-date">${englishDate(announcement.date)} · ${escape(announcement.kind)}</p><h3><a href="${announcementPath(announcement)}">${escape(announcement.title)}</a></h3></div>`;
}

function atomFeed(announcements: readonly DemoAnnouncement[], origin: string): string {
  const instant = (announcement: DemoAnnouncement): string =>
    `${announcement.date}T${announcement.time ?? '09:00'}:00${offset}`;
  const entries = announcements.slice(0, feedEntries).map(
    (announcement) => `<entry>
<title>${escape(announcement.title)}</title>
<id>tag:chancellery.halcyra.example,${announcement.date}:${announcement.slug}</id>
<link rel="alternate" type="text/html" href="${origin}${announcementPath(announcement)}"/>
<published>${instant(announcement)}</published>
<updated>${announcement.modified === undefined ? instant(announcement) : `${announcement.modified}T12:00:00Z`}</updated>
<author><name>${escape(announcement.agency)}</name></author>
${announcement.topics.map((topic) => `<category term="${escape(topic)}"/>`).join('')}
<summary>${escape(leadText(announcement.body))}</summary>
</entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>The Chancellery of Halcyra</title>
<id>tag:chancellery.halcyra.example,2019:feed</id>
<updated>${new Date(newestMs(announcements)).toISOString()}</updated>
<link rel="self" href="${origin}/chancellery/feed.xml"/>
<link rel="alternate" href="${origin}/chancellery/"/>
${entries.join('\n')}
</feed>
`;
}

function sitemap(announcements: readonly DemoAnnouncement[], origin: string): string {
  const pages = ['', 'remarks/', 'actions/', 'trade/'].map(
    (path) => `<url><loc>${origin}/chancellery/${path}</loc></url>`,
  );
  const rows = announcements.map(
    (announcement) =>
      `<url><loc>${origin}${announcementPath(announcement)}</loc><lastmod>${announcement.modified ?? announcement.date}</lastmod></url>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${[...pages, ...rows].join('\n')}
</urlset>
`;
}

function frame(page: { title: string; head: string; main: string }): string {
  const menu = Object.entries(sectionNames).map(
    ([section, name]) => `<li><a href="/chancellery/${section}/">${name}</a></li>`,
  );
  return `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>${escape(page.title)} – The Chancellery</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
${page.head}
<link rel="alternate" type="application/atom+xml" title="The Chancellery of Halcyra" href="/chancellery/feed.xml">
<link rel="stylesheet" href="/chancellery/site.css">
</head>
<body>
<header class="masthead"><a href="/chancellery/">The Chancellery<span>Federation of Halcyra</span></a></header>
<div class="columns">
<nav class="side" aria-label="Sections"><ul>${menu.join('')}</ul>
<form class="newsletter"><label for="mail">Letters from the Chancellor, once a month</label><input id="mail" type="email" placeholder="you@example.org"><button type="button">Subscribe</button></form></nav>
<main>
${page.main}
</main>
</div>
<footer class="foot"><p>Chancellery, Lantern Hill, Ellowen. Every letter is answered.</p><p><a href="/chancellery/feed.xml">Feed</a> · <a href="/interior/">Department of the Interior</a> · <a href="/mio/">澪県</a></p></footer>
</body>
</html>
`;
}
