import { hexOf, linearRgb, luminance } from './luminance.ts'

/** Between these luminances a colour keeps 3:1 against the light and the dark card alike. */
const darkest = 0.142
const lightest = 0.295

/** Moves a brand colour just far enough towards black or white to be seen on both themes; other text passes through. */
export function legible(color: string): string {
  const rgb = linearRgb(color)
  if (rgb === undefined) return color
  const light = luminance(rgb)
  if (light > lightest) {
    const share = lightest / light
    return hexOf([rgb[0] * share, rgb[1] * share, rgb[2] * share])
  }
  if (light >= darkest) return color
  const share = (darkest - light) / (1 - light)
  const lift = (channel: number) => channel + (1 - channel) * share
  return hexOf([lift(rgb[0]), lift(rgb[1]), lift(rgb[2])])
}
