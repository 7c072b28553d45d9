import { announcementPath, attachmentPath, englishDate, englishDateWithWeekday, segment } from './addresses.ts';
import { announcementsOf, announcementByKey, type DemoAnnouncement, type Federation } from './federation.ts';
import { bodyHtml, escape, leadText } from './markup.ts';
import { modifiedMs, newestMs, type Resources } from './resource.ts';

/** The Department of the Interior: paginated HTML listings, dates and numbers in a box of labels, a print version of each page. */
export function interiorResources(federation: Federation): Resources {
  const announcements = announcementsOf(federation, 'interior');
  const resources: Resources = new Map();
  const add = (path: string, html: string, ms: number): void => {
    resources.set(path, { contentType: 'text/html; charset=utf-8', body: Buffer.from(html), modifiedMs: ms });
  };
  for (const announcement of announcements) {
    add(announcementPath(announcement), announcementPage(federation, announcement), modifiedMs(announcement));
    add(printPath(announcement), printPage(announcement), modifiedMs(announcement));
  }
  const pages = Math.ceil(announcements.length / listingRows);
  for (let page = 0; page < pages; page++) {
    const html = listingPage(announcements, page, pages);
    if (page === 0) add('/interior/news/', html, newestMs(announcements));
    add(`/interior/news/?page=${page}`, html, newestMs(announcements));
  }
  for (const topic of new Set(announcements.flatMap(({ topics }) => topics))) {
    const about = announcements.filter(({ topics }) => topics.includes(topic));
    add(topicPath(topic), topicPage(topic, about), newestMs(about));
  }
  add('/interior/', homePage(announcements), newestMs(announcements));
  add('/interior/about/', aboutPage(), epochOfDemoMs);
  add(advancePath, advancePage(), epochOfDemoMs);
  return resources;
}

/** Rows of a listing page: 24 announcements make three pages, enough for a pager with a middle. */
const listingRows = 10;
/** A page that robots.txt forbids although the listing links it: a polite crawler knows of it and does not ask. */
const advancePath = '/interior/news/advance/harbour-dredging-plan';
/** Last change of the pages that never change. */
const epochOfDemoMs = Date.parse('2019-01-07T09:00:00Z');

const printPath = (announcement: DemoAnnouncement): string => `/interior/print/${announcement.slug}`;
const topicPath = (topic: string): string => `/interior/topics/${segment(topic)}`;

function announcementPage(federation: Federation, announcement: DemoAnnouncement): string {
  const { title, kind, date, agency, number, modified, topics, body } = announcement;
  const translation =
    announcement.translation === undefined ? undefined : announcementByKey(federation, announcement.translation);
  const facts = [
    ['For release', escape(englishDateWithWeekday(date))],
    ['Issued by', `<a href="/interior/about/#${segment(agency)}">${escape(agency)}</a>`],
    ...(number === undefined ? [] : [['Release number', escape(number)]]),
    ['Topics', topics.map((topic) => `<a href="${topicPath(topic)}">${escape(topic)}</a>`).join(', ')],
    ...(modified === undefined ? [] : [['Last updated', escape(englishDate(modified))]]),
  ];
  return frame({
    title,
    trail: [['/interior/news/', 'Newsroom']],
    description: leadText(body),
    ...(translation === undefined ? {} : { japanese: announcementPath(translation) }),
    main: `<article class="release">
<p class="release-kind">${escape(kind)}</p>
<h1>${escape(title)}</h1>
<dl class="release-facts">
${facts.map(([label, value]) => `<div><dt>${label!}</dt><dd>${value!}</dd></div>`).join('\n')}
</dl>
${shareBar(announcement)}
<div class="release-body">
${bodyHtml(body)}
</div>
${attachments(announcement)}
${contact(announcement)}
</article>
${related(federation, announcement)}`,
  });
}

function shareBar(announcement: DemoAnnouncement): string {
  return `<div class="share" aria-label="Share this page"><span>Share</span> <a href="mailto:?subject=${encodeURIComponent(announcement.title)}">Email</a>
<button type="button">Copy link</button> <a href="${printPath(announcement)}" rel="nofollow">Print this page</a></div>`;
}

function attachments(announcement: DemoAnnouncement): string {
  if (announcement.attachments.length === 0) return '';
  const rows = announcement.attachments.map(
    (title, index) => `<li><a href="${attachmentPath(announcement, index + 1)}">${escape(title)} (PDF)</a></li>`,
  );
  return `<section class="downloads"><h2>Attachments</h2>\n<ul>\n${rows.join('\n')}\n</ul></section>`;
}

function contact(announcement: DemoAnnouncement): string {
  const office = announcement.contacts[0] ?? `${announcement.agency}, Press Desk`;
  return `<aside class="press-contact"><h2>Contact</h2>
<p>${escape(office)}<br>Telephone 0300-555-0100<br><a href="mailto:press@interior.halcyra.example">press@interior.halcyra.example</a></p></aside>`;
}

function related(federation: Federation, announcement: DemoAnnouncement): string {
  const others = announcement.related.flatMap((key) => announcementByKey(federation, key) ?? []);
  if (others.length === 0) return '';
  const rows = others.map((other) => `<li><a href="${announcementPath(other)}">${escape(other.title)}</a></li>`);
  return `<nav class="related" aria-label="Related"><h2>Related</h2>\n<ul>\n${rows.join('\n')}\n</ul></nav>`;
}

function printPage(announcement: DemoAnnouncement): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(announcement.title)} (print version)</title><meta name="robots" content="noindex"></head>
<body><h1>${escape(announcement.title)}</h1>\n${bodyHtml(announcement.body)}\n</body></html>
`;
}

function listingPage(announcements: readonly DemoAnnouncement[], page: number, pages: number): string {
  const rows = announcements.slice(page * listingRows, (page + 1) * listingRows);
  return frame({
    title: page === 0 ? 'Newsroom' : `Newsroom, page ${page + 1}`,
    trail: [],
    description: 'Announcements of the Department of the Interior of Halcyra.',
    main: `<h1>Newsroom</h1>
<p class="intro">Press releases, notices, orders and tenders of the Department and its offices. ${announcements.length} announcements since 2019.</p>
<ul class="listing">
${page === 0 ? `${advanceRow}\n` : ''}${rows.map(listingRow).join('\n')}
</ul>
${pager(page, pages)}`,
  });
}

function listingRow(announcement: DemoAnnouncement): string {
  const { title, kind, date, agency, body } = announcement;
  return `<li class="row"><p class="row-meta"><span class="row-kind">${escape(kind)}</span> <span class="row-date">${englishDate(date)}</span></p>
<h2><a href="${announcementPath(announcement)}">${escape(title)}</a></h2>
<p>${escape(shorten(leadText(body)))}</p><p class="row-agency">${escape(agency)}</p></li>`;
}

/** The row of a page that is not for everybody yet. */
const advanceRow = `<li class="row"><p class="row-meta"><span class="row-kind">Under embargo</span> <span class="row-date">9 November 2026</span></p>
<h2><a href="${advancePath}">Harbour Dredging Plan for 2027 (Accredited Press Only)</a></h2>
<p>Advance copy for accredited press.</p><p class="row-agency">Halcyra Harbour Authority</p></li>`;

/** A teaser: at most 160 characters, cut between words, as listings do. */
function shorten(text: string): string {
  return text.length <= 160 ? text : `${text.slice(0, 160).replace(/\s+\S*$/, '')} …`;
}

function pager(page: number, pages: number): string {
  const numbers = Array.from({ length: pages }, (_, index) =>
    index === page
      ? `<span aria-current="page">${index + 1}</span>`
      : `<a href="/interior/news/?page=${index}">${index + 1}</a>`,
  );
  const previous =
    page > 0 ? `<a class="pager-previous" rel="prev" href="/interior/news/?page=${page - 1}">‹ Previous</a>` : '';
  const next =
    page < pages - 1 ? `<a class="pager-next" rel="next" href="/interior/news/?page=${page + 1}">Next ›</a>` : '';
  return `<nav class="pager" aria-label="Pages">${[previous, ...numbers, next].filter((part) => part !== '').join(' ')}</nav>`;
}

function topicPage(topic: string, announcements: readonly DemoAnnouncement[]): string {
  return frame({
    title: topic,
    trail: [['/interior/news/', 'Newsroom']],
    description: `Announcements about ${topic}.`,
    main: `<h1>${escape(topic)}</h1>\n<ul class="listing">\n${announcements.map(listingRow).join('\n')}\n</ul>`,
  });
}

function homePage(announcements: readonly DemoAnnouncement[]): string {
  return frame({
    title: 'Home',
    trail: [],
    description: 'Harbours, rivers and bridges of the Federation of Halcyra.',
    main: `<h1>Harbours, rivers and bridges</h1>
<p class="intro">The Department of the Interior looks after 31 harbours, two great rivers and 212 bridges of the Federation of Halcyra.</p>
<h2>Latest announcements</h2>\n<ul class="listing">\n${announcements.slice(0, 3).map(listingRow).join('\n')}\n</ul>
<p><a href="/interior/news/">All announcements</a></p>`,
  });
}

function aboutPage(): string {
  return frame({
    title: 'About the Department',
    trail: [],
    description: 'Who we are.',
    main: `<h1>About the Department</h1>
<p class="intro">The Department, the Federation of Halcyra and everybody in these pages are invented. The site is part of the demo of Herald.</p>
<h2 id="halcyra-harbour-authority">Halcyra Harbour Authority</h2><p>Harbours, ferries, lights and the safety of those at sea.</p>
<h2 id="office-of-rivers-and-bridges">Office of Rivers and Bridges</h2><p>Rivers, banks, weirs, and every bridge over them.</p>`,
  });
}

function advancePage(): string {
  return frame({
    title: 'Under embargo: Harbour dredging plan',
    trail: [['/interior/news/', 'Newsroom']],
    description: 'Under embargo.',
    main: '<article class="release"><h1>Under embargo: Harbour dredging plan</h1><div class="release-body"><p>Not for publication. A crawler that stores this page has not read robots.txt.</p></div></article>',
  });
}

function frame(page: {
  title: string;
  trail: [string, string][];
  description: string;
  main: string;
  japanese?: string;
}): string {
  const trail = [['/interior/', 'Home'], ...page.trail].map(
    ([href, label]) => `<li><a href="${href!}">${label!}</a></li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escape(page.title)} | Department of the Interior | Halcyra</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${escape(page.description)}">
<meta property="og:site_name" content="Department of the Interior">
<meta property="og:title" content="${escape(page.title)}">
${page.japanese === undefined ? '' : `<link rel="alternate" hreflang="ja" href="${page.japanese}">\n`}<link rel="stylesheet" href="/interior/site.css">
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<div class="cookies" role="region" aria-label="Cookies"><p>We use one cookie, which remembers that you have seen this notice.</p><button type="button">Understood</button></div>
<div class="banner">An official site of the Federation of Halcyra, a federation that does not exist</div>
<header class="site-header"><a class="brand" href="/interior/"><span class="crest" aria-hidden="true"></span><span>Department of the Interior<small>Federation of Halcyra</small></span></a>
<nav aria-label="Main"><ul><li><a href="/interior/news/">Newsroom</a></li><li><a href="/interior/topics/ferries">Ferries</a></li><li><a href="/interior/topics/bridges">Bridges</a></li><li><a href="/interior/about/">About</a></li></ul></nav></header>
<nav class="breadcrumb" aria-label="Breadcrumb"><ol>${trail.join('')}<li aria-current="page">${escape(page.title)}</li></ol></nav>
<main id="main">
${page.main}
</main>
<footer class="site-footer"><ul><li><a href="/chancellery/">Office of the Chancellor</a></li><li><a href="/mio/">Mio Prefecture (Japanese)</a></li><li><a href="/interior/about/">Accessibility and privacy</a></li></ul>
<p>Department of the Interior, 1 Customs House Square, Ellowen. Telephone 0300-555-0100</p></footer>
</body>
</html>
`;
}
