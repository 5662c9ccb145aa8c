import { createClient, createRecorder } from '@tessera/client'

const client = createClient({ address: 'https://metrics.example', key: process.env.TESSERA_KEY ?? '' })
export const recorder = createRecorder(client)

/** A request of yours goes on at once; what it tells is sent later, in a batch. */
export function answerSurvey(userId: string, score: number): void {
  recorder.record('npsAnswer', { userId, score })
}
