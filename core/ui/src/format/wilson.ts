/** Bounds of the 95 % Wilson interval of a share seen in `n` observations, 0..1. */
export function wilson(share: number, n: number): { readonly low: number; readonly high: number } {
  const z = 1.959964
  const middle = share + (z * z) / (2 * n)
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  const scale = 1 + (z * z) / n
  return { low: (middle - half) / scale, high: (middle + half) / scale }
}
