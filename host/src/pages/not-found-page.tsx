import { Button } from '@mantine/core'
import { Link, useLocation } from 'react-router'
import { pageTenant } from '../api/tenant-address.ts'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { usePageTitle } from '../controls/use-page-title.ts'

/** For addresses that lead nowhere. */
export function NotFoundPage() {
  const { pathname } = useLocation()
  usePageTitle('Not found')
  const outside = pageTenant() === null
  const maybe = outside ? '' : ' It may belong to a plugin that is not enabled for this tenant.'
  const detail = `There is no page at ${pathname}.${maybe}`
  return (
    <ProblemNotice problem={{ code: 'not_found', detail, status: 404 }} title="Page not found" fullPage={outside}>
      <Button component={Link} to="/">
        To the first page
      </Button>
      <Button component={Link} to="/catalogue" variant="default">
        To the catalogue
      </Button>
    </ProblemNotice>
  )
}
