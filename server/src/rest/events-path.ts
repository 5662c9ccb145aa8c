/** Path events are posted to. */
export const eventsPath = '/api/v1/events'
