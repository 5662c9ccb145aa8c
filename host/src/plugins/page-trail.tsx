import { Anchor, Breadcrumbs, Text } from '@mantine/core'
import { Link } from 'react-router'
import { plainPath } from '@tessera/registry/web'
import { useSession, type SignedInSession } from '../session/session-context.ts'
import { groupOf } from '../shell/by-domain.ts'

/** Where a page of a plugin lies: its part of the business, the page, and within it what the address names. */
export function PageTrail(props: {
  readonly page: SignedInSession['pages'][number]
  readonly params: Readonly<Record<string, string>>
  /** Title of what is drawn: the name of what the address names, once it is known. */
  readonly title: string
}) {
  const { page, params, title } = props
  const { plugins, pages } = useSession()
  const inside = Object.values(params)
  const here = inside.length === 0
  // why: what one of many is shown by lies below the list of all
  const list = here
    ? undefined
    : pages.find(({ plugin, path }) => plugin === page.plugin && path === wordsBefore(page.path))
  const plain = plainPath((list ?? page).path)
  return (
    <nav aria-label="Breadcrumb" className="page-trail">
      <Breadcrumbs separator="›" separatorMargin={6}>
        <Text size="sm" c="dimmed">
          {groupOf(page.plugin, plugins).title}
        </Text>
        {here || plain === null ? (
          <Text size="sm" {...(here ? { 'aria-current': 'page' as const } : { c: 'dimmed' })}>
            {page.title}
          </Text>
        ) : (
          <Anchor component={Link} to={`/p/${page.plugin}/${plain}`} size="sm">
            {(list ?? page).title}
          </Anchor>
        )}
        {!here && (
          <Text size="sm" aria-current="page">
            {title === page.title ? inside.join(' · ') : title}
          </Text>
        )}
      </Breadcrumbs>
    </nav>
  )
}

/** The part of a path before its first parameter: `accounts` of `accounts/:accountId`. */
const wordsBefore = (path: string) => path.replace(/\/?:.*$/, '')
