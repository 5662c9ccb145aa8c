import { providerSchema } from '@tessera/plugin-integrations/extend'
import { expect, test } from 'vitest'
import { plugin } from './plugin.ts'

const surfaces = { light: '#ffffff', dark: '#1a1b1e' }

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

test('is a valid provider whose colour can be seen on light and dark ground', () => {
  const provider = providerSchema.parse(plugin.contributes[0]?.data)
  const own = luminance(provider.color) + 0.05
  for (const surface of Object.values(surfaces)) {
    const ground = luminance(surface) + 0.05
    expect(Math.max(own, ground) / Math.min(own, ground)).toBeGreaterThanOrEqual(3)
  }
})
