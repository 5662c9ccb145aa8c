import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { describeOneDatabase } from '@tessera/test-kit'
import { createJobQueue, type JobWork } from '../src/index.ts'
import { pace } from './made-jobs.ts'

const program = join(import.meta.dirname, 'holding-job.ts')

describeOneDatabase('a run whose server is killed', (open) => {
  test('is run again by another one, once', async () => {
    const database = await open()
    const works: JobWork[] = []
    const queue = createJobQueue({
      database,
      pace,
      tenantsOf: async () => [],
    })
    const define = {
      id: 'k.killed',
      title: 'Killed',
      per: 'installation',
      timeoutSeconds: 600,
      retries: 2,
      run: async (work: JobWork) => void works.push(work),
    } as const
    queue.define(define)
    const run = await queue.enqueue('k.killed')
    const server = spawn(process.execPath, [program, database.url], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(server.stdout, 'data')
    server.kill('SIGKILL')
    await queue.start()
    await expect.poll(async () => (await queue.runs())[0]?.state, { timeout: 60_000 }).toBe('done')
    await sleep(2_000)
    expect(works.map(({ attempt }) => attempt)).toEqual([2])
    expect(await queue.runs()).toMatchObject([{ id: run, attempts: 2, state: 'done' }])
    await queue.stop()
  }, 90_000)
})
