import { Button } from '@mantine/core'
import { isRouteErrorResponse, Link, useRouteError } from 'react-router'
import { problemOf } from '../api/problem-of.ts'
import { usePageTitle } from '../controls/use-page-title.ts'
import { ProblemNotice } from '../controls/problem-notice.tsx'

/** Takes the place of a page that broke. */
export function ErrorPage() {
  const error = useRouteError()
  usePageTitle('Error')
  const problem = isRouteErrorResponse(error)
    ? { code: `http_${error.status}`, detail: error.statusText, status: error.status }
    : problemOf(error)
  return (
    <ProblemNotice
      problem={problem}
      {...(problem.code === 'offline' ? {} : { title: 'This page broke' })}
      onRetry={() => window.location.reload()}
    >
      <Button component={Link} to="/" variant="default">
        To the first page
      </Button>
    </ProblemNotice>
  )
}
