import { parentPort } from 'node:worker_threads'
import type { PictureAnswer, PictureTask } from './picture-task.ts'
import { readTsx } from './read-tsx.ts'

// why: what draws is written in files with elements, which Node reads from here on
readTsx()
const { drawTask } = await import('./draw-task.ts')

parentPort?.on('message', (task: PictureTask) => {
  void drawTask(task)
    .catch((error: unknown): PictureAnswer => ({ reason: error instanceof Error ? error.message : String(error) }))
    .then((answer) => parentPort?.postMessage(answer))
})
