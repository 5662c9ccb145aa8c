import { Button, Divider, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useSearchParams } from 'react-router'
import { problemOf, type ShownProblem } from '../api/problem-of.ts'
import { loadInstead } from '../api/tenant-address.ts'
import { SignInError, signInAsDemo, signInByPassword } from '../api/sign-in.ts'
import { BrandMark } from '../shell/brand.tsx'
import { useDemo } from '../api/use-demo.ts'
import { insidePath } from './inside-path.ts'
import { usePageTitle } from '../controls/use-page-title.ts'

const roles = [
  { role: 'viewer', label: 'Viewer' },
  { role: 'editor', label: 'Editor' },
  { role: 'admin', label: 'Admin' },
] as const

/** Signs people in and sends them to where they wanted to go. */
export function SignInPage() {
  usePageTitle('Sign in')
  const [params] = useSearchParams()
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const demo = useDemo()
  const enter = async (who: string, signIn: () => Promise<void>) => {
    setBusy(who)
    setProblem(null)
    try {
      await signIn()
      loadInstead(insidePath(params.get('to')))
    } catch (error) {
      setProblem(error instanceof SignInError ? error.problem : problemOf(error))
      setBusy(null)
    }
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const field = (name: string) => String(form.get(name) ?? '')
    void enter('password', () => signInByPassword(field('email'), field('password')))
  }
  return (
    <main className="sign-in">
      <Paper withBorder p="xl" className="sign-in-card">
        <Group gap="sm" mb="lg">
          <BrandMark />
          <Title order={1} size="h3">
            Sign in to Tessera
          </Title>
        </Group>
        <form onSubmit={submit}>
          <Stack gap="md">
            <TextInput
              name="email"
              type="email"
              label="Email"
              autoComplete="username"
              required
              withAsterisk={false}
              autoFocus={!demo}
            />
            <PasswordInput
              name="password"
              label="Password"
              autoComplete="current-password"
              required
              withAsterisk={false}
            />
            <div role="alert">{problem !== null && <Refusal problem={problem} />}</div>
            <Button type="submit" loading={busy === 'password'} disabled={busy !== null && busy !== 'password'}>
              Sign in
            </Button>
          </Stack>
        </form>
        {demo && (
          <>
            <Divider my="lg" label="or look around in the demo as" />
            <Group grow gap="sm">
              {roles.map(({ role, label }) => (
                <Button
                  key={role}
                  variant="default"
                  loading={busy === role}
                  disabled={busy !== null && busy !== role}
                  onClick={() => void enter(role, () => signInAsDemo(role))}
                >
                  {label}
                </Button>
              ))}
            </Group>
          </>
        )}
      </Paper>
    </main>
  )
}

function Refusal({ problem }: { readonly problem: ShownProblem }) {
  return (
    <Text size="sm" c="var(--t-bad)">
      {problem.detail}{' '}
      <Text span size="xs" c="dimmed">
        ({problem.code})
      </Text>
    </Text>
  )
}
