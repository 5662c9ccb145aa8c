import type { Frame } from '@tessera/plugin-api/wire'

/**
 * Whether a dashboard has next to nothing to count: some of its facts never had a row, and not one of its headline
 * frames (all frames where there is no headline) holds a value. A range without rows is not enough.
 */
export function isBare(frames: readonly { readonly headline: boolean; readonly frame: Frame }[]): boolean {
  const headlines = frames.filter(({ headline }) => headline)
  const judged = headlines.length > 0 ? headlines : frames
  return frames.some(({ frame }) => frame.meta.watermark === null) && judged.every(({ frame }) => !hasValue(frame))
}

function hasValue({ columns, rows }: Frame): boolean {
  return rows.some((row) => columns.some(({ role }, index) => role === 'metric' && (row[index] ?? null) !== null))
}
