import { openDatabase } from '@tessera/database'
import { createJobQueue } from '../src/index.ts'
import { pace } from './made-jobs.ts'

/** A server that takes a run and never ends it: started by a test, which kills it. */
const database = await openDatabase({ url: process.argv[2] ?? '' })
const queue = createJobQueue({
  database,
  pace,
  tenantsOf: async () => [],
})
queue.define({
  id: 'k.killed',
  title: 'Killed',
  per: 'installation',
  timeoutSeconds: 600,
  retries: 2,
  run: async () => {
    process.stdout.write('taken\n')
    await new Promise(() => {})
  },
})
await queue.start()
