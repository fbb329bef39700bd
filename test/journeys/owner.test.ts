import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Settings } from '../../src/settings/settings.ts'
import { changeRow } from '../support/dynamics-rows.ts'
import { debmas } from '../support/idocs.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'

const north = { domainName: 'sales.north@sandbox.example' }

for (const [claim, fallbackOwner, employee, owner, warning] of [
  ['the employee responsible owns the account', undefined, '9002', 'sales.south@sandbox.example', undefined],
  [
    'an unknown employee leaves the owner as it is, and it is said',
    undefined,
    '9999',
    'landbridge@sandbox.example',
    /ownerid was left out: Dynamics 365 has no enabled systemuser employeeid=9999/,
  ],
  [
    'a disabled employee counts as unknown',
    undefined,
    '9003',
    'landbridge@sandbox.example',
    /ownerid was left out: Dynamics 365 has no enabled systemuser employeeid=9003/,
  ],
  [
    'in place of an unknown employee comes the fallback owner, and it is said',
    north,
    '9999',
    'sales.north@sandbox.example',
    /no enabled systemuser employeeid=9999, so the fallback owner was set \(enabled systemuser domainname=sales\.north@sandbox\.example\)/,
  ],
  [
    'in place of a disabled employee comes the fallback owner',
    north,
    '9003',
    'sales.north@sandbox.example',
    /no enabled systemuser employeeid=9003, so the fallback owner was set/,
  ],
  [
    'a fallback owner who is disabled is not taken',
    { employeeNumber: '9003' },
    '9999',
    'landbridge@sandbox.example',
    /ownerid was left out/,
  ],
] as const) {
  test(claim, async (t) => {
    const product = await landbridge(t, withFallback(fallbackOwner))
    await product.post(customer(1, employee))
    await product.settled()
    assert.equal(await ownerOf(product), owner)
    const said = JSON.stringify(await product.get('/api/messages/1'))
    if (warning === undefined) assert.match(said, /"warnings":\[\]/)
    else assert.match(said, warning)
  })
}

test('an employee who is there later owns the account with the next document', async (t) => {
  const product = await landbridge(t, withFallback(north))
  await product.post(customer(1, '9999'))
  await product.settled()
  const [user] = await product.rows<{ systemuserid: string }>("systemusers?$filter=employeeid eq '9002'")
  await changeRow(product.dynamics, `systemusers(${user?.systemuserid})`, { employeeid: '9999' })
  await product.post(customer(2, '9999'))
  await product.settled()
  assert.equal(await ownerOf(product), 'sales.south@sandbox.example')
})

test('check user tells who is disabled', async (t) => {
  const product = await landbridge(t)
  const check = (body: object) => product.act<{ exists: boolean; isDisabled: boolean | null }>('/api/crm/v1/users/check', body)
  for (const [given, exists, isDisabled] of [
    [{ employeeNumber: '9003' }, true, true],
    [{ domainName: 'sales.north@sandbox.example' }, true, false],
    [{ email: 'nobody@sandbox.example' }, false, null],
  ] as const) {
    const answer = await check(given)
    assert.deepEqual([answer.exists, answer.isDisabled], [exists, isDisabled])
  }
})

function withFallback(fallbackOwner: Settings['dataverse']['fallbackOwner']) {
  return (settings: Settings): Settings => ({ ...settings, dataverse: { ...settings.dataverse, fallbackOwner } })
}

function customer(number: number, employee: string): string {
  const partner = `<E1KNVVM SEGMENT="1"><MSGFN>005</MSGFN><VKORG>1000</VKORG><VTWEG>10</VTWEG><SPART>00</SPART><E1KNVPM SEGMENT="1"><MSGFN>005</MSGFN><PARVW>VE</PARVW><KUNN2>0000${employee}</KUNN2></E1KNVPM></E1KNVVM>`
  return debmas({ docnum: number, customer: 4711, fields: { NAME1: `Name ${number}` } }).replace(
    '</E1KNA1M>',
    `${partner}</E1KNA1M>`,
  )
}

async function ownerOf(product: TestLandbridge): Promise<string | undefined> {
  const [row] = await product.rows<{ owninguser: { domainname: string } }>('accounts?$expand=owninguser($select=domainname)')
  return row?.owninguser.domainname
}
