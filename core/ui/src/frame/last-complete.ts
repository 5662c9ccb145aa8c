/**
 * Place of the latest value of a course: the last known one of a period that is over and whole. A running period says too
 * little, so it counts only where there is no other; undefined where nothing is known.
 */
export function lastComplete<T>(
  values: readonly T[],
  is: { readonly known: (value: T, index: number) => boolean; readonly partial: (value: T, index: number) => boolean },
): number | undefined {
  const whole = values.findLastIndex((value, index) => is.known(value, index) && !is.partial(value, index))
  const at = whole === -1 ? values.findLastIndex(is.known) : whole
  return at === -1 ? undefined : at
}
