/** What a run carries in the queue. */
export interface JobData {
  readonly job: string
  readonly tenantId: string | null
  readonly input: unknown
}

/** Key of a schedule: one for each job, or each job and tenant. */
export const scheduleKey = (job: string, tenantId: string | null) => `${job}/${tenantId ?? 'all'}`

/** Key under which no second run may wait or be running. Without one the run shares it with nobody. */
export const runKey = (data: JobData, key: string | undefined) =>
  key === undefined ? crypto.randomUUID() : `${scheduleKey(data.job, data.tenantId)}/${key}`
