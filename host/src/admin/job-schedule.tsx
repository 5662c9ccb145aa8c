import { useQuery } from '@tanstack/react-query'
import { scheduleWords, type ShownSchedule } from './schedule-words.ts'

/** When a job runs, in words and as it is written: `Runs at 3:00 AM in Europe/Berlin (0 3 * * *)`. */
export function JobSchedule({ schedule }: { readonly schedule: ShownSchedule | null }) {
  const words = useQuery({
    queryKey: ['schedule-words', schedule?.cron],
    queryFn: () => scheduleWords({ cron: schedule?.cron ?? '' }),
    enabled: schedule !== null,
    staleTime: Infinity,
  })
  if (schedule === null) return 'Runs when something asks for it'
  const { cron, zone } = schedule
  // why: a schedule that breaks in the middle cannot be read
  const written = <span className="unbroken">{cron}</span>
  if (!words.data)
    return (
      <>
        Runs at {written} in {zone}
      </>
    )
  return (
    <>
      Runs {words.data} in {zone} ({written})
    </>
  )
}
