const texts = new WeakMap<Temporal.Instant, string>()

/** ISO text of an instant. Buckets share their bounds and each is asked for several times, so it is written once. */
export function instantText(at: Temporal.Instant): string {
  const text = texts.get(at) ?? at.toString()
  texts.set(at, text)
  return text
}
