import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// why: before everything else, so that the second start neither strips types nor compiles; without a place to write to
// Node goes on without
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/tessera/compiled'))
const { runServer } = await import('./start/run-server.ts')
await runServer()
