import type { Analyzer } from '../analyse/analyzer.ts';
import type { IndexDocument } from './document.ts';
import { makeSegment, type MadeSegment } from './segment-maker.ts';
import type { SegmentPool } from './segment-pool.ts';

/** Up to this much text is indexed here: starting a thread takes longer (about 0.3 s). UTF-16 units, documents. */
const inlineCharacters = 2 << 20;
const inlineDocuments = 2_000;

/** What is sent to a thread at once: enough that sending costs nothing, little enough that threads share the work evenly and a long wait shows progress. */
const parcelCharacters = 2 << 20;
const parcelDocuments = 256;

export interface IntakeOptions {
  readonly pool: SegmentPool;
  readonly analyzer: Analyzer;
  /** The folder for segments; asked when there is something to put into it. */
  readonly folder: () => string;
  /** A new name for a segment. */
  readonly name: () => string;
  /** Told how many documents are in a segment now. */
  readonly indexed: (documents: number) => void;
}

/** Takes documents one by one and has segments made of them: here when they are few, else in threads. */
export class SegmentIntake {
  private readonly options: IntakeOptions;
  private waiting: IndexDocument[] = [];
  private characters = 0;
  private inThreads = false;
  private indexed = 0;

  constructor(options: IntakeOptions) {
    this.options = options;
  }

  /** @returns a promise to wait for before the next, when the threads have enough to do */
  add(document: IndexDocument): Promise<void> | undefined {
    this.waiting.push(document);
    this.characters += document.body.length + document.stored.title.length;
    const [mostCharacters, mostDocuments] = this.inThreads
      ? [parcelCharacters, parcelDocuments]
      : [inlineCharacters, inlineDocuments];
    return this.characters > mostCharacters || this.waiting.length >= mostDocuments ? this.send() : undefined;
  }

  /** @returns all segments; none when no document came */
  async finish(): Promise<MadeSegment[]> {
    const { options, waiting } = this;
    if (this.inThreads) {
      if (waiting.length > 0) await this.send();
      return options.pool.finish();
    }
    if (waiting.length === 0) return [];
    const made = makeSegment(options.folder(), options.name(), waiting, options.analyzer);
    options.indexed(made.documents);
    return [made];
  }

  private async send(): Promise<void> {
    const { pool, folder, name, indexed } = this.options;
    this.inThreads = true;
    const documents = this.waiting;
    this.waiting = [];
    this.characters = 0;
    for (let from = 0; from < documents.length; from += parcelDocuments) {
      const parcel = documents.slice(from, from + parcelDocuments);
      await pool.add(folder(), name(), parcel, () => indexed((this.indexed += parcel.length)));
    }
  }
}
