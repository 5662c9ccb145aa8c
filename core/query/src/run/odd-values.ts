import { ProblemError } from '@tessera/plugin-api'

/** An answer holds what was made of values that cannot be read. It ends the transaction, and the question is asked carefully. */
export class OddValues extends Error {}

/** Hands rows on unless they are odd. */
export function evenRows<Row extends Readonly<Record<string, unknown>>>(rows: readonly Row[]): readonly Row[] {
  // why: odd rows stand first
  if (rows[0]?.['odd'] === true) throw new OddValues('some values cannot be read')
  return rows
}

/** Runs once, and once more carefully where values cannot be read or computed with. */
export async function carefullyIfNeeded<T>(run: (careful: boolean) => Promise<T>): Promise<T> {
  try {
    return await run(false)
  } catch (error) {
    const failed = error instanceof ProblemError && error.code === 'data_error'
    if (!failed && !(error instanceof OddValues)) throw error
    return run(true)
  }
}
