/** Linear red, green and blue, 0..1. */
export type Rgb = readonly [red: number, green: number, blue: number]

/** Linear channels of a hex colour (`#4285f4` or `#48f`); undefined when it is none. */
export function linearRgb(hex: string): Rgb | undefined {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(hex)
  const found = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(
    short === null
      ? hex
      : `#${short
          .slice(1)
          .map((digit) => digit + digit)
          .join('')}`,
  )
  if (found === null) return undefined
  const [red, green, blue] = found.slice(1).map((pair) => linear(Number.parseInt(pair, 16) / 255))
  return [red ?? 0, green ?? 0, blue ?? 0]
}

/** Hex text of linear channels. */
export function hexOf(rgb: Rgb): string {
  const byte = (channel: number) => Math.round(gamma(Math.min(1, Math.max(0, channel))) * 255)
  return `#${rgb.map((channel) => byte(channel).toString(16).padStart(2, '0')).join('')}`
}

/** Relative luminance as WCAG defines it, 0..1. */
export function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** WCAG contrast of two colours, 1..21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05)
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}

function gamma(channel: number): number {
  return channel <= 0.0031308 ? 12.92 * channel : 1.055 * channel ** (1 / 2.4) - 0.055
}
