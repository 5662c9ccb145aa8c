/** Relative luminance of a colour `#rrggbb`, as WCAG 2 defines it. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const grounds = ['#ffffff', '#1a1b1e']

/** Whether a colour stands out on the light and the dark ground of the page by 3:1. */
export function standsOut(color: string): boolean {
  const own = luminance(color) + 0.05
  return grounds.every((ground) => {
    const other = luminance(ground) + 0.05
    return Math.max(own, other) / Math.min(own, other) >= 3
  })
}
