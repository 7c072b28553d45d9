import type { Element } from '../page.ts';

/** What the class, id and role of an element say about what is in it. */
export const hintNames = [
  'navigation',
  'share',
  'related',
  'comments',
  'footer',
  'header',
  'sidebar',
  'notice',
  'promotion',
  'author',
  'tags',
  'meta',
  'tools',
  'hidden',
  'caption',
  'form',
  'title',
  'body',
  'content',
  'lead',
] as const;
export type Hint = (typeof hintNames)[number];

/** Several hints: bit `n` stands for the hint at place `n` of `hintNames`. */
export type HintBits = number;

export function bitOf(hint: Hint): HintBits {
  return 1 << hintNames.indexOf(hint);
}

/**
 * Words of class and id attributes, as content systems and themes in many countries use them. A word matches between separators
 * (`-`, `_`, space, a change of case), so `share` matches `post-share` and `shareBar` but not `shareholder`.
 */
const words: readonly (readonly [Hint, string])[] = [
  [
    'navigation',
    'nav|navi|navigation|navbar|menu|menus|breadcrumb|breadcrumbs|breadcrump|brotkrumen|crumbs?|bread crumb|pager|pagination|paging|paginator|skip|skiplink|skip link|toc|table of contents|next prev|prev next|post navigation|nav links|previous|jump to|topbar|top bar|megamenu|submenu|servicenav|metanavi|metanavigation|sitemap|langswitch|language switcher|lang switch|tabs nav|back link|backlink|backtotop|back to top|scroll top|zurueck',
  ],
  [
    'share',
    'share|shares|sharing|sharebar|sharedaddy|shariff|social|socials|socialmedia|social media|addthis|addtoany|a2a|follow|followus|follow us|like button|jetpack likes|likes|tweet|twitter share|facebook share|whatsapp|teilen|sociable|ssba|heateor|mashsb|essb|dpsp|retweet|fb like|bookmarks?',
  ],
  [
    'related',
    'related|relatedposts|related posts|recommend|recommended|recommendations?|suggested|suggestions|similar|more news|more stories|more from|also like|read more|readmore|read next|readnext|up next|next article|next post|prev post|previous post|trending|popular|most read|mostread|most viewed|latest|latest news|recent|recent posts|recentposts|outbrain|taboola|crp|yarpp|jp relatedposts|teasers|teaserlist|teaser list|see also|weiterfuehrend|weiterfuehrende|mehr zum thema|verwandte|verwandt|linklist|link list|more articles|news list|newslist|article list|articlelist|post list|postlist|listing|zergnet|plista|further reading|onward|infobox links|other news|related links|relatedlinks|teaser|teasertext|teaserpadding|teaserbox|recentcomments|recent comments|latestnews|moreposts|more posts|next up|linkbox|linkteaser',
  ],
  [
    'comments',
    'comment|comments|commentlist|comment list|comment respond|respond|disqus|disqus thread|kommentare?|kommentieren|leserbriefe|reply|replies|discussion|guestbook|trackback|trackbacks|pingback|pingbacks|livefyre|coral|commentform|responses|reactions|cmt|recentcomments|commentform|comment policy',
  ],
  [
    'footer',
    'footer|foot|fuss|fusszeile|colophon|copyright|copy right|impressum|imprint|disclaimer|site info|siteinfo|credits|bottom bar|page bottom|legal|license|licence|entry footer|post footer|article footer|after content|aftercontent|below content|end of article',
  ],
  [
    'header',
    'masthead|site header|page header|siteheader|topheader|global header|banner|header top|kopf|logo|branding',
  ],
  [
    'sidebar',
    'sidebar|side bar|aside|sidebars|rightcol|right col|right column|leftcol|left col|left column|right rail|rail|marginal|marginalie|marginalspalte|secondary|widget|widgets|widget area|complementary|randspalte|rightside|leftside|side|col right|col left|context|kontext|rightbar|leftbar|tertiary|infocolumn',
  ],
  [
    'notice',
    'cookie|cookies|cookie banner|cookiebar|consent|gdpr|dsgvo|privacy|onetrust|cmp|cybot|borlabs|alert bar|site alert|announcement bar|modal|popup|pop up|popover|overlay|lightbox|toast|tooltip|paywall|regwall|interstitial|browser update|outdated|noscript|message bar|pushlayer|push layer|disclaimer|disclosure|affiliate disclosure|privacy statement',
  ],
  [
    'promotion',
    'ad|ads|adv|advert|adverts|advertisement|advertising|advertorial|adslot|adsense|adbox|ad box|ad slot|ad unit|ad container|adsbygoogle|banner ad|sponsor|sponsors|sponsored|promo|promos|promotion|promoted|werbung|anzeige|anzeigen|newsletter|newsletters|subscribe|subscription|signup|sign up|mailchimp|mc4wp|optin|cta|call to action|donate|donation|spenden|abo|affiliate|partner|gtm|dfp|commercial|shop|product box|produktbox|offer|crosssell|cross selling|app download|inread|native ad|teads|merch|marketing|mailing list|email signup|optinform',
  ],
  [
    'author',
    'author|authors|author box|authorbox|author bio|about author|about the author|authorinfo|author info|bio|autor|autoren|vcard|contributor|byline author|post author|gravatar|avatar|saboxplugin|writer|autorenbox|profile',
  ],
  [
    'tags',
    'tag|tags|taglist|tag list|tagcloud|tag cloud|tag links|taglinks|post tags|entry tags|categories|category|cat links|catlinks|keywords|topics|topic list|schlagwort|schlagworte|schlagwoerter|terms|filed under|entry utility|article tags|article topics|label list|labels',
  ],
  [
    'meta',
    'meta|metadata|postmeta|post meta|entry meta|entrymeta|article meta|articlemeta|post info|postinfo|byline|bylines|dateline|date|datum|pubdate|publish date|published|timestamp|time stamp|post date|entry date|article date|posted on|postedon|reading time|read time|readingtime|lesezeit|article info|articleinfo|article details|dachzeile|kicker|eyebrow|overline|updated|lastmod|last modified|last updated|revision|counter|views|postmetadata|attribution|appendix|citation|suggested citation|editors note|source section|news date|publishedat|published at',
  ],
  [
    'tools',
    'print|drucken|druck|printfriendly|toolbar|tools|toolbox|tool box|article tools|article actions|actions|action bar|buttons?|button bar|btn|feedback|rating|ratings|rate|vote|voting|poll|quiz|survey|player|audio player|video player|vjs|jwplayer|listen|text to speech|readspeaker|font size|fontsize|schriftgroesse|controls?|slider|carousel|slick|swiper|slideshow|gallery nav|download app|flag|report|edit|editsection|mw editsection|printfooter|permalink|shortlink|qrcode|expand|toggle|noprint|no print|screen only',
  ],
  [
    'hidden',
    'hidden|hide|visually hidden|visuallyhidden|sr only|screen reader text|screenreader|screenreader text|element invisible|element hidden|invisible|offscreen|off screen|d none|display none|u hidden|is hidden|aural|unsichtbar|print only|printonly|only print',
  ],
  [
    'caption',
    'caption|captions|wp caption|wp caption text|figcaption|image caption|img caption|bildunterschrift|bildunterzeile|photo caption|credit|photo credit|image credit|picture credit|bildnachweis|copyright notice|img credit|imagecredit|legend|bildtext|media caption|icaption|media caption source|text shop|bildrechte|copyrightinfo',
  ],
  [
    'form',
    'form|search|searchform|search form|search box|searchbox|suche|login|log in|signin|sign in|register|registration|webform|contact form|captcha',
  ],
  [
    'title',
    'title|headline|headlines|entry title|post title|article title|page title|pagetitle|heading|ueberschrift|head line|titel|titre|titulo|titolo',
  ],
  [
    'body',
    'article body|articlebody|article content|articlecontent|article text|articletext|entry content|entrycontent|entry body|post content|postcontent|post body|postbody|post entry|post text|posttext|story body|storybody|story content|storycontent|storytext|story text|news body|newsbody|news content|news text|newstext|content body|contentbody|body content|field name body|field body|field item body|body text|bodytext|body copy|bodycopy|rte|richtext|rich text|wysiwyg|article main|article copy|artikeltext|artikel text|artikel content|articulo|cuerpo|texto|testo|texte|e content|news detail|newsdetail|news single|single content|single post content|page content|pagecontent|mw parser output|mw content text|text content|textcontent|text body|govspeak|article prose|prose|press release body|field pr body|ms rtestate field|rich text content|theme doc markdown|markdown body|story main|blog content|blogcontent|post inner|blog post content|single entry content|main text|maintext|csc default|ce bodytext|asset content|text long|entry text|entrytext|td post content|kg canvas|sqs block content|post outer|thecontent|the content',
  ],
  [
    'content',
    'content|article|story|post|posts|hentry|entry|main|main content|maincontent|inhalt|inner content|news article|newsarticle|hauptinhalt|haupttext|contenido|conteudo|contenuto|contenu|primary|single|detail|honbun|page main|node content|node|region content|type post|type page|blogpost|beitrag|artikel|document|publication',
  ],
  [
    'lead',
    'lead|lede|leadtext|lead text|intro|introtext|intro text|introduction|einleitung|vorspann|anriss|standfirst|dek|deck|excerpt|summary|abstract|chapo|chapeau|entradilla|bajada|sumario|sommario|occhiello|ingress|subtitle|sub title|subheadline|sub headline|subhead|untertitel|hero text|article summary|description|teaser text lead|preamble|inledning|manchet|zajawka|resume',
  ],
];

/** The phrases by their first word, each as the words that follow it (with a leading space) and what they hint at. */
const phrases = phrasesByFirstWord();

function phrasesByFirstWord(): ReadonlyMap<string, readonly { readonly rest: string; readonly bit: HintBits }[]> {
  const found = new Map<string, { rest: string; bit: HintBits }[]>();
  for (const [hint, list] of words) {
    // `buttons?` stands for `button` and `buttons`.
    const all = list
      .split('|')
      .flatMap((phrase) => (phrase.endsWith('?') ? [phrase.slice(0, -2), phrase.slice(0, -1)] : [phrase]));
    for (const phrase of all) {
      const space = phrase.indexOf(' ');
      const first = space < 0 ? phrase : phrase.slice(0, space);
      const entry = { rest: space < 0 ? '' : phrase.slice(space), bit: bitOf(hint) };
      const known = found.get(first);
      if (known === undefined) found.set(first, [entry]);
      else known.push(entry);
    }
  }
  return found;
}

const known = new Map<string, HintBits>();
/** Different class and id texts remembered; a site's pages repeat a few hundred. */
const limitKnown = 20_000;
/** Longest class, id and role that are read, in characters: longer ones are made by scripts. */
const longestRead = 1000;

const hintSets = new Map<HintBits, ReadonlySet<Hint>>();

/** What an element's class, id, role and the like hint at. */
export function hintsOf(element: Element): ReadonlySet<Hint> {
  const bits = hintBitsOf(element);
  let hints = hintSets.get(bits);
  if (hints === undefined) {
    hints = new Set(hintNames.filter((hint) => (bits & bitOf(hint)) !== 0));
    hintSets.set(bits, hints);
  }
  return hints;
}

/** The same as bits, for what asks about thousands of elements. */
export function hintBitsOf(element: Element): HintBits {
  return (element.hintBits ??= readHints(element));
}

function readHints({ attribs: { class: classes, id, role } }: Element): HintBits {
  if (classes === undefined && id === undefined && role === undefined) return 0;
  const key = id === undefined && role === undefined ? classes! : `${classes ?? ''} | ${id ?? ''} | ${role ?? ''}`;
  if (key.length > longestRead) return 0;
  const remembered = known.get(key);
  if (remembered !== undefined) return remembered;
  let bits = bitsOf(wordsOf(key));
  if (role === 'contentinfo') bits |= bitOf('footer');
  if (role === 'complementary') bits |= bitOf('sidebar');
  if (role === 'dialog' || role === 'alertdialog') bits |= bitOf('notice');
  if (known.size >= limitKnown) known.clear();
  known.set(key, bits);
  return bits;
}

/** `has-sidebar`, `header-with-topbar`, `no-comments` tell of the state of a page, not what is inside. */
const states = new Set(['has', 'with', 'no', 'without']);

function bitsOf(text: string): HintBits {
  let bits = 0;
  let state = false;
  for (let start = 0; start < text.length;) {
    const space = text.indexOf(' ', start);
    const end = space < 0 ? text.length : space;
    const word = text.slice(start, end);
    if (state) {
      state = false;
      start = end + 1;
      continue;
    }
    state = states.has(word);
    for (const { rest, bit } of phrases.get(word) ?? []) {
      const after = end + rest.length;
      if (rest === '' || (text.startsWith(rest, end) && (after === text.length || text[after] === ' '))) bits |= bit;
    }
    start = end + 1;
  }
  return bits;
}

/** `articleBody post__share` as `article body post share`. */
function wordsOf(text: string): string {
  return text
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
}
