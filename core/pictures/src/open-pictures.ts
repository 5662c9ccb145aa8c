import { Worker } from 'node:worker_threads'
import { ProblemError } from '@tessera/plugin-api'
import { pictureErrors } from './errors.ts'
import type { DrawnPicture, PictureAnswer, PictureTask } from './picture-task.ts'

export type { DrawnPicture, PictureTask } from './picture-task.ts'

export interface PictureOptions {
  /** Longest time of one picture; 20 s when left out. */
  readonly timeoutMs?: number
  /** How long the thread waits for a further picture before it ends; 30 s when left out. */
  readonly idleMs?: number
  /** Most pictures that wait; 50 when left out. */
  readonly waiting?: number
  /** Most of one tenant that wait; 10 when left out. */
  readonly waitingOfOne?: number
}

/** For whom a picture is drawn. */
export interface PictureOwner {
  readonly tenantId?: string
  readonly signal?: AbortSignal
}

/** Draws panels as pictures, one after the other, in a thread that lives while there is something to draw. */
export interface Pictures {
  /** Refuses `view_not_drawn`, `picture_timed_out`, `pictures_busy`; with the signal's reason when nobody waits any more. */
  readonly draw: (task: PictureTask, by?: PictureOwner) => Promise<DrawnPicture>
  readonly close: () => Promise<void>
}

/** Opens the drawing of pictures. Nothing of it is loaded before the first one. */
export function openPictures({
  timeoutMs = 20_000,
  idleMs = 30_000,
  waiting = 50,
  waitingOfOne = 10,
}: PictureOptions = {}): Pictures {
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let line: Promise<unknown> = Promise.resolve()
  let length = 0
  const lengths = new Map<string, number>()
  let isClosed = false

  const start = () => {
    const thread = startThread()
    // why: what a view does later must not end the server
    thread.on('error', () => {})
    thread.once('exit', () => {
      if (worker === thread) worker = undefined
    })
    return thread
  }
  const end = async () => {
    clearTimeout(idle)
    const ending = worker
    worker = undefined
    await ending?.terminate()
  }
  const drawNow = async (task: PictureTask, signal?: AbortSignal): Promise<DrawnPicture> => {
    signal?.throwIfAborted()
    if (isClosed) throw pictureErrors('pictures_busy', { waiting: length })
    clearTimeout(idle)
    const isFresh = worker === undefined
    const drawing = (worker ??= start())
    const answer = await answerOf(drawing, task, timeoutMs).catch(async (error: unknown): Promise<PictureAnswer> => {
      await end()
      if (error instanceof ProblemError) throw error
      // why: what broke the thread may be left of the picture before
      if (!isFresh) return drawNow(task, signal)
      return { reason: String(error) }
    })
    idle = setTimeout(() => void end(), idleMs).unref()
    if ('reason' in answer) throw pictureErrors('view_not_drawn', { panel: task.panel, reason: answer.reason })
    return answer
  }
  return {
    draw: async (task, { tenantId = '', signal } = {}) => {
      const own = lengths.get(tenantId) ?? 0
      if (length >= waiting || own >= waitingOfOne) throw pictureErrors('pictures_busy', { waiting: length })
      length += 1
      lengths.set(tenantId, own + 1)
      const drawn = line
        .then(() => drawNow(task, signal))
        .finally(() => {
          length -= 1
          const left = (lengths.get(tenantId) ?? 1) - 1
          if (left === 0) lengths.delete(tenantId)
          else lengths.set(tenantId, left)
        })
      line = drawn.catch(() => {})
      return drawn
    },
    close: () => {
      isClosed = true
      return end()
    },
  }
}

const memoryMb = 384

function startThread(): Worker {
  const thread = new Worker(new URL('./worker.ts', import.meta.url), {
    // why: views need nothing of the environment, which holds secrets
    env: { NODE_ENV: 'production' },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  })
  thread.unref()
  return thread
}

function answerOf(thread: Worker, task: PictureTask, timeoutMs: number): Promise<PictureAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<PictureAnswer>()
  const { panel } = task
  const late = () => reject(pictureErrors('picture_timed_out', { panel, seconds: Math.round(timeoutMs / 1000) }))
  const broken = (error: unknown) => reject(error instanceof Error ? error : new Error('the thread that draws ended'))
  const timer = setTimeout(late, timeoutMs)
  thread.once('message', resolve).once('error', broken).once('exit', broken)
  thread.postMessage(task)
  return promise.finally(() => {
    clearTimeout(timer)
    thread.off('message', resolve).off('error', broken).off('exit', broken)
  })
}
