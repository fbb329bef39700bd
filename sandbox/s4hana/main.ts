// Starts the sandbox S/4HANA: npx node sandbox/s4hana/main.ts --port 8090 --data .landbridge --target http://127.0.0.1:8080/idoc
import { parseArgs } from 'node:util'
import { startS4hana } from './start.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8090' },
    data: { type: 'string', default: '.landbridge' },
    target: { type: 'string', default: 'http://127.0.0.1:8080/idoc' },
    user: { type: 'string', default: 'S4HCLNT100' },
    password: { type: 'string', default: 'sandbox' },
    documents: { type: 'string', default: 'yes' },
    packet: { type: 'string', default: '1' },
    processes: { type: 'string', default: '1' },
  },
})

// Whoever started us is gone or wants us gone: nothing is lost, every change stands in the journal.
for (const event of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(event, () => process.exit(0))

try {
  const s4hana = await startS4hana({
    port: Number(values.port),
    folder: values.data,
    target: values.target,
    user: values.user,
    password: values.password,
    documents: values.documents === 'yes',
    packetSize: Number(values.packet),
    processes: Number(values.processes),
  })
  console.log(`Sandbox S/4HANA: http://localhost:${s4hana.port}`)
  process.send?.({ ready: true, port: s4hana.port })
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException
  console.error(
    `The sandbox S/4HANA could not start: ${code === 'EADDRINUSE' ? `Port ${values.port} is in use; choose another one` : message}`,
  )
  process.exit(1)
}
