import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { tesseraPlugins } from '@tessera/registry/vite'
import { defineConfig } from 'vite'

const host = fileURLToPath(new URL('.', import.meta.url))
const server = process.env['TESSERA_SERVER'] ?? 'http://127.0.0.1:4000'

export default defineConfig({
  root: host,
  plugins: [react(), tesseraPlugins({ root: fileURLToPath(new URL('..', import.meta.url)) })],
  resolve: { dedupe: ['react', 'react-dom', 'react-router', '@mantine/core', '@tessera/plugin-api', '@tessera/ui'] },
  build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 600 },
  server: { proxy: { '/api': server, '/openapi.json': server } },
})
