import type { ISql as Sql } from 'postgres'
import type { AlertRule, Trouble } from '../message/alert.ts'

export interface StoredAlert {
  id: string
  rule: AlertRule
  subject: string
  text: string
  since: Date
  endedAt: Date | null
  /** Who was told that it began, or is to be. */
  targets: string[]
}

/** Only one node looks and tells at a time; the transaction holds it. */
export async function lockAlerts(tx: Sql): Promise<boolean> {
  const [lock] = await tx<{ taken: boolean }[]>`select pg_try_advisory_xact_lock(hashtext('landbridge alerts')) as taken`
  return lock?.taken === true
}

/** The newest ones, those that are open first. */
export async function readAlerts(sql: Sql, limit: number): Promise<StoredAlert[]> {
  return sql<StoredAlert[]>`
    select
      id::text, rule, subject, text, since, ended_at as "endedAt",
      array(select target from alert_notice where alert_id = id and kind = 'begun' order by target) as targets
    from alert
    order by ended_at is not null, id desc
    limit ${limit}`
}

/** Notes what trouble there is now: what is new is to be told to its targets, `gatherSeconds` from now so that more can come along. */
export async function noteTroubles(
  tx: Sql,
  troubles: readonly Trouble[],
  { targetsOf, gatherSeconds }: { targetsOf: (trouble: Trouble) => readonly string[]; gatherSeconds: number },
): Promise<void> {
  for (const trouble of troubles) {
    const { rule, subject, text } = trouble
    const [known] = await tx`
      update alert set text = ${text}, seen_at = now()
      where rule = ${rule} and subject = ${subject} and ended_at is null
      returning id`
    if (known !== undefined) continue
    await tx`
      with begun as (insert into alert (rule, subject, text) values (${rule}, ${subject}, ${text}) returning id)
      insert into alert_notice (alert_id, target, kind, due_at)
      select id, target, 'begun', now() + make_interval(secs => ${gatherSeconds})
      from begun, unnest(${targetsOf(trouble) as string[]}::text[]) as target`
  }
}

/** Ends what was not seen for so long. Who was told that it began is to be told that it is over; who was not, hears nothing of it. */
export async function endCalm(tx: Sql, calmSeconds: number): Promise<void> {
  await tx`
    with ended as (
      update alert set ended_at = now()
      where ended_at is null and seen_at < now() - make_interval(secs => ${calmSeconds})
      returning id
    ), untold as (
      delete from alert_notice using ended where alert_id = ended.id and sent_at is null
    )
    insert into alert_notice (alert_id, target, kind)
    select alert_id, target, 'over' from alert_notice join ended on ended.id = alert_id
    where kind = 'begun' and sent_at is not null`
}

export interface Notice extends Omit<StoredAlert, 'targets'> {
  target: string
  kind: 'begun' | 'over'
}

/** Everything one target is still to be told, once something of it is due. */
export async function dueNotices(tx: Sql, target: string): Promise<Notice[]> {
  return tx<Notice[]>`
    select id::text, rule, subject, text, since, ended_at as "endedAt", target, kind
    from alert_notice join alert on id = alert_id
    where target = ${target} and sent_at is null
      and exists (select from alert_notice due where due.target = ${target} and due.sent_at is null and due.due_at <= now())
    order by id
    limit 100`
}

export async function noticesSent(tx: Sql, notices: readonly Notice[]): Promise<void> {
  await tx`
    update alert_notice set sent_at = now(), problem = null
    from unnest(${notices.map(({ id }) => id)}::bigint[], ${notices.map(({ kind }) => kind)}::text[]) as told (id, what)
    where alert_id = told.id and kind = told.what and target = ${notices[0]?.target ?? ''}`
}

/** They are sent again: after half a minute, doubling up to half an hour. */
export async function noticesFailed(tx: Sql, target: string, problem: string): Promise<void> {
  await tx`
    update alert_notice set
      attempts = attempts + 1, problem = ${problem},
      due_at = now() + least(interval '30 seconds' * power(2, least(attempts, 10)), interval '30 minutes')
    where target = ${target} and sent_at is null`
}

/** Of each target, when it was last told something, and why it could not be told what it still is to be told. */
export async function readTargets(sql: Sql): Promise<{ target: string; sentAt: Date | null; problem: string | null }[]> {
  return sql`
    select target, max(sent_at) as "sentAt", max(problem) filter (where sent_at is null) as problem
    from alert_notice group by target`
}
