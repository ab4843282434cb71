// What users of the JavaScript driver do with a server of Neo4j. The server is
// at SERVER (host:port); with PASSWORD the user neo4j must log in. It holds an
// empty database. What is expected here a Neo4j 5.26 does too.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { after, beforeEach, test } from 'node:test'

// The driver is installed elsewhere than this file.
const neo4j = createRequire(`${process.env.CLIENT}/`)('neo4j-driver')

const { SERVER, PASSWORD } = process.env
const AUTH = PASSWORD ? neo4j.auth.basic('neo4j', PASSWORD) : undefined
const opened = []

function connect (scheme = 'bolt', auth = AUTH, options = {}) {
  const driver = neo4j.driver(`${scheme}://${SERVER}`, auth, options)
  opened.push(driver)
  return driver
}

const driver = connect()
after(() => Promise.all(opened.map(each => each.close())))
beforeEach(() => driver.executeQuery('MATCH (n) DETACH DELETE n'))

async function value (query, parameters) {
  return (await driver.executeQuery(query, parameters)).records[0].get(0)
}

const count = () => value('MATCH (n:N) RETURN count(n)').then(Number)
const fails = (code, promise) => assert.rejects(promise, error => error.code === code || assert.equal(error.code, code))

async function within (options, work) {
  const session = driver.session(options)
  try {
    return await work(session)
  } finally {
    await session.close()
  }
}

test('both schemes', async () => {
  for (const scheme of ['bolt', 'neo4j']) {
    const other = connect(scheme)
    const info = await other.getServerInfo()
    assert.match(info.agent, /^Neo4j\//)
    assert.ok(await other.supportsMultiDb())
    const { records } = await other.executeQuery('RETURN 1 AS x', {}, { routing: neo4j.routing.READ })
    assert.equal(records[0].get('x').toNumber(), 1)
  }
})

test('who may come in', { skip: !PASSWORD && 'the server lets everybody in' }, async () => {
  assert.equal(await driver.verifyAuthentication(), true)
  for (const auth of [null, neo4j.auth.basic('neo4j', 'wrong'), neo4j.auth.basic('nobody', PASSWORD)]) {
    await fails('Neo.ClientError.Security.Unauthorized', connect('bolt', auth).verifyConnectivity())
  }
})

test('databases', async () => {
  const { summary } = await driver.executeQuery('RETURN 1', {}, { database: 'neo4j' })
  assert.equal(summary.database.name, 'neo4j')
  const { records } = await driver.executeQuery('SHOW DATABASES', {}, { database: 'system' })
  assert.ok(records.some(record => record.get('name') === 'neo4j' && record.get('currentStatus') === 'online'))
  await fails('Neo.ClientError.Database.DatabaseNotFound', driver.executeQuery('RETURN 1', {}, { database: 'nosuch' }))
})

test('many at once', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, number) =>
    within({}, session => session.executeWrite(tx => tx.run('CREATE (:N {number: $number})', { number: neo4j.int(number) })))))
  assert.deepEqual((await value('MATCH (n:N) WITH n.number AS x ORDER BY x RETURN collect(x)')).map(Number), [...Array(20).keys()])
})

test('explicit transactions', () => within({}, async session => {
  const kept = await session.beginTransaction({ metadata: { app: 'a test' }, timeout: 60000 })
  await kept.run('CREATE (:N)')
  assert.equal(await count(), 0)
  await kept.commit()
  assert.equal(await count(), 1)
  const undone = await session.beginTransaction()
  await undone.run('CREATE (:N)')
  await undone.rollback()
  const failed = await session.beginTransaction()
  await failed.run('CREATE (:N)')
  await fails('Neo.ClientError.Statement.SyntaxError', failed.run('RETURN foo'))
  await assert.rejects(failed.commit())
  await failed.close()
  assert.equal(await count(), 1)
}))

test('managed transactions', () => within({ defaultAccessMode: neo4j.session.WRITE }, async session => {
  let tries = 0
  await session.executeWrite(async tx => {
    await tx.run('CREATE (:N)')
    if (++tries < 2) throw new neo4j.Neo4jError('once more', neo4j.error.SESSION_EXPIRED)
  })
  assert.deepEqual([tries, await count()], [2, 1])
  await assert.rejects(session.executeWrite(async tx => { await tx.run('CREATE (:N)'); throw new Error('regret') }), /regret/)
  await fails('Neo.ClientError.Statement.AccessMode', session.executeRead(tx => tx.run('CREATE (:N)')))
  assert.equal(await count(), 1)
}))

test('bookmarks', async () => {
  const bookmarks = await within({}, async session => { await session.run('CREATE (:N)'); return session.lastBookmarks() })
  assert.equal(bookmarks.length, 1)
  await within({ bookmarks }, async session => {
    assert.equal((await session.run('MATCH (n:N) RETURN count(n)')).records[0].get(0).toNumber(), 1)
  })
})

test('a timeout', () => within({}, async session => {
  await fails('Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration',
    session.run('UNWIND range(1, 1000000000) AS x RETURN sum(x % 7)', {}, { timeout: 100 }))
  assert.equal((await session.run('RETURN 1')).records.length, 1)
}))

test('values there and back', async () => {
  const { types, int } = neo4j
  for (const v of [
    null, true, 1.5, -Infinity, int('-9223372036854775808'), int('9223372036854775807'), 'åäö 中\u{1f600}', 'x'.repeat(70000),
    new Int8Array([0, 1, -1]), [int(1), 'a', [null, { deep: [[]] }]], { list: [], map: {} },
    new types.Date(int(1815), int(12), int(10)), new types.LocalTime(int(1), int(2), int(3), int(4)),
    new types.Time(int(1), int(2), int(3), int(4), int(7200)), new types.Duration(int(14), int(-2), int(3), int(4)),
    new types.LocalDateTime(int(2024), int(5), int(6), int(7), int(8), int(9), int(10)),
    new types.DateTime(int(2024), int(5), int(6), int(7), int(8), int(9), int(10), int(7200)),
    new types.Point(int(7203), 1, 2.5), new types.Point(int(9157), 1, 2, 3), new types.Point(int(4326), 12.5, 55.7), new types.Point(int(4979), 12.5, 55.7, 8)
  ]) {
    assert.deepEqual(await value('RETURN $v', { v }), v)
  }
  assert.ok(Number.isNaN(await value('RETURN $v', { v: NaN })))
  const zoned = await value("RETURN datetime('2024-07-01T12:00[Europe/Stockholm]')")
  assert.deepEqual([zoned.timeZoneId, zoned.toStandardDate().toISOString()], ['Europe/Stockholm', '2024-07-01T10:00:00.000Z'])
  assert.equal((await value('RETURN $zoned', { zoned })).toString(), zoned.toString())
})

test('entities and counters', async () => {
  const { records, summary, keys } = await driver.executeQuery(
    "CREATE p = (a:Person:Old {name: 'Ada'})-[r:KNOWS {since: [1833]}]->(b:Person)<-[:KNOWS]-(c) RETURN a, r, p, elementId(a) AS id")
  assert.deepEqual(keys, ['a', 'r', 'p', 'id'])
  const { a, r, p, id } = records[0].toObject()
  assert.ok(neo4j.isNode(a) && neo4j.isRelationship(r) && neo4j.isPath(p))
  assert.deepEqual([[...a.labels].sort(), a.properties, a.elementId], [['Old', 'Person'], { name: 'Ada' }, id])
  assert.deepEqual([r.type, r.startNodeElementId, r.properties.since.map(Number)], ['KNOWS', id, [1833]])
  assert.deepEqual([p.length, p.start, p.segments[1].relationship.endNodeElementId], [2, a, p.segments[0].end.elementId])
  const { nodesCreated, relationshipsCreated, labelsAdded, propertiesSet } = summary.counters.updates()
  assert.deepEqual([nodesCreated, relationshipsCreated, labelsAdded, propertiesSet, summary.queryType], [3, 2, 3, 2, 'rw'])
})

test('streaming', () => within({ fetchSize: 10 }, async session => {
  let sum = 0
  for await (const record of session.run('UNWIND range(1, 1234) AS x RETURN x')) sum += record.get('x').toNumber()
  assert.equal(sum, 1234 * 1235 / 2)
  let seen = 0
  for await (const record of session.run('UNWIND range(1, 10000000) AS x RETURN x')) {
    seen = record.get('x').toNumber()
    if (seen === 2) break
  }
  assert.equal(seen, 2)
  assert.equal((await session.run('RETURN 1')).summary.queryType, 'r')
}))

test('plans and notifications', async () => {
  const explained = (await driver.executeQuery('EXPLAIN MATCH (n:Nowhere) RETURN n')).summary
  assert.match(explained.plan.operatorType, /^ProduceResults/)
  assert.ok(explained.notifications.some(n => n.code === 'Neo.ClientNotification.Statement.UnknownLabelWarning'))
  const { records, summary } = await driver.executeQuery('PROFILE UNWIND [1, 2] AS x RETURN x')
  assert.deepEqual([records.length, Number(summary.profile.rows)], [2, 2])
  const quiet = connect('bolt', AUTH, { notificationFilter: { minimumSeverityLevel: 'OFF' } })
  assert.deepEqual((await quiet.executeQuery('MATCH (n:Nowhere) RETURN n')).summary.notifications, [])
})

test('errors', async () => {
  for (const [query, code] of Object.entries({
    'RETURN foo': 'Statement.SyntaxError', 'UNWIND [1, 0] AS x RETURN 1/x': 'Statement.ArithmeticError',
    'RETURN $nothing': 'Statement.ParameterMissing', 'CALL nothing.such()': 'Procedure.ProcedureNotFound',
    'CREATE (a)-[:T]->() DELETE a': 'Schema.ConstraintValidationFailed'
  })) {
    await fails('Neo.ClientError.' + code, driver.executeQuery(query))
  }
  await assert.rejects(driver.executeQuery('WITH 1 AS x\n  RETURN foo'), /\(line 2, column 10 \(offset: 21\)\)\n" {2}RETURN foo"\n {10}\^/)
})
