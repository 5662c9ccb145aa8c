import { notifications } from '@mantine/notifications'
import { problemOf } from '../api/problem-of.ts'

/** Tells the reader that something they asked for did not work. */
export function notifyProblem(error: unknown): void {
  const { code, detail } = problemOf(error)
  notifications.show({ color: 'red', title: 'This did not work', message: `${detail} (${code})`, autoClose: 12_000 })
}

/** Tells the reader that something is done. */
export function notifyDone(message: string): void {
  notifications.show({ message, autoClose: 4000 })
}
