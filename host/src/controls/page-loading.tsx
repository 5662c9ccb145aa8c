import { Center, Loader } from '@mantine/core'

/** Shown while a page is on its way. */
export function PageLoading() {
  return (
    <Center mih="60vh" role="status" aria-label="Loading">
      <Loader type="dots" />
    </Center>
  )
}
