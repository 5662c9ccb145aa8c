import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// why: before everything else, so that the second start neither strips types nor compiles; in JavaScript, because Node would
// load for this one file all it needs to strip types, and keep it. Without a place to write to Node goes on without
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/tessera/compiled'))
const { findLaunchers } = await import('./start/launchers.ts')
// why: a launcher that ends while the rest is read would not be found any more
const launchers = findLaunchers()
const { runServer } = await import('./start/run-server.ts')
await runServer(launchers)
