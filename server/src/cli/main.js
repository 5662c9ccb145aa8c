import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// why: as in the server's own start
enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/tessera/compiled'))
const { runCommand } = await import('./run-command.ts')
await runCommand()
