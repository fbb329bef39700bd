import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settingsFor } from '../test/support/test-settings.ts'
import { alertTargets } from './alert-targets.ts'
import type { Settings } from './settings/settings.ts'

const dynamics = { url: 'https://localhost', port: 0, caFile: '' }
const usual = settingsFor({ folder: '', databaseUrl: 'postgres://localhost/none', dynamics })
const told = (alerts: Partial<Settings['alerts']>) =>
  alertTargets({ ...usual, alerts: { ...usual.alerts, ...alerts } }, ['invoice'])

const server = { host: 'smtp.contoso.example', port: 587, security: 'none', from: 'landbridge@contoso.example' } as const
const finance = { name: 'finance', to: ['ar@contoso.example'], interfaces: ['invoice'] }

test('people in `to`, groups, Teams channels and webhooks are targets with limits of their own', () => {
  const { targets, untold } = told({
    email: { ...server, to: ['all@contoso.example'], groups: [finance] },
    teams: [{ name: 'basis', url: 'https://teams.contoso.example/in', rules: ['database'], channels: 'all' }],
  })
  const nothing = { rules: undefined, interfaces: undefined, channels: undefined }
  assert.deepEqual(
    targets.map(({ name, to, limits }) => [name, to, limits]),
    [
      ['email', 'all@contoso.example', nothing],
      ['email/finance', 'ar@contoso.example', { ...nothing, interfaces: ['invoice'] }],
      ['teams/basis', 'basis', { ...nothing, rules: ['database'], channels: 'all' }],
    ],
  )
  assert.deepEqual(untold, [])
})

test('a limit to an interface or a channel that does not exist is named, with those there are', () => {
  const groups = (one: object) => () => told({ email: { ...server, groups: [finance, { ...finance, name: 'b', ...one }] } })
  assert.throws(groups({ interfaces: ['invoices'] }), {
    name: 'SettingsError',
    message: "alerts.email.groups.1.interfaces names 'invoices', which is no interface; there is invoice, or 'all'",
  })
  assert.throws(groups({ channels: ['dynamics'] }), {
    message:
      "alerts.email.groups.1.channels names 'dynamics', which is no channel; there is idoc-http, idoc-soap, xi-http, dataverse, or 'all'",
  })
  const webhooks = [{ name: 'pager', url: 'https://pager.contoso.example', key: 'k', channels: ['idoc-file'] }]
  assert.throws(() => told({ webhooks }), { message: /^alerts\.webhooks\.0\.channels names 'idoc-file'/ })
  const email = { ...server, to: ['a@contoso.example'], groups: [], interfaces: ['x'] }
  assert.throws(() => told({ email }), { message: /^alerts\.email\.interfaces names 'x'/ })
})
