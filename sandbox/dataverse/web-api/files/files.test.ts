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

test('a picture is no file of its row, and goes with it', async (t) => {
  const { ask } = webApi(t)
  await addColumn(ask, 'Image', { SchemaName: 'new_photo', CanStoreFullImage: true })
  await addColumn(ask, 'File', { SchemaName: 'new_order' })
  const account = await newAccount(ask)
  await ask('PATCH', `${account}/new_photo`, png.toString('latin1'), { ...bytes, 'x-ms-file-name': 'photo.png' })
  assert.deepEqual((await ask('GET', `${account}?$expand=account_FileAttachments`)).body.account_FileAttachments, [])
  const { body } = await ask('GET', 'fileattachments?$select=objecttypecode,_objectid_value')
  const [file] = body.value as Record<string, unknown>[]
  assert.deepEqual([file?.objecttypecode, file?._objectid_value], ['imagedescriptor', null])
  await ask('DELETE', account)
  assert.deepEqual((await ask('GET', 'fileattachments')).body.value, [])
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
  const empty = await ask('GET', `${account}/new_order/$value`)
  assert.deepEqual([empty.status, errorOf(empty).code], [404, '0x80040217'])
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
  assert.equal(errorOf(await ask('POST', 'DeleteFile', { FileId: crypto.randomUUID() })).code, '0x80040217')
})

test('a block goes by an id like the others, and only what was uploaded becomes a file', async (t) => {
  const { ask, account } = await withFileColumn(t)
  const begin = { ...columnOf(account), FileName: 'o.txt' }
  const FileContinuationToken = (await ask('POST', 'InitializeFileBlocksUpload', begin)).body.FileContinuationToken
  const send = (id: string, data: string) =>
    ask('POST', 'UploadBlock', { BlockId: base64(id), BlockData: base64(data), FileContinuationToken })
  for (const [id, data] of [
    ['2', 'cd'],
    ['1', 'xx'],
    ['1', 'ab'],
    ['3', 'ef'],
  ] as const)
    assert.equal((await send(id, data)).status, 204)
  for (const [id, data] of [
    ['1234', 'ab'],
    ['x'.repeat(65), 'ab'],
    ['4', 'x'.repeat(4 * 1024 ** 2 + 1)],
  ] as const)
    assert.equal((await send(id, data)).status, 400)
  const commit = (...ids: string[]) =>
    ask('POST', 'CommitFileBlocksUpload', {
      FileName: 'one.txt',
      MimeType: 'text/x-order',
      BlockList: ids.map(base64),
      FileContinuationToken,
    })
  assert.equal((await commit('1', '4')).status, 400)
  const { body } = await commit('1', '2')
  const { text, headers } = await ask('GET', `${account}/new_order/$value`)
  assert.deepEqual([text, headers['x-ms-file-name'], headers.mimetype], ['abcd', 'one.txt', 'text/x-order'])
  assert.equal((await ask('GET', `${account}/new_order`)).status, 200)
  assert.equal((await ask('GET', `${account}?$select=new_order`)).body.new_order, body.FileId)
})

test('messages of files are told what they lack', async (t) => {
  const { ask, account } = await withFileColumn(t)
  const named = { ...columnOf(account), FileName: 'o.txt' }
  const refusals: [message: string, parameters: object, status: number, code: string][] = [
    ['InitializeFileBlocksUpload', { ...named, Target: undefined }, 400, '0x80040203'],
    ['InitializeFileBlocksUpload', { ...named, FileName: undefined }, 400, '0x80040203'],
    ['InitializeFileBlocksUpload', { ...named, FileAttributeName: 'name' }, 400, '0x80040203'],
    ['InitializeFileBlocksUpload', { ...named, ...columnOf(`accounts(${crypto.randomUUID()})`) }, 404, '0x80040217'],
    ['InitializeFileBlocksDownload', columnOf(account), 404, '0x80040217'],
    ['UploadBlock', { BlockId: 'AAAA', BlockData: 'AAAA', FileContinuationToken: 'none' }, 400, '0x80040203'],
    ['DownloadBlock', { Offset: 0, BlockLength: 1, FileContinuationToken: 'none' }, 400, '0x80040203'],
    ['DownloadBlock', { Offset: -1, BlockLength: 1, FileContinuationToken: 'none' }, 400, '0x80040203'],
  ]
  for (const [message, parameters, status, code] of refusals) {
    const refused = await ask('POST', message, parameters)
    assert.deepEqual([message, refused.status, errorOf(refused).code], [message, status, code])
  }
  assert.equal((await ask('GET', 'UploadBlock')).status, 404)
})

test('a picture comes in blocks, and is read in blocks where it is kept in full', async (t) => {
  const { ask } = webApi(t)
  await addColumn(ask, 'Image', { SchemaName: 'new_photo', CanStoreFullImage: true })
  const account = await newAccount(ask)
  for (const column of ['new_photo', 'entityimage']) {
    const begin = { ...columnOf(account, column), FileName: 'photo.png' }
    const { FileContinuationToken } = (await ask('POST', 'InitializeFileBlocksUpload', begin)).body
    const block = { BlockId: 'AAAA', BlockData: png.toString('base64'), FileContinuationToken }
    assert.equal((await ask('POST', 'UploadBlock', block)).status, 204)
    const file = { FileName: 'photo.png', MimeType: 'image/png', BlockList: ['AAAA'], FileContinuationToken }
    assert.equal((await ask('POST', 'CommitFileBlocksUpload', file)).body.FileSizeInBytes, png.length)
  }
  const { body } = await ask('POST', 'InitializeFileBlocksDownload', columnOf(account, 'new_photo'))
  assert.deepEqual([body.FileSizeInBytes, body.FileName, body.IsChunkingSupported], [png.length, 'photo.png', true])
  const { FileContinuationToken } = body
  const read = await ask('POST', 'DownloadBlock', { Offset: 4, BlockLength: 9_999, FileContinuationToken })
  assert.deepEqual(Buffer.from(String(read.body.Data), 'base64'), png.subarray(4))
  assert.equal((await ask('POST', 'DownloadBlock', { Offset: png.length, BlockLength: 1, FileContinuationToken })).status, 400)
  const thumbnail = await ask('POST', 'InitializeFileBlocksDownload', columnOf(account, 'entityimage'))
  assert.match(
    errorOf(thumbnail).message,
    /^No FileAttachment records found for imagedescriptorId: [\da-f-]{36} for image attribute/,
  )
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

/** As a message names a column of a row. */
function columnOf(account: string, FileAttributeName = 'new_order'): object {
  const accountid = account.slice('accounts('.length, -1)
  return { Target: { '@odata.type': 'Microsoft.Dynamics.CRM.account', accountid }, FileAttributeName }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

function addColumn(ask: Ask, type: string, facts: object): ReturnType<Ask> {
  return ask('POST', attributes, { '@odata.type': `Microsoft.Dynamics.CRM.${type}AttributeMetadata`, ...facts })
}

async function newAccount(ask: Ask): Promise<string> {
  const { headers } = await ask('POST', 'accounts', { name: 'A' })
  return /accounts\(.*\)$/.exec(headers['odata-entityid'] ?? '')?.[0] ?? ''
}
