import { Button } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { Notice } from '../controls/notice.tsx'

/** Says that this device is offline, as long as it is. What is on the page stays readable. */
export function OfflineNotice() {
  const { online } = useNetwork()
  const queries = useQueryClient()
  if (online) return null
  return (
    <Notice tone="warn" title="You are offline">
      <p>The figures below may be old. They are asked for again when you are back online.</p>
      <Button size="compact-sm" variant="default" mt="xs" onClick={() => void queries.invalidateQueries()}>
        Try again
      </Button>
    </Notice>
  )
}
