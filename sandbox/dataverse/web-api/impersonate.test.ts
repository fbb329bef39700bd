import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorOf, webApi } from '../../../test/support/web-api.ts'
import { applicationUserId } from '../seeds.ts'

const id = '11111111-2222-4333-8444-555555555555'

test('who acts for another user writes in that user’s name, and the row tells who it was', async (t) => {
  const { environment, ask } = webApi(t)
  const other = environment.rowsOf('systemuser')[1]
  const byWhom = async () => {
    const columns = ['createdby', 'createdonbehalfby', 'modifiedby', 'modifiedonbehalfby', 'ownerid']
    const { body } = await ask('GET', `accounts(${id})?$select=${columns.map((name) => `_${name}_value`).join(',')}`)
    return columns.map((name) => body[`_${name}_value`])
  }
  await ask('POST', 'accounts', { accountid: id, name: 'A' }, { mscrmcallerid: other?.id ?? '' })
  assert.deepEqual(await byWhom(), [other?.id, applicationUserId, other?.id, applicationUserId, other?.id])
  await ask('PATCH', `accounts(${id})`, { name: 'B' })
  assert.deepEqual(await byWhom(), [other?.id, applicationUserId, applicationUserId, null, other?.id])
  const objectId = String(other?.values.azureactivedirectoryobjectid)
  await ask('PATCH', `accounts(${id})`, { name: 'C' }, { callerobjectid: objectId.toUpperCase() })
  assert.deepEqual((await byWhom()).slice(2, 4), [other?.id, applicationUserId])
  assert.equal((await ask('GET', 'WhoAmI', '', { callerobjectid: objectId })).body.UserId, other?.id)
})

test('who names oneself is not impersonated', async (t) => {
  const { ask } = webApi(t)
  await ask('POST', 'accounts', { accountid: id, name: 'A' }, { mscrmcallerid: applicationUserId })
  assert.equal((await ask('GET', `accounts(${id})?$select=_createdonbehalfby_value`)).body._createdonbehalfby_value, null)
})

test('a user that is not there or disabled cannot be acted for', async (t) => {
  const { environment, ask } = webApi(t)
  const disabled = environment.rowsOf('systemuser').find(({ values }) => values.isdisabled === true)
  assert.equal(errorOf(await ask('GET', 'WhoAmI', '', { callerobjectid: id })).code, '0x80072560')
  assert.equal(errorOf(await ask('GET', 'WhoAmI', '', { mscrmcallerid: id })).code, '0x80040217')
  assert.equal(errorOf(await ask('GET', 'WhoAmI', '', { mscrmcallerid: disabled?.id ?? '' })).code, '0x80072560')
})
