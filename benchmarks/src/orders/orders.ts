/**
 * The seeded orders in SQL, a statement for each table: few clients have many orders, most trips are done, few are to
 * come, and of those some lack a driver.
 *
 * What is drawn follows from an order's place and a salt alone, so every run makes the same orders around its own now.
 */
import type { Extent } from "./extent.ts"

export interface SeedStep {
  readonly what: string
  readonly text: string
}

const isoUtc = (moment: string) => `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const totals = (net: string) => `
  case when ${net} = 0 then '{"net":0,"vat":[],"tax":0,"gross":0,"rounding":0,"payable":0}'::jsonb
  else jsonb_build_object('net', ${net}, 'tax', round(${net} / 10.0), 'rounding', 0,
    'vat', jsonb_build_array(jsonb_build_object('category', 'S', 'rate', 1000, 'base', ${net}, 'tax', round(${net} / 10.0))),
    'gross', ${net} + round(${net} / 10.0), 'payable', ${net} + round(${net} / 10.0)) end`

const terms = `
  jsonb_build_object('description', 'Paris – aéroport', 'quantity', 1000, 'unit', 'trip', 'unitPrice', l.net * 100,
    'vat', jsonb_build_object('rate', 1000, 'category', 'S', 'reason', 'transport', 'decidedBy', 'USER'),
    'source', 'MANUAL', 'trip', jsonb_build_object('tripType', l.trip_type, 'pricingMode', 'MANUAL',
      'pickupAt', ${isoUtc("l.pickup_at")}, 'durationMinutes', 50, 'passengers', l.passengers,
      'pickup', jsonb_build_object('label', 'Gare de Lyon, Paris'), 'dropOff', jsonb_build_object('label', 'Orly 4')))
    || case when l.cost is null then '{}'::jsonb else jsonb_build_object('cost', l.cost) end`

export const orderSteps = (operator: string, extent: Extent): ReadonlyArray<SeedStep> => {
  const { drivers, now, orders, past, underWay, withOrders } = extent
  const at = `timestamptz '${now.toISOString()}'`
  const mine = `'${operator}'::uuid`
  return [
    {
      what: "how a place is drawn",
      text: `
        create function pg_temp.uid(kind int, place bigint) returns uuid language sql immutable as
          $$ select ('0190a00' || kind::text || '-0000-7000-8000-' || lpad(to_hex(place), 12, '0'))::uuid $$;
        create function pg_temp.drawn(place bigint, salt bigint) returns float8 language sql immutable as
          $$ select (hashint8extended(place, salt) & 1073741823)::float8 / 1073741824 $$`,
    },
    {
      what: "what is ordered",
      text: `
        create temp table seeds as
        select s.*, created_year, s.status <> 'CANCELLED' and legs = 2 and pg_temp.drawn(n, 6) < 0.05 as dropped,
          row_number() over (partition by created_year order by s.created_at, s.n) as seq
        from (
          select t.*, least(
              t.trip_at - make_interval(mins => 60 + (40000 * pg_temp.drawn(n, 2))::int),
              ${at} - make_interval(mins => 60 + (20000 * pg_temp.drawn(n, 3))::int)
            )::timestamptz(3) as created_at,
            case when n <= ${past - underWay} then
                case when u < 0.92 then 'COMPLETED' when u < 0.93 then 'NO_SHOW' else 'CANCELLED' end
              when n <= ${past} then 'IN_PROGRESS'
              when u < 0.45 then 'CONFIRMED' when u < 0.95 then 'PENDING' else 'CANCELLED' end as status,
            case when n > ${past - underWay} and n <= ${past} or pg_temp.drawn(n, 4) > 0.15 then 1 else 2 end as legs,
            case when n % 4 = 0 then (n / 4) % ${withOrders}
              else floor(${withOrders} * power(pg_temp.drawn(n, 5), 4))::bigint end as client,
            (4500 + 20000 * power(pg_temp.drawn(n, 7), 3))::bigint as net,
            case when pg_temp.drawn(n, 8) < 0.15 then 'OFF_GRID' when pg_temp.drawn(n, 9) < 0.1 then 'EXCURSION'
              when pg_temp.drawn(n, 9) < 0.2 then 'DISPO' else 'TRANSFER' end as trip_type
          from (
            select n, pg_temp.drawn(n, 1) as u, date_bin('1 minute', case
              when n <= ${past - underWay} then ${at} - interval '3 hours' - interval '1825 days' * (1 - power(n / ${past}.0, 0.6))
              when n <= ${past} then ${at} - make_interval(mins => ${past} - n::int)
              else ${at} + make_interval(mins => 60 + 10 * (n::int - ${past})) end, timestamptz '2000-01-01 00:00Z') as trip_at
            from generate_series(1, ${orders}::bigint) n
          ) t
        ) s, lateral (select extract(year from s.created_at at time zone 'Europe/Paris')::int as created_year) y;
        create temp table legs as
        select s.n, leg, s.trip_type, s.net, s.trip_at + make_interval(hours => 3 * (leg - 1)) as pickup_at, s.created_at,
          1 + (s.n % 4)::int as passengers,
          case when pg_temp.drawn(s.n, 10) < 0.8 then (s.net * (0.4 + 0.5 * pg_temp.drawn(s.n, 11)))::bigint end as cost,
          case when s.status = 'CANCELLED' or (s.dropped and leg = 2) then 'CANCELLED'
            when s.status = 'NO_SHOW' and leg = 1 then 'NO_SHOW'
            when s.status in ('COMPLETED', 'NO_SHOW') then 'COMPLETED'
            when s.status = 'IN_PROGRESS' then 'IN_PROGRESS'
            when s.status = 'PENDING' and leg = 1 then 'PENDING_ASSIGNMENT'
            when s.n % 3 = 0 then 'ACCEPTED_BY_DRIVER' else 'ASSIGNED' end as status,
          pg_temp.uid(2, s.n % ${drivers}) as driver
        from seeds s cross join lateral generate_series(1, s.legs) leg;
        update legs set driver = null where status in ('CANCELLED', 'PENDING_ASSIGNMENT');
        create index on legs (n); analyze seeds; analyze legs`,
    },
    {
      what: "quotes",
      text: `
        insert into caleche.quotes (operator_id, id, number_year, number_seq, number, client_id, contacts, trip_type, pricing_mode,
          price_basis, currency, lines, totals, valid_until, sent_at, acceptance, status, version, created_at, updated_at)
        select ${mine}, pg_temp.uid(3, s.n), s.created_year, s.seq,
          p.quote_prefix || '-' || s.created_year || '-' || case when s.seq < 100000 then lpad(s.seq::text, 5, '0') else s.seq::text end,
          pg_temp.uid(0, s.client), '[]', s.trip_type, 'MANUAL', 'EXCL_VAT', 'EUR', l.lines, ${totals("(s.net * s.legs)")},
          (s.created_at + interval '30 days')::date, s.created_at,
          jsonb_build_object('at', ${isoUtc("s.created_at")}, 'channel', 'OPERATOR'), 'ACCEPTED', 3, s.created_at, s.created_at
        from seeds s join caleche.operators p on p.operator_id = ${mine} join (
          select l.n, jsonb_agg(jsonb_build_object('id', pg_temp.uid(6, l.n * 2 + l.leg), 'kind', 'TRANSPORT', 'net', l.net)
            || ${terms} order by l.leg) as lines from legs l group by l.n
        ) l on l.n = s.n`,
    },
    {
      what: "orders",
      text: `
        insert into caleche.orders (operator_id, id, number_year, number_seq, number, quote_id, client_id, status, cancelled_at,
          cancellation, currency, totals, net, trip_at, missions_total, missions_assigned, primary_driver_id, invoice_status,
          ended_at, month, revenue, booked, known_net, known_cost, version, created_at, updated_at)
        select ${mine}, pg_temp.uid(4, s.n), s.created_year, s.seq,
          p.order_prefix || '-' || s.created_year || '-' || case when s.seq < 100000 then lpad(s.seq::text, 5, '0') else s.seq::text end,
          pg_temp.uid(3, s.n), pg_temp.uid(0, s.client), case s.status when 'NO_SHOW' then 'COMPLETED' else s.status end,
          case s.status when 'CANCELLED' then s.created_at end,
          case s.status when 'CANCELLED' then '{"by": "CLIENT", "reason": "Reporté à une date inconnue"}'::jsonb end,
          'EUR', ${totals("a.net")}, a.net, s.trip_at, a.total, a.assigned, a.driver, 'NONE', a.ended_at,
          case when s.status in ('COMPLETED', 'NO_SHOW', 'CANCELLED')
            then to_char(coalesce(a.ended_at, s.created_at) at time zone 'Europe/Paris', 'YYYY-MM') end,
          case when s.status in ('COMPLETED', 'NO_SHOW', 'CANCELLED') then a.net else 0 end,
          case when s.status in ('COMPLETED', 'NO_SHOW', 'CANCELLED') then 0 else a.net end,
          case when s.status in ('COMPLETED', 'NO_SHOW', 'CANCELLED') then a.known_net else 0 end,
          case when s.status in ('COMPLETED', 'NO_SHOW', 'CANCELLED') then a.known_cost else 0 end, 2, s.created_at, s.created_at
        from seeds s join caleche.operators p on p.operator_id = ${mine} join (
          select l.n, case when alive = 0 then every else alive end as total, assigned, driver, net, known_net, known_cost, ended_at from (
            select l.n, count(*) as every, count(*) filter (where l.status <> 'CANCELLED') as alive, count(l.driver) as assigned,
              (array_agg(l.driver order by l.leg) filter (where l.driver is not null))[1] as driver,
              coalesce(sum(l.net) filter (where l.status <> 'CANCELLED'), 0)::bigint as net,
              coalesce(sum(l.net) filter (where l.status <> 'CANCELLED' and l.cost is not null), 0)::bigint as known_net,
              coalesce(sum(l.cost) filter (where l.status <> 'CANCELLED'), 0)::bigint as known_cost,
              max(l.pickup_at + interval '45 minutes') filter (where l.status in ('COMPLETED', 'NO_SHOW')) as ended_at
            from legs l group by l.n
          ) l
        ) a on a.n = s.n`,
    },
    {
      what: "missions",
      text: `
        insert into caleche.missions (operator_id, id, order_id, line_id, trip_type, status, step, steps, started_at, ended_at,
          driver_id, driver_from, pickup_at, estimated_end_at, pickup, drop_off, passengers, vehicle_category, cancellation,
          version, created_at, updated_at)
        select ${mine}, pg_temp.uid(5, l.n * 2 + l.leg), pg_temp.uid(4, l.n), pg_temp.uid(6, l.n * 2 + l.leg), l.trip_type, l.status,
          case l.status when 'IN_PROGRESS' then 'EN_ROUTE' end, coalesce(t.steps, '[]'),
          case when t.steps is not null then l.pickup_at end,
          case when l.status in ('COMPLETED', 'NO_SHOW') then l.pickup_at + interval '45 minutes' end,
          l.driver, l.pickup_at, l.pickup_at, l.pickup_at + interval '50 minutes', '{"label": "Gare de Lyon, Paris"}',
          '{"label": "Orly 4"}', l.passengers, 'BERLINE',
          case l.status when 'CANCELLED' then jsonb_build_object('by', 'CLIENT', 'reason', 'Reporté', 'billable', false,
            'at', ${isoUtc("l.created_at")}) end, 2, l.created_at, l.created_at
        from legs l left join lateral (
          select jsonb_agg(jsonb_build_object('step', x.step, 'at', m.at, 'recordedAt', m.at, 'skipped', false) order by x.place) as steps
          from (values (1, 'EN_ROUTE'), (2, 'ON_SITE'), (3, 'ON_BOARD'), (4, 'DROPPED_OFF')) x (place, step),
            lateral (select ${isoUtc("(l.pickup_at + make_interval(mins => 10 * (x.place - 1)))")} as at) m
          where l.status = 'COMPLETED' or (l.status = 'IN_PROGRESS' and x.place = 1) or (l.status = 'NO_SHOW' and x.place < 3)
        ) t on true`,
    },
    {
      what: "lines",
      text: `
        insert into caleche.order_lines (operator_id, order_id, id, position, kind, state, mission_id, net, terms)
        select ${mine}, pg_temp.uid(4, l.n), pg_temp.uid(6, l.n * 2 + l.leg), l.leg - 1, 'TRANSPORT',
          case l.status when 'CANCELLED' then 'VOID' else 'ACTIVE' end, pg_temp.uid(5, l.n * 2 + l.leg), l.net, ${terms}
        from legs l`,
    },
    {
      what: "which driver is on which order",
      text: `
        insert into caleche.order_drivers (operator_id, driver_id, trip_at, order_id)
        select distinct ${mine}, coalesce(l.driver, '00000000-0000-0000-0000-000000000000'), s.trip_at, pg_temp.uid(4, s.n)
        from legs l join seeds s on s.n = l.n where l.status <> 'CANCELLED'`,
    },
    {
      what: "counters",
      text: `
        insert into caleche.counters (operator_id, kind, year, last)
        select ${mine}, kind, created_year, max(seq) from seeds, (values ('QUOTE'), ('ORDER')) k (kind) group by kind, created_year`,
    },
  ]
}
