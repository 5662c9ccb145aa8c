import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { problemOf } from '../api/problem-of.ts'
import { ProblemNotice } from '../controls/problem-notice.tsx'

/** What is asked of the server, as far as it came. */
export interface Answer<Data> {
  readonly data: Data | undefined
  readonly error: unknown
  readonly isPending: boolean
  readonly refetch: () => unknown
}

/** What is shown of an answer: while it is fetched, when that fails, and then. */
export function Answered<Data>(props: {
  readonly answer: Answer<Data>
  /** Of what is shown while it is fetched, in pixels. */
  readonly height?: number
  readonly children: (data: Data) => ReactNode
}) {
  const { answer, height = 120, children } = props
  return (
    <>
      {answer.isPending && <Skeleton height={height} />}
      {answer.error !== null && (
        <ProblemNotice problem={problemOf(answer.error)} onRetry={() => void answer.refetch()} />
      )}
      {answer.data !== undefined && children(answer.data)}
    </>
  )
}
