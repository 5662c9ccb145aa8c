import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { tesseraPlugins } from '@tessera/registry/vite'
import { defineConfig, type Plugin } from 'vite'
import { allPaths } from './host/src/app/page-paths.ts'

const root = fileURLToPath(new URL('.', import.meta.url))

/** Tells the server which addresses are pages of this build. */
function pageList(): Plugin {
  return {
    name: 'tessera-pages',
    generateBundle() {
      const source = JSON.stringify(allPaths)
      this.emitFile({ type: 'asset', fileName: 'tessera-pages.json', source })
    },
  }
}

/** Gives everybody who asks for zod the one that does without eval. */
function zodWithoutEval(): Plugin {
  return {
    name: 'tessera-zod',
    enforce: 'pre',
    // why: an alias would be resolved anew, and wait for the plugin that looks whether plugins find what they import
    resolveId: (source) => (source === 'zod' ? join(root, 'host/src/app/without-eval.ts') : undefined),
  }
}

export default defineConfig({
  root: join(root, 'host'),
  // why: the server writes the path it is reached below into the page when it sends it
  base: './',
  plugins: [zodWithoutEval(), react(), pageList(), tesseraPlugins({ root })],
  resolve: { dedupe: ['react', 'react-dom', 'react-router', '@mantine/core', '@tessera/plugin-api', '@tessera/ui'] },
  build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 600 },
})
