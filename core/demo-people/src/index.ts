export { addPeople } from './add-people.ts'
export { inventPeople } from './invent-people.ts'
export { readPeople } from './read-people.ts'
