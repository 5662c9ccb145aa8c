import { Button } from '@mantine/core'
import { Link, useLocation } from 'react-router'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { usePageTitle } from '../controls/use-page-title.ts'

/** For addresses that lead nowhere. */
export function NotFoundPage() {
  const { pathname } = useLocation()
  usePageTitle('Not found')
  const detail = `There is no page at ${pathname}. It may belong to a plugin that is not enabled for this tenant.`
  return (
    <ProblemNotice problem={{ code: 'not_found', detail, status: 404 }} title="Page not found">
      <Button component={Link} to="/">
        To the first page
      </Button>
      <Button component={Link} to="/catalogue" variant="default">
        To the catalogue
      </Button>
    </ProblemNotice>
  )
}
