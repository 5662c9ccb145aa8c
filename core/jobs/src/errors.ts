import { defineErrors } from '@tessera/plugin-api'

/** Every refusal of jobs. */
export const jobErrors = defineErrors({
  job_unknown: {
    status: 404,
    say: (p: { job: string; known: string }) => `there is no job '${p.job}'; there are: ${p.known || 'none'}`,
  },
  job_known_already: {
    status: 500,
    say: (p: { job: string }) => `the job '${p.job}' is defined twice; give one of them another name`,
  },
  job_needs_tenant: {
    status: 500,
    say: (p: { job: string }) => `the job '${p.job}' runs for one tenant at a time; say for which`,
  },
  job_takes_no_tenant: {
    status: 500,
    say: (p: { job: string }) => `the job '${p.job}' runs once for the whole installation; leave out the tenant`,
  },
  job_schedule_invalid: {
    status: 500,
    say: (p: { job: string; cron: string; reason: string }) =>
      `the schedule '${p.cron}' of the job '${p.job}' cannot be read: ${p.reason}; write five fields: minute, hour, day, month, weekday`,
  },
  job_input_wrong: {
    status: 500,
    say: (p: { job: string; reason: string }) =>
      `the input of a run of '${p.job}' cannot be kept: ${p.reason}; hand over JSON, and of much data where it lies`,
  },
  job_key_wrong: {
    status: 500,
    say: (p: { job: string }) =>
      `the key of a run of '${p.job}' is no text of 500 characters at most, without NUL and half characters; choose another`,
  },
  job_time_wrong: {
    status: 500,
    say: (p: { job: string }) =>
      `the time after which '${p.job}' is to run is none, or later than the year 2199; hand over a valid Date`,
  },
  job_run_unknown: {
    status: 404,
    say: (p: { run: string }) => `there is no run '${p.run}' of a job here; runs are kept for 30 days`,
  },
  job_timed_out: {
    status: 504,
    say: (p: { job: string; seconds: number }) =>
      `the job '${p.job}' took longer than its ${p.seconds} s and was ended; give it a longer timeout, or less to do in one run`,
  },
  job_stopped: { status: 503, say: () => 'the server is stopping; the job is run again by the next one' },
  job_cancelled: { status: 409, say: () => 'the run was cancelled' },
})
