import { Stack, Title } from '@mantine/core'
import type { MetricQuery } from '@tessera/plugin-api/wire'
import { serverAddress } from '../api/base-path.ts'
import { CopyableCode } from '../controls/copyable-code.tsx'
import { SqlText } from './sql-text.tsx'
import { queryCommands } from './query-commands.ts'
import { useSession } from '../session/session-context.ts'

/** The statement behind an answer, and how to ask the same from a program. */
export function ExplainQuery(props: {
  readonly sql: string
  readonly parameters: readonly unknown[]
  readonly query: MetricQuery
}) {
  const { sql, parameters, query } = props
  const { tenant } = useSession()
  const { curl, cli } = queryCommands(query, serverAddress(), tenant.slug)
  const values = parameters.map((value, index) => `$${index + 1} = ${JSON.stringify(value)}`).join('\n')
  return (
    <section>
      <Title order={3} size="h5" mb="sm">
        SQL
      </Title>
      <Stack gap="md">
        <CopyableCode label="Statement" text={sql}>
          <SqlText sql={sql} />
        </CopyableCode>
        {values !== '' && <CopyableCode label="Parameters" text={values} />}
      </Stack>
      <Title order={3} size="h5" mt="xl" mb="sm">
        Ask the same from a program
      </Title>
      <Stack gap="md">
        <CopyableCode label="curl" text={curl} />
        <CopyableCode label="Command line" text={cli} />
      </Stack>
    </section>
  )
}
