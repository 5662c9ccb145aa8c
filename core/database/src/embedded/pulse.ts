/**
 * What the engine's thread is doing, in memory that the thread and its keeper share: a thread that computes hears no messages.
 * Times are of the monotonic clock, in nanoseconds.
 */
export type Pulse = BigInt64Array<SharedArrayBuffer>

const deadline = 0
const worker = 1
const full = 2

/** Makes the pulse of a thread that does nothing yet. */
export function makePulse(): Pulse {
  return new BigInt64Array(new SharedArrayBuffer(3 * BigInt64Array.BYTES_PER_ELEMENT))
}

/** Says that a statement begins, how long it may take and which transaction it belongs to; 0 for none. */
export function beginWork(pulse: Pulse, limitMs: number, transaction: number): void {
  Atomics.store(pulse, worker, BigInt(transaction))
  Atomics.store(pulse, deadline, process.hrtime.bigint() + BigInt(limitMs) * 1_000_000n)
}

/** Says that nothing runs. */
export function endWork(pulse: Pulse): void {
  Atomics.store(pulse, deadline, 0n)
}

/** The transaction whose statement is past its time, 0 for a statement of none; null while all is well. */
export function overdueWork(pulse: Pulse): number | null {
  const until = Atomics.load(pulse, deadline)
  return until === 0n || process.hrtime.bigint() < until ? null : Number(Atomics.load(pulse, worker))
}

/** Says whether there is room to write. */
export function tellRoom(pulse: Pulse, isFull: boolean): void {
  Atomics.store(pulse, full, isFull ? 1n : 0n)
}

/** Whether the thread last found no room to write. */
export function isTight(pulse: Pulse): boolean {
  return Atomics.load(pulse, full) === 1n
}
