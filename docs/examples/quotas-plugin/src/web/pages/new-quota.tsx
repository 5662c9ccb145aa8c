import { useState } from 'react'
import { pluginClient } from '@tessera/plugin-api/web'
import { plugin } from '../../plugin.ts'
import type { routes } from '../../server/routes.ts'

/** Sets the quota of one team and says what became of it. */
export default function NewQuotaPage() {
  const [said, say] = useState('')
  const submit = async (form: FormData) => {
    const input = {
      team: String(form.get('team')),
      year: Number(form.get('year')),
      amount: Number(form.get('amount')),
    }
    try {
      const { team } = await pluginClient<typeof routes>(plugin).set.mutate(input)
      say(`${team} has its quota for ${input.year}.`)
    } catch (error) {
      say(String(Object(error).message))
    }
  }
  return (
    <article>
      <h1>Set a quota</h1>
      <form action={(form) => void submit(form)}>
        <p>
          <label>
            Team <input name="team" required maxLength={100} />
          </label>
        </p>
        <p>
          <label>
            Year <input name="year" type="number" min={2000} max={2100} required />
          </label>
        </p>
        <p>
          <label>
            Amount <input name="amount" type="number" min={0} step="0.01" required />
          </label>
        </p>
        <button type="submit">Set it</button>
      </form>
      <p role="status">{said}</p>
    </article>
  )
}
