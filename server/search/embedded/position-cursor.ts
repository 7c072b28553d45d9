import type { PlacedPostings } from '../../../indexer/index/placed-postings.ts';
import type { DocumentSet } from './document-set.ts';
import type { SegmentView } from './index-view.ts';

/** Positions of one place in one field of one document; reused from document to document. */
export class PositionSet {
  positions = new Uint32Array(64);
  count = 0;

  push(position: number): void {
    if (this.count === this.positions.length) {
      const larger = new Uint32Array(this.count * 2);
      larger.set(this.positions);
      this.positions = larger;
    }
    this.positions[this.count++] = position;
  }

  values(): Uint32Array {
    return this.positions.subarray(0, this.count);
  }

  sort(): void {
    if (this.count > 1) this.positions.subarray(0, this.count).sort();
  }
}

/** Walks the postings of a form. Where the positions of a posting start is worked out only where the form is in the document: from the one before, or from its block. */
export class PositionCursor {
  readonly documents: DocumentSet;
  readonly positions: Uint16Array | Uint32Array;
  /** Where the positions of the present posting start, where those of the body begin behind the title's, and where they end. */
  start = 0;
  middle = 0;
  end = 0;
  private readonly places: PlacedPostings;
  private readonly to: number;
  private readonly only: LanguageOnly | undefined;
  private posting: number;
  /** The posting whose positions begin at `start`; -1 as long as there was none. */
  private started = -1;

  /** The postings `[from, to)`, in documents of one language only or in all. */
  constructor(places: PlacedPostings, from: number, to: number, only?: LanguageOnly) {
    this.places = places;
    this.only = only;
    this.posting = from;
    this.to = to;
    this.positions = places.positions;
    this.documents = places.postings.documents.subarray(from, to);
  }

  static ofForm({ segment }: SegmentView, form: PlacedForm): PositionCursor {
    return new PositionCursor(
      segment.formPlaces,
      segment.formPostings[form.ordinal]!,
      segment.formPostings[form.ordinal + 1]!,
      form.language === undefined ? undefined : { languages: segment.languages, language: form.language },
    );
  }

  /** Goes on to a document; they must come in ascending order. @returns whether the form is in it */
  moveTo(document: number): boolean {
    const { only, to } = this;
    const { postings } = this.places;
    if (only !== undefined && only.languages[document] !== only.language) return false;
    const posting = postings.seek(document, this.posting, to);
    this.posting = posting;
    if (posting === to || postings.documents[posting] !== document) return false;
    this.startAt(posting);
    this.middle = this.start + postings.titleFrequency(posting);
    this.end = this.middle + postings.bodyFrequency(posting);
    return true;
  }

  collect(document: number, title: PositionSet, body: PositionSet): void {
    if (!this.moveTo(document)) return;
    const { positions } = this;
    for (let i = this.start; i < this.middle; i++) title.push(positions[i]!);
    for (let i = this.middle; i < this.end; i++) body.push(positions[i]!);
  }

  private startAt(posting: number): void {
    const { postings } = this.places;
    if (this.started < 0 || posting - this.started > stepLimit) this.start = this.places.start(posting);
    else
      for (let passed = this.started; passed < posting; passed++)
        this.start += postings.titleFrequency(passed) + postings.bodyFrequency(passed);
    this.started = posting;
  }
}

/** The language ordinals of a segment's documents, and the one that counts. */
interface LanguageOnly {
  readonly languages: Uint16Array;
  readonly language: number;
}

/** A form of a segment; with a language, only in documents of that language (a stem's form stems so only there). */
export interface PlacedForm {
  readonly ordinal: number;
  readonly language?: number;
}

/** Farther than this, starting from the block's stored position is cheaper on average than adding all frequencies between: half a block. */
const stepLimit = 8;
