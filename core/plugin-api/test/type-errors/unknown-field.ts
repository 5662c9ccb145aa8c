import { definePlugin } from '@tessera/plugin-api'

export const plugin = definePlugin({ id: 'wrong', title: 'Wrong', permisions: {} })
