import { Anchor, Button, Group, Skeleton, Text, Title } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { DataTable, formatSpan, useSize } from '@tessera/ui'
import type { CellAddress, FrameMeta, MetricQuery, RowsAnswer } from '@tessera/plugin-api/wire'
import { problemOf } from '../api/problem-of.ts'
import { useTRPCClient } from '../api/trpc.ts'
import { csvFileName, tableCsv } from '../export/frame-csv.ts'
import { saveFile } from '../export/save-file.ts'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { partWords } from './definition-words.ts'
import { csvColumns, rowsFrame } from './rows-frame.ts'

const pageSize = 200

/** The rows behind one number, a page at a time. */
export function RowsView(props: {
  readonly title: string
  readonly query: MetricQuery
  readonly at: CellAddress
  readonly meta: FrameMeta
  readonly onBack: () => void
}) {
  const { title, query, at, meta, onBack } = props
  const client = useTRPCClient()
  const pages = useInfiniteQuery({
    queryKey: ['metrics', 'rows', query, at],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === undefined ? {} : { cursor: pageParam }
      return client.metrics.rows.query({ query, at, limit: pageSize, ...cursor }, { signal })
    },
    getNextPageParam: (last: RowsAnswer) => last.nextCursor ?? undefined,
  })
  const loaded = pages.data?.pages ?? []
  const [first] = loaded
  const answer = first && { ...first, rows: loaded.flatMap(({ rows }) => rows) }
  return (
    <section>
      <Anchor component="button" type="button" size="sm" onClick={onBack}>
        ‹ Explanation
      </Anchor>
      <Title order={3} size="h5" mt="sm">
        Rows behind this number
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {[title, ...(answer ? placeOf(answer) : [])].join(' · ')}
      </Text>
      {pages.isError && <ProblemNotice problem={problemOf(pages.error)} onRetry={() => void pages.refetch()} />}
      {pages.isPending && <Skeleton h={320} />}
      {answer && (
        <>
          <Rows answer={answer} meta={meta} title={title} />
          <Group justify="space-between" mt="sm">
            <Text size="sm" c="dimmed" role="status">
              {answer.rows.length.toLocaleString('en-US')} of {answer.total.toLocaleString('en-US')}, newest first
            </Text>
            <Group gap="xs">
              {pages.hasNextPage && (
                <Button
                  size="xs"
                  variant="default"
                  loading={pages.isFetchingNextPage}
                  onClick={() => void pages.fetchNextPage()}
                >
                  Load more
                </Button>
              )}
              <Button
                size="xs"
                variant="default"
                onClick={() =>
                  saveFile(
                    csvFileName(`Rows behind ${title}`, { meta: answer.meta }),
                    tableCsv(csvColumns(answer), answer.rows),
                  )
                }
              >
                Download CSV
              </Button>
            </Group>
          </Group>
          {answer.columns.some(({ type }) => type === 'instant') && (
            <Text size="xs" c="dimmed" mt="sm">
              Times are those of {answer.meta.timeZone}; the CSV has them as instants.
            </Text>
          )}
          {answer.columns.some(({ masked }) => masked) && (
            <Text size="xs" c="dimmed">
              Personal values are masked; an admin sees them.
            </Text>
          )}
        </>
      )}
    </section>
  )
}

/** Which part of the number the rows are behind, and the days it covers. */
function placeOf({ meta: { part, range } }: RowsAnswer): readonly string[] {
  return [...(part === '' ? [] : [partWords(part)]), formatSpan(range)]
}

function Rows(props: { readonly answer: RowsAnswer; readonly meta: FrameMeta; readonly title: string }) {
  const { answer, meta, title } = props
  const [ref, size] = useSize()
  return (
    <div className="behind-rows">
      <div ref={ref}>
        {size && <DataTable frame={rowsFrame(answer, meta)} label={`Rows behind ${title}`} {...size} />}
      </div>
    </div>
  )
}
