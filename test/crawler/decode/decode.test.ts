import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAs, encodingOf } from '../../../crawler/decode/encoding-label.ts';
import { decodeHtml } from '../../../crawler/decode/html.ts';
import { decodeXml } from '../../../crawler/decode/xml.ts';
import { encodeAs } from './encode.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('what decides, the strongest first', () => {
  it('a byte order mark stands above header and meta', () => {
    const decoded = decodeHtml(bytes('\xef\xbb\xbf<meta charset=iso-8859-2>\xc3\xa9'), 'text/html; charset=koi8-r');
    expect(decoded).toMatchObject({
      encoding: 'utf-8',
      evidence: 'byte-order-mark',
      text: '<meta charset=iso-8859-2>é',
    });
  });

  it('the header stands above the meta', () => {
    expect(decodeHtml(bytes('<meta charset=koi8-r>\xe9'), 'text/html; charset="ISO-8859-2"')).toMatchObject({
      encoding: 'iso-8859-2',
      evidence: 'http-header',
    });
  });

  it('a meta counts in the first 1024 bytes and, for want of better, further down', () => {
    const late = `${'<!-- filler -->'.repeat(200)}<meta http-equiv=content-type content="text/html;charset=windows-1250">\xb9`;
    expect(decodeHtml(bytes(late), 'text/html')).toMatchObject({ encoding: 'windows-1250', evidence: 'meta' });
    const inScript = `${'<!-- filler -->'.repeat(200)}<script>"<meta charset=windows-1250>"</script>\xe9t\xe9`;
    expect(decodeHtml(bytes(inScript), undefined).encoding).toBe('windows-1252');
  });

  it('an unknown label is as good as none', () => {
    expect(
      decodeHtml(bytes('<meta charset=klingon><meta charset=koi8-u>\xc1'), 'text/html; charset=none'),
    ).toMatchObject({ encoding: 'koi8-u', evidence: 'meta' });
  });

  it('without anything the default of the standard, or the one the caller names', () => {
    expect(decodeHtml(bytes('plain'), undefined)).toMatchObject({ encoding: 'windows-1252', evidence: 'default' });
    expect(decodeHtml(bytes('plain'), undefined, { fallback: 'utf-8' }).encoding).toBe('utf-8');
    expect(decodeXml(bytes('<rss/>'), undefined)).toMatchObject({ encoding: 'utf-8', evidence: 'default' });
  });

  it('an XML declaration counts for feeds, below the header', () => {
    const feed = bytes('<?xml version="1.0" encoding="windows-1251"?><rss>\xcf</rss>');
    expect(decodeXml(feed, 'application/rss+xml')).toMatchObject({
      encoding: 'windows-1251',
      evidence: 'xml-declaration',
    });
    expect(decodeXml(feed, 'application/rss+xml; charset=koi8-r')).toMatchObject({
      encoding: 'koi8-r',
      evidence: 'http-header',
    });
  });
});

describe('a declaration that the bytes disprove is not believed', () => {
  const russian = 'Правительство утвердило программу развития сельских территорий на следующий год.';
  const japanese = '本日、政府は新しい防災計画を決定しました。詳しくは担当部署までお問い合わせください。';

  it('UTF-8 declared as something else', () => {
    const decoded = decodeHtml(Buffer.from(`<p>${russian}</p>`), 'text/html; charset=iso-8859-1');
    expect(decoded.text).toContain(russian);
    expect(decoded.problems).toEqual([expect.objectContaining({ code: 'wrong-charset' })]);
  });

  it('something else declared as UTF-8', () => {
    expect(decodeHtml(encodeAs(`<p>${russian}</p>`, 'windows-1251'), 'text/html; charset=utf-8').text).toContain(
      russian,
    );
    expect(decodeHtml(encodeAs(`<meta charset=utf-8><p>${japanese}</p>`, 'shift_jis'), 'text/html').text).toContain(
      japanese,
    );
  });

  it('a few bad bytes do not make UTF-8 another encoding', () => {
    const decoded = decodeHtml(
      Buffer.concat([Buffer.from(russian), Buffer.from([0xff]), Buffer.from(russian)]),
      'text/html; charset=utf-8',
    );
    expect(decoded).toMatchObject({
      encoding: 'utf-8',
      text: `${russian}\ufffd${russian}`,
      problems: [{ code: 'malformed-bytes' }],
    });
  });
});

/** Two sentences such as a government publishes, of our own making. */
const samples: readonly (readonly [string, string, string])[] = [
  [
    'windows-1252',
    'fr',
    'Le ministère a présenté hier à Genève les mesures décidées pour l’été : une réforme de la santé, de l’éducation et de la sécurité.',
  ],
  [
    'windows-1252',
    'de',
    'Die Bundesregierung hat für die Städte und Länder größere Zuschüsse beschlossen; die Gelder fließen künftig früher.',
  ],
  [
    'windows-1252',
    'es',
    'El gobierno anunció ayer la construcción de un hospital en la región; la inversión será de tres millones, según señaló el portavoz.',
  ],
  [
    'windows-1250',
    'pl',
    'Rząd przyjął wczoraj ustawę o ochronie środowiska; minister zapowiedział, że nowe przepisy zaczną obowiązywać wkrótce.',
  ],
  [
    'windows-1250',
    'cs',
    'Vláda dnes schválila návrh zákona o veřejných zakázkách, který předloží příští týden poslanecké sněmovně.',
  ],
  [
    'iso-8859-2',
    'hu',
    'A kormány tegnap döntött az új útról; a beruházás költsége előreláthatólag húszmillió, a munkálatok őszre fejeződnek be.',
  ],
  [
    'windows-1254',
    'tr',
    'Bakanlık, yeni eğitim yılı için hazırlanan çalışmaların tamamlandığını ve öğrencilere destek sağlanacağını açıkladı.',
  ],
  ['windows-1251', 'ru', 'Правительство утвердило программу развития сельских территорий на следующий год.'],
  ['windows-1251', 'uk', 'Уряд ухвалив рішення про підтримку місцевих громад і їхніх підприємств у наступному році.'],
  ['koi8-r', 'ru', 'Министерство сообщило о новых правилах выдачи разрешений, которые вступят в силу осенью.'],
  ['iso-8859-5', 'ru', 'Министерство сообщило о новых правилах выдачи разрешений, которые вступят в силу осенью.'],
  [
    'windows-1253',
    'el',
    'Η κυβέρνηση ανακοίνωσε χθες νέα μέτρα για την υγεία και την παιδεία στις νησιωτικές περιοχές.',
  ],
  ['windows-1255', 'he', 'הממשלה הודיעה אתמול על תוכנית חדשה לפיתוח התחבורה הציבורית בערים הגדולות.'],
  ['windows-1256', 'ar', 'أعلنت الحكومة أمس عن خطة جديدة لتطوير النقل العام في المدن الكبرى خلال العام المقبل.'],
  ['windows-874', 'th', 'รัฐบาลประกาศแผนพัฒนาการขนส่งสาธารณะในเมืองใหญ่เมื่อวานนี้'],
  [
    'windows-1257',
    'lt',
    'Vyriausybė vakar patvirtino naują programą, skirtą kaimo vietovių plėtrai ateinančiais metais; lėšų užteks visiems.',
  ],
  ['shift_jis', 'ja', '本日、政府は新しい防災計画を決定しました。詳しくは担当部署までお問い合わせください。'],
  ['euc-jp', 'ja', '本日、政府は新しい防災計画を決定しました。詳しくは担当部署までお問い合わせください。'],
  ['gb18030', 'zh', '国务院昨天公布了新的环境保护法规，要求各地政府在年底以前完成有关工作。'],
  ['big5', 'zh', '行政院昨天公布了新的環境保護法規，要求各地政府在年底以前完成有關工作。'],
  ['euc-kr', 'ko', '정부는 어제 새로운 환경 보호 계획을 발표하고 지방자치단체의 협력을 요청했다.'],
];

describe('without any declaration the bytes tell', () => {
  it.each(samples)('%s (%s)', (encoding, _language, text) => {
    const page = encodeAs(`<html><head><title>x</title></head><body><p>${text}</p></body></html>`, encoding);
    expect(page.includes(0x3f), 'the sample must be writable in the encoding').toBe(false);
    expect(decodeHtml(page, 'text/html').text).toContain(text);
  });

  it('UTF-8, also when it was cut in the middle of a character', () => {
    for (const [, , text] of samples) {
      const utf8 = Buffer.from(text);
      expect(decodeHtml(utf8, undefined)).toMatchObject({ encoding: 'utf-8', evidence: 'bytes', text });
      expect(decodeHtml(utf8.subarray(0, utf8.length - 1), undefined).encoding).toBe('utf-8');
    }
  });

  it('ISO-2022-JP by its escapes', () => {
    expect(decodeHtml(bytes('<p>\x1b$BF|K\\\x1b(B</p>'), undefined)).toMatchObject({
      encoding: 'iso-2022-jp',
      text: '<p>日本</p>',
    });
  });

  it('UTF-16 and UTF-32 by their zeros', () => {
    expect(decodeXml(Buffer.from('<rss>é</rss>', 'utf16le'), undefined)).toMatchObject({
      encoding: 'utf-16le',
      text: '<rss>é</rss>',
    });
    expect(decodeXml(Uint8Array.from([0, 0, 0, 0x3c, 0, 1, 0xf6, 0]), undefined)).toMatchObject({
      encoding: 'utf-32be',
      text: '<\u{1f600}',
    });
  });
});

describe('labels', () => {
  it('are those of the standard, and some that only feeds know', () => {
    expect(
      ['latin1', ' UTF8 ', 'x-sjis', 'ks_c_5601-1987', 'us-ascii', 'tis-620', 'cp932', 'nonsense', ''].map(encodingOf),
    ).toEqual([
      'windows-1252',
      'utf-8',
      'shift_jis',
      'euc-kr',
      'windows-1252',
      'windows-874',
      'shift_jis',
      undefined,
      undefined,
    ]);
  });

  it('windows-1252 has its quotes, dashes and euro sign', () => {
    expect(decodeAs(Uint8Array.from([0x80, 0x93, 0x94, 0x96, 0x99, 0xe9]), 'windows-1252')).toBe('€“”–™é');
  });
});

it('any bytes under any type are some text', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.option(fc.string(), { nil: undefined }),
      (content, contentType) => {
        for (const decode of [decodeHtml, decodeXml]) expect(typeof decode(content, contentType).text).toBe('string');
      },
    ),
  );
});

it('a meta that never ends, of any size, is read to the end', () => {
  for (const piece of ['<meta ', '<a b="', '<!--', '<', "<x a='", '</script '])
    expect(decodeHtml(bytes(piece.repeat(200_000)), undefined).text).toHaveLength(piece.length * 200_000);
});

const suite = new URL('../../../../shared/suites/encoding/cases.jsonl', import.meta.url);
const absent = !existsSync(suite);

/** Published cases that we answer otherwise, each with the reason. */
const exceptions: Readonly<Record<string, string>> = {
  'test-yahoo-jp.dat#1':
    'declares euc-jp, but its bytes are valid UTF-8 with hundreds of sequences: the declaration is disproved, and believing it would garble the page',
};

describe.skipIf(absent)(
  `encodings as other projects read them${absent ? ' (skipped: the published suites are not beside the project)' : ''}`,
  () => {
    it('at least 95 %', () => {
      const cases = readFileSync(suite, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as EncodingCase);
      const wrong = cases.filter((one) => !agrees(one));
      process.stdout.write(`encoding: ${cases.length - wrong.length} of ${cases.length}\n`);
      for (const { name } of wrong) process.stdout.write(`  ${name}: ${exceptions[name] ?? 'no reason known'}\n`);
      expect(1 - wrong.length / cases.length).toBeGreaterThanOrEqual(0.95);
      for (const { name } of wrong) expect(exceptions, 'an exception without a reason').toHaveProperty([name]);
    });
  },
);

interface EncodingCase {
  readonly name: string;
  readonly bodyB64: string;
  readonly contentType?: string | null;
  readonly httpCharset?: string | null;
  readonly xml?: boolean;
  readonly defaultEncoding?: string;
  readonly expected: string;
  readonly expectedText?: string;
}

function agrees(one: EncodingCase): boolean {
  const contentType =
    one.contentType ??
    (one.httpCharset === undefined || one.httpCharset === null ? undefined : `text/html; charset=${one.httpCharset}`);
  const fallback = one.defaultEncoding === undefined ? undefined : encodingOf(one.defaultEncoding);
  const decoded = (one.xml === true ? decodeXml : decodeHtml)(
    Buffer.from(one.bodyB64, 'base64'),
    contentType,
    fallback === undefined ? {} : { fallback },
  );
  return nameOf(decoded.encoding) === nameOf(one.expected) && (one.expectedText ?? decoded.text) === decoded.text;
}

/** Python's names and the standard's; GBK is decoded as GB18030 by the standard. */
function nameOf(encoding: string): string {
  const name = encodingOf(encoding.replace(/^utf-(16|32)-(le|be)$/, 'utf-$1$2')) ?? encoding;
  return name === 'gbk' ? 'gb18030' : name;
}
