/**
 * Words of scripts without spaces, by Intl.Segmenter (ICU's dictionaries). It is quadratic in the length of its input
 * on Node 20, so it is given short pieces only.
 */
export interface Segment {
  readonly text: string;
  /** UTF-16 offset in the text given. */
  readonly start: number;
}

/**
 * Longest piece given to the segmenter, UTF-16 units. 172,000 in one call took 26 s; 100 take 0.1 ms. A sentence is
 * rarely longer; where one is, a word at the cut may fall apart.
 */
const longestPiece = 100;

const segmenters = new Map<string, Intl.Segmenter>();

export function segmentWords(text: string, language: 'ja' | 'zh' | 'th'): Segment[] {
  let segmenter = segmenters.get(language);
  if (segmenter === undefined)
    segmenters.set(language, (segmenter = new Intl.Segmenter(language, { granularity: 'word' })));
  const segments: Segment[] = [];
  for (let start = 0; start < text.length;) {
    const end = pieceEnd(text, start);
    for (const { segment, index } of segmenter.segment(text.slice(start, end)))
      segments.push({ text: segment, start: start + index });
    start = end;
  }
  return segments;
}

/** Not between the halves of a surrogate pair, nor before a mark. */
function pieceEnd(text: string, start: number): number {
  let end = Math.min(start + longestPiece, text.length);
  while (end < text.length && end > start + 1 && /^[\p{M}\udc00-\udfff]/u.test(text.slice(end, end + 2))) end--;
  return end;
}
