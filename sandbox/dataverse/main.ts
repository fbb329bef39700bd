// Starts the sandbox Dynamics 365: npx node sandbox/dataverse/main.ts --port 8443 --data .landbridge
import { parseArgs } from 'node:util'
import { readLimits } from './protection/limits.ts'
import { startDataverse } from './start.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8443' },
    data: { type: 'string', default: '.landbridge' },
    'real-limits': { type: 'boolean', default: false },
    tenant: { type: 'string', multiple: true, default: ['sandbox'] },
  },
})

try {
  const limits = values['real-limits'] ? readLimits({}) : undefined
  const dataverse = await startDataverse({ port: Number(values.port), folder: values.data, tenants: values.tenant, limits })
  // Whoever started us is gone or wants us gone.
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect'] as const) {
    process.once(event, () => dataverse.close().finally(() => process.exit(0)))
  }
  console.log(`Sandbox Dynamics 365: ${dataverse.url}`)
  process.send?.({ ready: true, port: dataverse.port })
} catch (error) {
  console.error(`The sandbox Dynamics 365 could not start: ${(error as Error).message}`)
  process.exit(1)
}
