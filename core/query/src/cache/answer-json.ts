import type { Frame } from '@tessera/plugin-api/wire'

/** Frames that cannot change any more, as JSON. */
const texts = new WeakMap<Frame, string>()

/** A frame that nobody changes any more as JSON, written once. */
export function frameJson(frame: Frame): string {
  const text = texts.get(frame) ?? JSON.stringify(frame)
  texts.set(frame, text)
  return text
}

/** Which kept frame an answer repeats. */
const repeats = new WeakMap<object, Frame>()
/** A kept frame as JSON, up to the three fields of `meta` that are new in each answer. */
const beginnings = new WeakMap<Frame, string>()

function beginningOf(kept: Frame): string {
  const known = beginnings.get(kept)
  if (known !== undefined) return known
  const { meta, ...rest } = kept
  const { now: _, cache: __, durationMs: ___, ...same } = meta
  const text = JSON.stringify({ ...rest, meta: same }).slice(0, -2)
  beginnings.set(kept, text)
  return text
}

/** The answer that repeats a kept frame at another moment. */
export function repeated(kept: Frame, at: Pick<Frame['meta'], 'now' | 'durationMs'>): Frame {
  const frame: Frame = { ...kept, meta: { ...kept.meta, ...at, cache: 'hit' } }
  repeats.set(frame, kept)
  return frame
}

/** Any value as JSON. An answer given again is not written out again: most of its text is kept beside it. */
export function answerJson(value: unknown): string {
  const kept = typeof value === 'object' && value !== null ? repeats.get(value) : undefined
  if (!kept) return texts.get(value as Frame) ?? JSON.stringify(value ?? null)
  const { now, cache, durationMs } = (value as Frame).meta
  return `${beginningOf(kept)},"now":${JSON.stringify(now)},"cache":"${cache}","durationMs":${durationMs}}}`
}
