import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { serverAddress } from '../api/base-path.ts'
import { useSession } from '../session/session-context.ts'
import { Notice } from '../controls/notice.tsx'
import { CopyableCode } from '../controls/copyable-code.tsx'
import type { DashboardDocument } from '../api/dashboard-document.ts'
import type { PageTime } from '@tessera/registry/web'
import { includesToday, withToday } from '../state/includes-today.ts'
import { rangeWords } from '../state/range-presets.ts'
import { useCarriedSearch, useViewState } from '../state/use-view-state.ts'
import { firstEventCurl, randomUuid } from './first-event-curl.ts'

type Told = NonNullable<DashboardDocument['firstEvent']>

/** How to send a first event, and how to see it counted at once. */
export function FirstEvent({ told, time }: { readonly told: Told; readonly time: PageTime }) {
  const { tenant, role } = useSession()
  const { update } = useViewState()
  const search = useCarriedSearch()
  const [event] = useState(() => ({
    id: randomUuid(),
    userId: told.needsUser ? randomUuid() : null,
    at: new Date().toISOString(),
  }))
  const command = { origin: serverAddress(), event: told.event, properties: told.example }
  const key =
    role === 'admin' ? (
      <>
        Create a key that may send events under{' '}
        <Link className="link" to={{ pathname: '/admin/keys', search }}>
          API keys
        </Link>
      </>
    ) : (
      'Ask an admin for an API key that may send events'
    )
  return (
    <Notice tone="info" title={`There is next to nothing to count for ${tenant.name} yet`}>
      <p>
        The figures are computed from events. {key}, then post the first one: {told.title}
        {told.description === undefined ? '.' : `, ${told.description}.`}
      </p>
      {includesToday(time.range, new Date(event.at)) ? (
        <p>The range above includes today: refresh the page afterwards and the event is counted.</p>
      ) : (
        <>
          <p>
            The event is dated now, and “{rangeWords(time.range)}” ends before today. Include today, then refresh the
            page after posting to see it counted.
          </p>
          <Button size="compact-sm" variant="default" my={4} onClick={() => update({ range: withToday(time.range) })}>
            Include today
          </Button>
        </>
      )}
      <CopyableCode label="First event" text={firstEventCurl({ ...event, ...command })} />
    </Notice>
  )
}
