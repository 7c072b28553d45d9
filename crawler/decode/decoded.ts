import type { Problem } from '../../core/problem.ts';

/** A text and how its bytes were read. */
export interface Decoded {
  /** Without byte order mark; what could not be read is U+FFFD. */
  readonly text: string;
  /** Name by the Encoding Standard, lower case: `utf-8`, `windows-1252`, `shift_jis`; beyond it `utf-32le` and `utf-32be`. */
  readonly encoding: string;
  readonly evidence: EncodingEvidence;
  readonly problems: readonly Problem[];
}

/** What decided the encoding, the strongest first. */
export type EncodingEvidence =
  | 'byte-order-mark'
  | 'http-header'
  | 'meta'
  | 'xml-declaration'
  /** The bytes themselves: NUL bytes of UTF-16, valid UTF-8, statistics of a legacy encoding. */
  | 'bytes'
  /** Nothing told: the standard's default. */
  | 'default';

export interface DecodeHints {
  /** BCP 47 language that is expected; it decides between encodings the bytes leave open. */
  readonly language?: string;
  /** The encoding when nothing tells. Default `windows-1252` for HTML (as the standard has it for most locales), `utf-8` for XML. */
  readonly fallback?: string;
}
