/**
 * Parts of URLs that say who is asking or where from, never what is asked for.
 */

/** Prefixes and names of campaign and click parameters, from the documentation of the tools that add them. */
const trackingPrefixes = [
  'utm_',
  'mtm_',
  'pk_',
  'piwik_',
  'hsa_',
  'ga_',
  'fb_',
  'stm_',
  'itm_',
  'at_',
  'oly_',
  'vero_',
  'ns_',
];
const trackingNames = new Set([
  ...['gclid', 'gclsrc', 'dclid', 'gbraid', 'wbraid', '_ga', '_gl', 'srsltid'], // Google
  ...['fbclid', 'igshid', 'igsh'], // Meta
  ...['msclkid', 'twclid', 'ttclid', 'li_fat_id', 'yclid', '_openstat', 'rb_clickid'], // Microsoft, X, TikTok, LinkedIn, Yandex
  ...[
    'mc_cid',
    'mc_eid',
    '_hsenc',
    '_hsmi',
    '__hstc',
    '__hssc',
    '__hsfp',
    'hsctatracking',
    'mkt_tok',
    'ml_subscriber',
    'ml_subscriber_hash',
  ], // mailings
  ...[
    's_cid',
    'cmpid',
    'wt.mc_id',
    'wt.mc_ev',
    'wt.tsrc',
    'wt.nav',
    'elqtrackid',
    'elqtrack',
    'elqaid',
    'elqat',
    'ncid',
    'xtor',
    'trk',
    'trkid',
  ], // suites
  ...[
    'clickid',
    'aftr_source',
    'this_affiliate',
    'wickedid',
    'spm',
    'scm',
    'spmid',
    '_branch_match_id',
    'ref_src',
    'ref_url',
  ], // others
]);

export function isTrackingParameter(name: string): boolean {
  const lower = name.toLowerCase();
  return (
    trackingNames.has(lower) ||
    trackingPrefixes.some((prefix) => lower.startsWith(prefix) && lower.length > prefix.length)
  );
}

/** Names that are session ids whatever they hold, and names that are when they hold what looks like one. */
const sessionName =
  /^(?:php|j|asp)?sess(?:ion)?[_-]?id$|^(?:aspsessionid\w*|cfid|cftoken|cfsessionid|oscsid|zenid|jservsessionid\w*|sitesessionid|viewstate)$/i;
const maybeSessionName = /^(?:sid|s|session|sess|token|osCsid|phpsid|x-session)$/i;
/** At least 16 letters and digits with both kinds among them: shorter ones are ids of pages (guess of 2026-11-23). */
const sessionValue = /^(?=.*\d)(?=.*[a-z])[a-z\d]{16,}$/i;

export function isSessionParameter(name: string, value: string): boolean {
  return sessionName.test(name) || (maybeSessionName.test(name) && sessionValue.test(value));
}

/**
 * Drops session ids that servers write into the path: `;jsessionid=…` (Java) and `/(S(…))/`, `/(X(1)S(…))/`, `/(24 letters)/` (ASP.NET
 * without cookies). Asked for without it, such a server starts a new session and answers the same page.
 */
export function withoutSessionInPath(path: string): string {
  return path
    .replace(/;(?:jsessionid|phpsessid|sid|sessionid)=[^/;?]*/gi, '')
    .replace(/\/\((?:[a-z]\([^()/]*\))+\)(?=\/|$)/gi, '')
    .replace(/\/\([a-z\d]{24}\)(?=\/)/gi, '');
}
