import type { Paragraph, Person, Quote } from '../../../core/announcement.ts';

/** Quotes kept of one announcement. Transcripts hold hundreds and are read as a whole. */
const limitQuotes = 40;
/** Shorter words in quotation marks are names and scare quotes, unless they end as a sentence does. */
const leastCharacters = 30;
/** The same in scripts that write a word in one or two characters. */
const leastDense = 8;

/**
 * What the announcement quotes, with who says it. A quote counts when words of saying stand beside it in its own paragraph and a person
 * the text names is their subject; further quotes of the paragraph, and paragraphs that an open quotation mark runs on into, are the same
 * speaker's. What nobody is named for is left out.
 */
export function quotesIn(body: readonly Paragraph[], people: readonly Person[]): Quote[] {
  const found: Quote[] = [];
  const named = new NamedPeople(people);
  let running: Person | undefined;
  for (const { kind, text } of body) {
    if (kind === 'table' || kind === 'caption' || text.length > 20_000) continue;
    const { spans, open } = spansOf(text);
    const own = spans.length === 0 ? undefined : speakerOf(text, spans, named);
    const speaker = own ?? (spans[0]?.from === 0 ? running : undefined);
    if (speaker !== undefined)
      for (const { from, to } of spans) {
        const whole = text.slice(from, to);
        const quote = whole.replace(edges, '').trim();
        if (!isSpeech(whole, quote)) continue;
        found.push({
          text: quote,
          speaker: speaker.name,
          ...(speaker.office === undefined ? {} : { office: speaker.office }),
        });
        if (found.length >= limitQuotes) return found;
      }
    named.see(text);
    running = open ? speaker : undefined;
  }
  return found;
}

function isSpeech(whole: string, quote: string): boolean {
  if (dense.test(quote)) return quote.length >= leastDense;
  return quote.length >= leastCharacters || (/\s\S+\s/.test(quote) && /[.,!?…][”"“»«]?$/.test(whole));
}

const edges = /^[“"„«»「『‹\s]+|[”"“«»」』›\s,，]+$/g;
const dense = /[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/;

/** A quotation in a paragraph, its marks included. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Which mark closes what another opens. German closes with the mark that English opens with; straight marks close themselves, and so do mixed ones. */
const closers: Readonly<Record<string, string>> = {
  '“': '”"',
  '"': '"”',
  '„': '“”"',
  '«': '»',
  '»': '«',
  '「': '」',
  '『': '』',
};

/** Quotations of a paragraph, and whether the last one is never closed: it runs on into the next paragraph. */
function spansOf(text: string): { readonly spans: readonly Span[]; readonly open: boolean } {
  const spans: Span[] = [];
  for (let at = 0; ;) {
    opener.lastIndex = at;
    const opened = opener.exec(text);
    if (opened === null) return { spans, open: false };
    const from = opened.index;
    const to = firstOf(text, closers[opened[0]]!, from + 1) + 1;
    if (to === 0) return { spans: [...spans, { from, to: text.length }], open: true };
    spans.push({ from, to });
    at = to;
  }
}

const opener = new RegExp(`[${Object.keys(closers).join('')}]`, 'g');

/** Where the first of several characters stands from a place on, -1 if none does. */
function firstOf(text: string, characters: string, from: number): number {
  for (let at = from; at < text.length; at++) if (characters.includes(text[at]!)) return at;
  return -1;
}

/** Words of saying, in the languages of the sources. */
const saying =
  /(?<![\p{L}\p{M}])(?:said|says|stated|states|added|adds|noted|notes|explained|commented|remarked|told|declared|announced|continued|concluded|emphasi[sz]ed|stressed|wrote|reads|according to|sagte|sagt|erklärte|erklärt|betonte|betont|so|unterstrich|äußerte|ergänzte|kommentierte|kommentiert|laut|a déclaré|déclare|a dit|a affirmé|affirme|a expliqué|explique|a indiqué|indique|souligne|a souligné|a ajouté|selon|dijo|afirmó|afirma|señaló|señala|declaró|explicó|indicó|ha (?:señalado|afirmado|declarado|explicado|dicho|subrayado|destacado)|aseguró|subrayó|añadió|manifestó|destacó|disse|afirmou|declarou|destacou|explicou|ressaltou|ha (?:dichiarato|detto|affermato|spiegato|sottolineato|commentato)|dichiara|afferma|spiega|commenta|zei|zegt|aldus|verklaarde|säger|sade|sagde|siger|sier|sa|uttaler|udtaler|sanoo|totesi|powiedział[a]?|podkreślił[a]?|zaznaczył[a]?|řekl[a]?|uvedl[a]?|mondta|hangsúlyozta|a declarat|a spus|dedi|belirtti|сказал[а]?|заявил[а]?|отметил[а]?|подчеркнул[а]?|сообщил[а]?|сказав|заявив|зазначи(?:в|ла))(?![\p{L}\p{M}])|述べ|語っ|語り|話し|コメントし|強調し|表示|指出|說|说|強調|强调|말했|밝혔|전했|강조했|قال|صرح|أكد|وأضاف|กล่าว/u;

/** Characters around a quotation in which its speaker is named. Offices with their body fit. */
const reach = 200;

/** The person who is the subject of a word of saying just after or just before a quotation of the paragraph. */
function speakerOf(text: string, spans: readonly Span[], named: NamedPeople): Person | undefined {
  for (const [index, { from, to }] of spans.entries()) {
    const until = spans[index + 1]?.from ?? text.length;
    const after = sentence(text.slice(to, Math.min(until, to + reach)));
    const since = Math.max(spans[index - 1]?.to ?? 0, from - reach);
    const before = lastSentence(text.slice(since, from));
    // Where the verb comes last (`知事は「…」と述べた`), its subject stands on the other side of the quotation.
    for (const [part, other] of [
      [after, before],
      [before, after],
    ] as const) {
      if (!saying.test(part)) continue;
      const speaker = named.in(part, text, from) ?? named.in(other, text, from);
      if (speaker !== undefined) return speaker;
    }
  }
  return undefined;
}

/** Up to the end of the sentence; the full stop of an initial or a title ends none. */
function sentence(text: string): string {
  const end = /(?<![\p{Lu}]|\b(?:Dr|Mr|Mrs|Ms|Prof|St|Lt|Gov|Sen|Rep|Gen|Hon))[.!?](?=\s|$)|[。！？]/u.exec(text);
  return end === null ? text : text.slice(0, end.index);
}

function lastSentence(text: string): string {
  const parts = text.trimEnd().split(/(?<=[\p{Ll}\p{N})\]][.!?])\s+|[。！？]/u);
  return parts.at(-1) ?? '';
}

/** People by how a text goes on to call them: the whole name, or the family name alone. */
class NamedPeople {
  private readonly seen: Person[] = [];
  private readonly people: readonly Person[];

  constructor(people: readonly Person[]) {
    this.people = people;
  }

  /** A paragraph was read: whom it names in full is the one meant by the family name from now on. */
  see(text: string): void {
    for (const person of this.people) {
      if (!text.includes(person.name)) continue;
      const at = this.seen.indexOf(person);
      if (at >= 0) this.seen.splice(at, 1);
      this.seen.unshift(person);
    }
  }

  /** Who is named in a part of a sentence: in full, by family name, or by a pronoun for the last one named before. */
  in(part: string, paragraph: string, before: number): Person | undefined {
    const full = this.first(part, this.people, ({ name }) => name);
    if (full !== undefined) return full;
    const known = [...this.seen, ...this.people.filter((person) => !this.seen.includes(person))];
    const family = this.first(part, known, familyName);
    if (family !== undefined) return family;
    const office = this.byOffice(part);
    if (office !== undefined) return office;
    if (!pronoun.test(part)) return undefined;
    const earlier = paragraph.slice(0, before);
    const here = this.people.filter(({ name }) => earlier.includes(name));
    return here.sort((a, b) => earlier.lastIndexOf(b.name) - earlier.lastIndexOf(a.name))[0] ?? this.seen[0];
  }

  /** "The minister said": the only person named with that office. */
  private byOffice(part: string): Person | undefined {
    const lower = part.toLowerCase();
    const meant = this.people.filter(({ office }) => office !== undefined && wordAt(lower, rankOf(office)) >= 0);
    return meant.length === 1 ? meant[0] : undefined;
  }

  private first(part: string, people: readonly Person[], called: (person: Person) => string): Person | undefined {
    let best: { person: Person; at: number } | undefined;
    for (const person of people) {
      const at = wordAt(part, called(person));
      if (at >= 0 && (best === undefined || at < best.at)) best = { person, at };
    }
    return best?.person;
  }
}

const pronoun = /(?<!\p{L})(?:he|she|they|er|sie|il|elle|él|ella|ele|ela|hij|zij|han|hon|hun|он|она)(?!\p{L})/iu;

/** `minister` of `Minister of Harbours`, `secretary` of `Housing and Economic Development Secretary`. */
function rankOf(office: string): string {
  const [rank = office] = office.split(/\s(?:of|for|at|in|to|des?|du|del|della|für|der|dos?|da)\s/);
  return rank.split(' ').at(-1)!.toLowerCase();
}

/** The last word of a name, without the generation (`Jr.`, `III`); names of one script block (`山本太郎`) are only known whole. */
function familyName({ name }: Person): string {
  const words = name.split(' ').filter((word) => !/^(?:Jr\.?|Sr\.?|II|III|IV)$/.test(word));
  return words.length < 2 ? name : words.at(-1)!.replace(/,$/, '');
}

/** Where a word stands whole in a text, -1 if nowhere. */
function wordAt(text: string, word: string): number {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const whole = !letter.test(text[at - 1] ?? '') && !letter.test(text[at + word.length] ?? '');
    if (whole || dense.test(word)) return at;
  }
  return -1;
}
const letter = /\p{L}/u;
