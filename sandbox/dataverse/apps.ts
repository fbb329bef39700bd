import type { App } from './entra/registrations.ts'
import { applicationObjectId, applicationUserId } from './seeds.ts'

/** The app registration that clients of the sandbox use. */
export const landbridge: App = {
  clientId: 'landbridge',
  secret: 'landbridge-secret',
  objectId: applicationObjectId,
  userId: applicationUserId,
}

/** Known to the tenant, but no user of the environment: it gets a token, and Dynamics 365 turns it away. */
export const stranger: App = {
  clientId: 'stranger',
  secret: 'stranger-secret',
  objectId: '5f0a1c1e-6d53-4c1a-9b0e-0d6a7c1f2b02',
  userId: undefined,
}
