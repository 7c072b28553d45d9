import { headerOf, type Answer } from './exchange.ts';

/**
 * Why this answer is a wall against crawlers and not the page asked for; `undefined` when it is none. Walls say so in a header of
 * their maker, or in a short page that every browser runs and no reader sees.
 */
export function challengeOf(answer: Pick<Answer, 'status' | 'headers' | 'content'>): string | undefined {
  const { status, headers, content } = answer;
  for (const [name, value, reason] of wallHeaders) {
    const found = headerOf(headers, name);
    if (found !== undefined && value.test(found)) return reason;
  }
  if (
    content.length > longestWallBytes ||
    (status !== 200 && status !== 202 && status !== 403 && status !== 429 && status !== 503)
  )
    return undefined;
  const page = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('latin1');
  return wallPages.find(([mark]) => mark.test(page))?.[1];
}

/** Walls met in 2024-2026 were 0.2 to 14 KB long; an announcement that quotes their words is rarely as short and never carries their scripts. */
const longestWallBytes = 24 * 1024;

const wallHeaders: readonly (readonly [string, RegExp, string])[] = [
  ['cf-mitigated', /^challenge$/i, 'a Cloudflare challenge'],
  ['x-amzn-waf-action', /^(?:challenge|captcha)$/i, 'an AWS WAF challenge'],
  ['x-sucuri-block', /./, 'a Sucuri block page'],
];

const wallPages: readonly (readonly [RegExp, string])[] = [
  [
    /\/cdn-cgi\/challenge-platform\/[^"']*orchestrate|<title>Just a moment\.\.\.<\/title>|<title>Attention Required! \| Cloudflare<\/title>/i,
    'a Cloudflare challenge',
  ],
  [/\/_Incapsula_Resource\?|Incapsula incident ID/i, 'an Imperva Incapsula challenge'],
  [/captcha-delivery\.com\/(?:c|i)\.js|geo\.captcha-delivery\.com/i, 'a DataDome challenge'],
  [
    /<title>Pardon Our Interruption<\/title>|\/_sec\/cp_challenge\/|sec-if-cpt-container/i,
    'an Akamai or Imperva challenge',
  ],
  [/AwsWafIntegration|\.awswaf\.com\/[^"']*challenge\.js/i, 'an AWS WAF challenge'],
  [/window\._pxAppId|px-captcha/i, 'a HUMAN (PerimeterX) challenge'],
  [/<title>Access Denied<\/title>[\s\S]*errors\.edgesuite\.net/i, 'an Akamai block page'],
  [/The requested URL was rejected\. Please consult with your administrator/i, 'an F5 block page'],
];
