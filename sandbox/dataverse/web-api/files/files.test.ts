import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type Ask, askOf, errorOf, webApi } from '../../../../test/support/web-api.ts'
import { Environment } from '../../environment.ts'

const attributes = "EntityDefinitions(LogicalName='account')/Attributes"
const bytes = { 'content-type': 'application/octet-stream' }
const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(2000)])

test('the picture as it was sent is kept where its column says so', async (t) => {
  const { ask } = webApi(t)
  await addColumn(ask, 'Image', { SchemaName: 'new_photo', CanStoreFullImage: true })
  const account = await newAccount(ask)
  const named = { ...bytes, 'x-ms-file-name': 'photo.png' }
  for (const column of ['new_photo', 'entityimage'])
    assert.equal((await ask('PATCH', `${account}/${column}`, png.toString('latin1'), named)).status, 204)
  const full = await ask('GET', `${account}/new_photo/$value?size=full`)
  assert.deepEqual([full.status, full.headers['x-ms-file-name'], full.headers.mimetype], [200, 'photo.png', 'image/png'])
  assert.equal(full.text, png.toString('latin1'))
  assert.equal((await ask('GET', `${account}/entityimage/$value?size=full`)).status, 204)
  assert.equal((await ask('DELETE', `${account}/new_photo`)).status, 204)
  assert.equal((await ask('GET', `${account}/new_photo/$value?size=full`)).status, 204)
})

test('a new row takes its primary picture and no other, and none that is too large', async (t) => {
  const { ask } = webApi(t)
  await addColumn(ask, 'Image', { SchemaName: 'new_photo', MaxSizeInKB: 1 })
  const photo = { new_photo: png.toString('base64') }
  assert.equal(errorOf(await ask('POST', 'accounts', { name: 'A', ...photo })).code, '0x80090487')
  const tooLarge = errorOf(await ask('PATCH', await newAccount(ask), photo))
  assert.equal(tooLarge.code, '0x80072553')
  assert.match(tooLarge.message, /Reason: File size is too big\. MaxSize: 0 MB, Uploaded filesize: 0 MB\.$/)
  assert.equal(errorOf(await ask('POST', 'accounts', { name: 'A', entityimage: 'none' })).code, '0x80072553')
  assert.equal(errorOf(await ask('POST', 'accounts', { name: 'A', entityimage: 'no base' })).code, '0x80048d19')
})

test('files are there again when the sandbox starts again, and go with their row', async (t) => {
  const { ask, environment, folder } = webApi(t)
  await addColumn(ask, 'File', { SchemaName: 'new_order' })
  const account = await newAccount(ask)
  await ask('PUT', `${account}/new_order`, 'one\xff', { ...bytes, 'x-ms-file-name': 'one.txt' })
  environment.close()
  const again = Environment.open(folder)
  t.after(() => again.close())
  const later = askOf(again)
  assert.equal((await later('GET', `${account}/new_order/$value`)).text, 'one\xff')
  assert.equal((await later('GET', `${account}?$expand=account_FileAttachments`)).text.includes('"body":null'), true)
  await later('DELETE', account)
  assert.deepEqual((await later('GET', 'fileattachments')).body.value, [])
})

test('a chunk may be sent again, one of another file or of another size may not', async (t) => {
  const { ask, account } = await withFileColumn(t)
  const begun = await ask('PATCH', `${account}/new_order?x-ms-file-name=o.txt`, '', { 'x-ms-transfer-mode': 'chunked' })
  const query = /\?.*$/.exec(begun.headers.location ?? '')?.[0] ?? ''
  const send = (range: string, chunk: string, address = account) =>
    ask('PATCH', `${address}/new_order${query}`, chunk, { ...bytes, 'content-range': `bytes ${range}` })
  assert.equal((await send('2-3/4', 'cd')).status, 206)
  for (const chunk of ['ab', 'ab']) assert.equal((await send('0-1/4', chunk)).status, 204)
  assert.equal((await ask('GET', `${account}/new_order/$value`)).text, 'abcd')
  assert.equal((await send('0-1/4', 'abc')).status, 400)
  assert.equal((await send('0-1/4', 'ab', await newAccount(ask))).status, 400)
  assert.equal((await ask('PATCH', `${account}/new_order?sessiontoken=none`, 'ab', bytes)).status, 400)
})

test('part of a file is read by Range, which must begin within it; an empty column has nothing', async (t) => {
  const { ask, account } = await withFileColumn(t)
  assert.equal((await ask('GET', `${account}/new_order/$value`)).status, 204)
  await ask('PATCH', `${account}/new_order`, 'abcd', { ...bytes, 'x-ms-file-name': 'o.txt' })
  const read = (range: string) => ask('GET', `${account}/new_order/$value`, '', { range })
  const { status, text, headers } = await read('bytes=1-2')
  assert.deepEqual([status, text, headers['x-ms-file-size'], headers['x-ms-chunk-size']], [206, 'bc', '4', '4194304'])
  assert.deepEqual([(await read('bytes=2-')).text, (await read('bytes=2-9/12')).text], ['cd', 'cd'])
  assert.equal((await read('bytes=4-7')).status, 416)
})

test('bytes are for file columns alone, each with a name, and not within a batch', async (t) => {
  const { ask, account } = await withFileColumn(t)
  const named = { ...bytes, 'x-ms-file-name': 'o.txt' }
  for (const path of [account, `${account}/name`]) assert.equal((await ask('PATCH', path, '{"name":"B"}', named)).status, 415)
  assert.equal((await ask('PATCH', `${account}/new_order`, 'abcd', bytes)).status, 400)
  const part = `GET /api/data/v9.2/${account}/new_order/$value HTTP/1.1`
  const batch = `--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n${part}\r\n\r\n\r\n--b--\r\n`
  assert.match((await ask('POST', '$batch', batch, { 'content-type': 'multipart/mixed; boundary=b' })).text, /HTTP\/1\.1 501/)
  assert.equal((await ask('POST', 'InitializeFileBlocksUpload', {})).status, 501)
  assert.equal(errorOf(await ask('POST', 'DeleteFile', { FileId: crypto.randomUUID() })).code, '0x80040217')
})

test('file and image columns come with columns of their own, and hold what they may', async (t) => {
  const { ask } = webApi(t)
  await addColumn(ask, 'File', { SchemaName: 'new_order' })
  await addColumn(ask, 'Image', { SchemaName: 'new_photo', CanStoreFullImage: true })
  const { body } = await ask('GET', `${attributes}?$filter=AttributeType eq 'Virtual'&$select=LogicalName,MaxSizeInKB`)
  assert.deepEqual(
    (body.value as Record<string, unknown>[]).map(({ LogicalName, MaxSizeInKB }) => [LogicalName, MaxSizeInKB]),
    [
      ['entityimage', 10_240],
      ['new_order', 32_768],
      ['new_photo', 10_240],
    ],
  )
  const companions = 'new_order_name,new_photoid,new_photo_timestamp,new_photo_url'
  assert.equal((await ask('GET', `accounts?$select=${companions}`)).status, 200)
  const tooMuch = { SchemaName: 'new_more', MaxSizeInKB: 30_721 }
  assert.equal((await addColumn(ask, 'Image', tooMuch)).status, 400)
  assert.equal((await addColumn(ask, 'File', tooMuch)).status, 204)
})

async function withFileColumn(t: TestContext): Promise<{ ask: Ask; account: string }> {
  const { ask } = webApi(t)
  await addColumn(ask, 'File', { SchemaName: 'new_order' })
  return { ask, account: await newAccount(ask) }
}

function addColumn(ask: Ask, type: string, facts: object): ReturnType<Ask> {
  return ask('POST', attributes, { '@odata.type': `Microsoft.Dynamics.CRM.${type}AttributeMetadata`, ...facts })
}

async function newAccount(ask: Ask): Promise<string> {
  const { headers } = await ask('POST', 'accounts', { name: 'A' })
  return /accounts\(.*\)$/.exec(headers['odata-entityid'] ?? '')?.[0] ?? ''
}
