import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { findLaunchers } from './start/launchers.ts'

// why: before everything else, so that the second start neither strips types nor compiles; without a place to write to
// Node goes on without
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/tessera/compiled'))
// why: a launcher that ends while the rest is read would not be found any more
const launchers = findLaunchers()
const { runServer } = await import('./start/run-server.ts')
await runServer(launchers)
