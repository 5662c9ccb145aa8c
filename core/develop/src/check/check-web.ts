import { stripVTControlCharacters } from 'node:util'
import { tesseraPlugins } from '@tessera/registry/vite'
import { build } from 'vite'

/** Builds a web door alone, as the pages are built: a sentence for each thing that keeps it out of the browser. */
export async function checkWeb(root: string, door: string): Promise<readonly string[]> {
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'silent',
      plugins: [tesseraPlugins({ root })],
      build: { write: false, minify: false, rolldownOptions: { input: door } },
    })
    return []
  } catch (error) {
    const lines = stripVTControlCharacters(error instanceof Error ? error.message : String(error)).split('\n')
    const said = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('Build failed'))
    return [`its web door cannot be built: ${said.slice(0, 3).join(' ')}`]
  }
}
