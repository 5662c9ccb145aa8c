/** The one queue all jobs wait in. Each run has a key of its own, or shares one with runs that must not be twice. */
export const queueName = 'jobs'

/** Seconds after which the queue takes a run for stuck: its own timeout ends it a little earlier, and says so. */
export const expiryOf = (timeoutSeconds: number) => timeoutSeconds + 5

const dayInSeconds = 86_400

/** Seconds after which a run that is due and that nobody took is given up. */
export const waitsSeconds = 14 * dayInSeconds
/** Seconds for which a run that is over is kept. */
export const keptSeconds = 30 * dayInSeconds

/** What a run carries in the queue. */
export interface JobData {
  readonly job: string
  readonly tenantId: string | null
  readonly input: unknown
}

/** Key of a schedule: one for each job, or each job and tenant. */
export const scheduleKey = (job: string, tenantId: string | null) => `${job}/${tenantId ?? 'all'}`

/** The job a schedule's key is about. */
export const jobOfKey = (key: string) => key.slice(0, key.lastIndexOf('/'))

/** Key under which no second run may wait or be running. Without one the run shares it with nobody. */
export const runKey = (data: JobData, key: string | undefined) =>
  key === undefined ? crypto.randomUUID() : `${scheduleKey(data.job, data.tenantId)}/${key}`
