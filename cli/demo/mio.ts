import { announcementPath, attachmentPath, eraDate } from './addresses.ts';
import { announcementsOf, announcementByKey, type DemoAnnouncement, type Federation } from './federation.ts';
import { bodyHtml, escape, leadText } from './markup.ts';
import { modifiedMs, newestMs, type Resources } from './resource.ts';
import { encodeShiftJis } from './shift-jis.ts';

/** Mio Prefecture: pages and an RSS 1.0 feed in Shift_JIS, said in the documents and not in the headers, dates in era years. */
export function mioResources(federation: Federation, origin: string): Resources {
  const announcements = announcementsOf(federation, 'mio');
  const resources: Resources = new Map();
  const add = (path: string, text: string, ms: number, contentType = 'text/html'): void => {
    resources.set(path, { contentType, body: encodeShiftJis(text), modifiedMs: ms });
  };
  for (const announcement of announcements) {
    add(
      announcementPath(announcement),
      announcementPage(federation, announcement, announcements),
      modifiedMs(announcement),
    );
  }
  add('/mio/', homePage(announcements), newestMs(announcements));
  add('/mio/rss/shinchaku.rdf', rssFeed(announcements, origin), newestMs(announcements), 'application/xml');
  return resources;
}

function announcementPage(
  federation: Federation,
  announcement: DemoAnnouncement,
  announcements: readonly DemoAnnouncement[],
): string {
  const { title, date, agency, kind, number, topics, body, modified } = announcement;
  const translation =
    announcement.translation === undefined ? undefined : announcementByKey(federation, announcement.translation);
  const bureau = agency.replace(/^澪県/, '');
  return frame(
    title,
    `<div id="honbun">
<p class="bunrui"><span class="shubetsu">${escape(kind)}</span></p>
<h1>${escape(title)}</h1>
<div class="page-joho"><p>ページ番号：${pageNumber(announcements, announcement)}</p><p class="keisaibi">掲載日：${eraDate(date)}</p>${modified === undefined ? '' : `<p class="koshinbi">更新日：${eraDate(modified)}</p>`}</div>
<table class="gaiyo">
<tr><th>担当部署</th><td class="busho">${escape(agency)}</td></tr>
<tr><th>分類</th><td class="bunya">${topics.map((topic) => `<span>${escape(topic)}</span>`).join('、')}</td></tr>
${number === undefined ? '' : `<tr><th>文書番号</th><td class="bango">${escape(number)}</td></tr>`}
</table>
<div class="naiyo">
${bodyHtml(body)}
</div>
${attachments(announcement)}
${related(federation, announcement)}
<div class="toiawase"><h2>お問い合わせ</h2><p>${escape(bureau)}　電話：0000-55-0110　ファクス：0000-55-0111</p></div>
</div>`,
    translation === undefined ? undefined : announcementPath(translation),
  );
}

/** Page numbers as content systems give them out: in order of publication. */
function pageNumber(announcements: readonly DemoAnnouncement[], announcement: DemoAnnouncement): number {
  const firstPageNumber = 1_000_412;
  // Three apart, as if other pages had been made in between. A withdrawn page keeps its number because Mio withdraws none.
  return firstPageNumber + 3 * (announcements.length - announcements.indexOf(announcement));
}

function attachments(announcement: DemoAnnouncement): string {
  if (announcement.attachments.length === 0) return '';
  const rows = announcement.attachments.map(
    (title, index) => `<li><a href="${attachmentPath(announcement, index + 1)}">${escape(title)}（PDF）</a></li>`,
  );
  return `<div class="tempu"><h2>添付ファイル</h2>\n<ul>\n${rows.join('\n')}\n</ul></div>`;
}

function related(federation: Federation, announcement: DemoAnnouncement): string {
  const others = announcement.related.flatMap((key) => announcementByKey(federation, key) ?? []);
  if (others.length === 0) return '';
  const rows = others.map(
    (other) => `<li><a href="${announcementPath(other)}">${escape(other.title.replace(/–/g, '-'))}</a></li>`,
  );
  return `<div class="kanren"><h2>関連ページ</h2>\n<ul>\n${rows.join('\n')}\n</ul></div>`;
}

function homePage(announcements: readonly DemoAnnouncement[]): string {
  const rows = announcements.map(
    (announcement) =>
      `<dt>${eraDate(announcement.date)}<span>${escape(announcement.kind)}</span></dt><dd><a href="${announcementPath(announcement)}">${escape(announcement.title)}</a></dd>`,
  );
  return frame(
    '新着情報',
    `<h1>新着情報</h1>
<p>澪県とこのページに登場する人物・団体はすべて架空のものです。Heraldのデモの一部です。</p>
<dl class="shinchaku">
${rows.join('\n')}
</dl>`,
  );
}

function rssFeed(announcements: readonly DemoAnnouncement[], origin: string): string {
  const address = (announcement: DemoAnnouncement): string => `${origin}${announcementPath(announcement)}`;
  const items = announcements.map(
    (announcement) => `<item rdf:about="${address(announcement)}">
<title>${escape(announcement.title)}</title>
<link>${address(announcement)}</link>
<description>${escape(leadText(announcement.body))}</description>
<dc:date>${announcement.date}T10:00:00+09:00</dc:date>
<dc:creator>${escape(announcement.agency)}</dc:creator>
</item>`,
  );
  return `<?xml version="1.0" encoding="Shift_JIS"?>
<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xml:lang="ja">
<channel rdf:about="${origin}/mio/rss/shinchaku.rdf">
<title>澪県 新着情報</title>
<link>${origin}/mio/</link>
<description>澪県のお知らせ</description>
<items><rdf:Seq>${announcements.map((announcement) => `<rdf:li rdf:resource="${address(announcement)}"/>`).join('')}</rdf:Seq></items>
</channel>
${items.join('\n')}
</rdf:RDF>
`;
}

function frame(title: string, main: string, english?: string): string {
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html lang="ja">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">
<title>${escape(title)}｜澪県</title>
<link rel="alternate" type="application/rss+xml" title="澪県 新着情報" href="/mio/rss/shinchaku.rdf">
${english === undefined ? '' : `<link rel="alternate" hreflang="en" href="${english}">\n`}<link rel="stylesheet" type="text/css" href="/mio/site.css">
</head>
<body>
<div id="header"><p class="rogo"><a href="/mio/">澪県</a><span>Mio Prefecture</span></p>
<ul class="moji"><li>文字サイズ</li><li>標準</li><li>拡大</li></ul>
<ul class="gmenu"><li><a href="/mio/">トップ</a></li><li><a href="/mio/">くらし・防災</a></li><li><a href="/mio/">しごと・産業</a></li><li><a href="/mio/">県政情報</a></li></ul></div>
<p id="ichi">現在位置：<a href="/mio/">トップ</a> ＞ 新着情報 ＞ ${escape(title)}</p>
<div id="main">
${main}
</div>
<div id="footer"><p>澪県庁　〒000-0000 澪県澪市波止場一丁目1番地　電話：0000-55-0100（代表）</p>
<p><a href="/interior/">ハルキラ連邦 内務省</a>　<a href="/chancellery/">ハルキラ連邦 首相府</a></p><p>Copyright Mio Prefecture. All Rights Reserved.</p></div>
</body>
</html>
`;
}
