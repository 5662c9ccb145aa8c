import { largestBatch } from '@tessera/ingestion'

/** How large and how deep a body may be. */
export interface BodyLimits {
  /** Bytes, unpacked. */
  readonly bytes: number
  /** Levels of arrays and objects. */
  readonly levels: number
}

/** What a request may send: `small` unless its endpoint says otherwise. */
export const bodyLimits = {
  small: { bytes: 16 * 1024, levels: 100 },
  /** Questions and documents. */
  document: { bytes: 256 * 1024, levels: 100 },
  /** A full batch of events with room for their properties; each event has bounds of its own. */
  batch: { bytes: largestBatch, levels: 1_000 },
} as const satisfies Readonly<Record<string, BodyLimits>>
