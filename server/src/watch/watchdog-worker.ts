import { writeFileSync, writeSync } from 'node:fs'
import { Session, type Debugger } from 'node:inspector'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { readMainThread } from './main-thread.ts'
import { beatAt, heardAt, pluginAt, type Stuck, type WatchdogInput, type WatchedPlugin } from './watched.ts'

const tickMs = 250
/** How often a busy thread is looked at until a plugin is seen in it. */
const samples = 40
/** How long code outside of JavaScript may leave a question unanswered. */
const deafMs = 3_000

const { shared, limitMs, dataDir, next } = workerData as WatchdogInput
const memory = new Int32Array(shared)
let plugins: readonly WatchedPlugin[] = []
parentPort?.on('message', (known: readonly WatchedPlugin[]) => (plugins = known))

interface Seen {
  /** False when the thread did not answer: it waits outside of JavaScript. */
  readonly inScript: boolean
  readonly plugin: string | null
  readonly where: string
}

const entered = () => plugins[Atomics.load(memory, pluginAt) - 1]?.id ?? null

/** The plugin whose file is innermost on the stack. */
function blame(frames: readonly Debugger.CallFrame[], urls: ReadonlyMap<string, string>): Seen | null {
  const placed = frames.map(({ functionName, location }) => {
    const url = urls.get(location.scriptId) ?? ''
    const file = url.startsWith('file:') ? fileURLToPath(url) : url
    return { name: functionName || 'the top of the file', file, line: location.lineNumber + 1 }
  })
  for (const { name, file, line } of placed) {
    const plugin = plugins.find(({ dir }) => file.startsWith(dir + sep))
    if (plugin)
      return { inScript: true, plugin: plugin.id, where: `${name} in ${file.slice(plugin.dir.length + 1)}:${line}` }
  }
  const [top] = placed
  return top ? { inScript: true, plugin: null, where: `${top.name} in ${top.file}:${top.line}` } : null
}

/** Looks at what the main thread is doing, again and again, until a plugin is seen. */
function look(session: Session): Promise<Seen> {
  const urls = new Map<string, string>()
  let seen: Seen = { inScript: false, plugin: entered(), where: 'outside of JavaScript' }
  let left = samples
  return new Promise((done) => {
    const deaf = setTimeout(() => done(seen), deafMs)
    session.on('Debugger.scriptParsed', ({ params }) => urls.set(params.scriptId, params.url))
    session.on('Debugger.paused', ({ params }) => {
      const found = blame(params.callFrames, urls)
      if (found) seen = found.plugin ? found : { ...found, plugin: entered() }
      session.post('Debugger.resume')
      left -= 1
      if (seen.plugin === null && left > 0) return void setTimeout(() => session.post('Debugger.pause'), tickMs / 10)
      clearTimeout(deaf)
      done(seen)
    })
    session.post('Debugger.enable')
    session.post('Debugger.pause')
  })
}

const say = (line: string) => void writeSync(2, `${line}\n`)

function endProcess(stuck: Stuck): void {
  try {
    if (stuck.plugin) writeFileSync(join(dataDir, 'set-aside.json'), JSON.stringify([stuck]))
  } catch {
    // why: without a place to write to, the next start meets the plugin again; ending is still right
  }
  process.kill(process.pid, 'SIGKILL')
}

/** Frees the main thread and has it start again; ends the process when it cannot be freed. */
function free(session: Session, stuck: Stuck): void {
  parentPort?.postMessage(stuck)
  let tries = 0
  const again = setInterval(() => {
    const heard = Atomics.load(memory, heardAt) === 1
    if (!heard && tries < 20) session.post('Runtime.terminateExecution')
    tries += 1
    if (tries < 40) return
    clearInterval(again)
    endProcess(stuck)
  }, tickMs)
  session.post('Debugger.disable')
  session.post('Runtime.terminateExecution')
}

let acting = false

async function act(forMs: number): Promise<void> {
  const beat = Atomics.load(memory, beatAt)
  const session = new Session()
  session.connectToMainThread()
  const { inScript, plugin, where } = await look(session)
  const stuck: Stuck = { plugin, where, seconds: Math.round(forMs / 1000) }
  const isOver = Atomics.load(memory, beatAt) !== beat
  // why: our own code is slow now and then, and outside of JavaScript a thread may wait for others of this process that a busy machine
  // gives no time; it is given up only when nothing else is left
  if (isOver || ((plugin === null || !inScript) && forMs < 4 * limitMs)) {
    session.post('Debugger.disable')
    session.disconnect()
    return
  }
  const who = plugin === null ? 'the server' : `plugin '${plugin}'`
  const what = `${who} has kept this process from answering for ${stuck.seconds} s (${where})`
  const ends = inScript || plugin === null ? 'it ends' : 'it ends; the next start leaves the plugin out'
  say(`${what}; ${inScript && plugin !== null ? next : ends}`)
  if (inScript) free(session, stuck)
  else endProcess(stuck)
  await new Promise(() => {})
}

let lastBeat = Atomics.load(memory, beatAt)
let since = performance.now()
let lastTick = since
let usedBefore = readMainThread()?.usedMs ?? 0

/** How long the main thread has really worked or waited without turning: one that is ready but gets no processor does neither. */
function blockedMs(now: number): number {
  const thread = now - since < limitMs ? null : readMainThread()
  return thread?.isRunnable ? thread.usedMs - usedBefore : now - since
}

setInterval(() => {
  const now = performance.now()
  const beat = Atomics.load(memory, beatAt)
  // why: a machine that slept, or has no time for us, has none for the main thread either
  if (beat !== lastBeat || now - lastTick > 4 * tickMs) {
    since = now
    usedBefore = readMainThread()?.usedMs ?? 0
  }
  lastBeat = beat
  lastTick = now
  const blocked = blockedMs(now)
  if (acting || blocked < limitMs) return
  acting = true
  void act(blocked).finally(() => (acting = false))
}, tickMs)
