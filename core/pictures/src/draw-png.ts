import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'

const require = createRequire(import.meta.url)
const faces = [
  require.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  require.resolve('@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf'),
  require.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
]

const ready = (async () => {
  await initWasm(await readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')))
  return Promise.all(faces.map((face) => readFile(face)))
})()

/** An SVG as PNG, in the font of the product, which comes along: no font of the machine is used. */
export async function drawPng(svg: string, scale: number): Promise<Uint8Array> {
  const drawn = new Resvg(svg, {
    font: { fontBuffers: await ready, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' },
    fitTo: { mode: 'zoom', value: scale },
  })
  try {
    const image = drawn.render()
    try {
      return image.asPng()
    } finally {
      image.free()
    }
  } finally {
    drawn.free()
  }
}
