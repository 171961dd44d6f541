/**
 * What both scripts know: the time of the Redis server in milliseconds, numbers as text without an exponent, and
 * a window as in `window.ts`, a hash of its total `t`, its oldest slot `o` and an amount a slot.
 */
const COMMON = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function text(n) return string.format('%.0f', n) end
local function read(key, span, at)
  local w = { key = key, width = math.max(1, math.ceil(span / 60)) }
  w.size = math.ceil(span / w.width) + 1
  w.slot = math.floor(now / w.width)
  w.first = w.slot - w.size + 1
  w.at = math.min(w.slot, math.floor(at / w.width))
  local kept = redis.call('HMGET', key, 't', 'o', text(w.at))
  w.total, w.oldest, w.held = tonumber(kept[1]) or 0, tonumber(kept[2]) or w.first, tonumber(kept[3]) or 0
  if w.oldest >= w.first then return w end
  if w.oldest + w.size <= w.first or w.total <= 0 then
    redis.call('DEL', key)
    w.total, w.held = 0, 0
  else
    local old = {}
    for n = w.oldest, w.first - 1 do old[#old + 1] = text(n) end
    for _, amount in ipairs(redis.call('HMGET', key, unpack(old))) do w.total = w.total - (tonumber(amount) or 0) end
    redis.call('HDEL', key, unpack(old))
    redis.call('HSET', key, 't', text(w.total), 'o', text(w.first))
  end
  w.oldest = w.first
  return w
end
local function write(w, change, span)
  if w.at < w.oldest then return end
  change = math.max(-w.held, change)
  w.total = w.total + change
  redis.call('HSET', w.key, 't', text(w.total), 'o', text(w.oldest), text(w.at), text(w.held + change))
  redis.call('PEXPIRE', w.key, span * 3)
end
`;

/**
 * Reserves all or nothing. KEYS: the reservation's mark, then of a budget its sums and its reservations, of a
 * window or gauge one key. ARGV: id, ttl, how long the mark is kept, then kind, limit, amount, span a meter.
 * A budget's hash has what is settled `s`, what is reserved `r`, and the instant `e` before which no reservation
 * ends. Gives `{1, now, used..., settled...}` or `{0, meter, used, wait, reserved}` (-1: no wait is known to help;
 * it is no budget). The same id again takes nothing again, and nothing after it was settled.
 */
export const RESERVE = `${COMMON}
local function wait(w, over)
  local slots = {}
  for n = w.first, w.slot do slots[#slots + 1] = text(n) end
  for i, amount in ipairs(redis.call('HMGET', w.key, unpack(slots))) do
    over = over - (tonumber(amount) or 0)
    if over <= 0 then return (w.first + i - 1 + w.size) * w.width - now end
  end
  return math.huge
end
local function budget(key, held)
  local kept = redis.call('HMGET', key, 's', 'r', 'e')
  local b = { settled = tonumber(kept[1]) or 0, reserved = tonumber(kept[2]) or 0, ends = tonumber(kept[3]) }
  if not b.ends or b.ends > now then return b end
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', held, '-inf', now)) do
    b.reserved = b.reserved - tonumber(string.match(member, '^%d+'))
  end
  redis.call('ZREMRANGEBYSCORE', held, '-inf', now)
  b.reserved = math.max(0, b.reserved)
  b.ends = tonumber(redis.call('ZRANGE', held, 0, 0, 'WITHSCORES')[2])
  redis.call('HSET', key, 'r', text(b.reserved))
  if b.ends then redis.call('HSET', key, 'e', text(b.ends)) else redis.call('HDEL', key, 'e') end
  return b
end
local id, ttl = ARGV[1], tonumber(ARGV[2])
local again = redis.call('EXISTS', KEYS[1]) == 1
local meters, key, worst = {}, 2, nil
for i = 4, #ARGV, 4 do
  local m = { kind = ARGV[i], amount = tonumber(ARGV[i + 2]), span = tonumber(ARGV[i + 3]), key = KEYS[key] }
  local limit, longest = tonumber(ARGV[i + 1]), 0
  if m.kind == 'window' then
    m.window = read(m.key, m.span, now)
    m.used = m.window.total
  elseif m.kind == 'budget' then
    key = key + 1
    m.held, longest = KEYS[key], math.huge
    m.budget = budget(m.key, m.held)
    m.used = m.budget.settled + m.budget.reserved
  else
    redis.call('ZREMRANGEBYSCORE', m.key, '-inf', now)
    m.used = redis.call('ZCARD', m.key)
  end
  key = key + 1
  meters[#meters + 1] = m
  if not again and m.used + m.amount > limit then
    if m.amount > limit then longest = math.huge
    elseif m.window then longest = wait(m.window, m.used + m.amount - limit) end
    if not worst or longest > worst[4] then 
      worst = { 0, #meters - 1, m.used, longest, m.kind, m.budget and m.budget.reserved or -1 }
    end
  end
end
if worst then
  local known = worst[5] == 'window' and worst[4] < math.huge
  return { 0, worst[2], worst[3], known and worst[4] or -1, worst[6] }
end
local reply = { 1, now }
if not again then redis.call('SET', KEYS[1], 'r', 'PX', ARGV[3]) end
for i, m in ipairs(meters) do
  reply[2 + i], reply[2 + #meters + i] = m.used, m.budget and m.budget.settled or 0
  if not again then
    reply[2 + i] = m.used + m.amount
    if m.window then write(m.window, m.amount, m.span)
    elseif m.budget and m.amount > 0 then
      local ends = math.min(m.budget.ends or math.huge, now + ttl)
      redis.call('HSET', m.key, 'r', text(m.budget.reserved + m.amount), 'e', text(ends))
      redis.call('ZADD', m.held, now + ttl, text(m.amount) .. ':' .. id)
      redis.call('PEXPIRE', m.key, m.span + ttl)
      redis.call('PEXPIRE', m.held, m.span + ttl)
    elseif not m.budget then
      for n = 1, m.amount do redis.call('ZADD', m.key, now + math.min(m.span, ttl), id .. ':' .. n) end
      redis.call('PEXPIRE', m.key, math.max(m.span, ttl))
    end
  end
end
return reply
`;

/**
 * Settles once. KEYS as to reserve. ARGV: id, the instant of the reservation, how long the mark is kept, then
 * kind, reserved, actual, span a meter. Gives what is settled of each budget in all, 0 for other meters; nothing
 * when it was settled before. Of what is not reserved any more, or never was, the actual amount is booked.
 */
export const SETTLE = `${COMMON}
local id, at = ARGV[1], tonumber(ARGV[2])
local mark = redis.call('GET', KEYS[1])
if mark == 's' then return {} end
redis.call('SET', KEYS[1], 's', 'PX', ARGV[3])
local reply, key = {}, 2
for i = 4, #ARGV, 4 do
  local kind, reserved, actual, span = ARGV[i], tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3])
  local name, settled = KEYS[key], 0
  if kind == 'window' then
    local change = actual - (mark and reserved or 0)
    if change ~= 0 then write(read(name, span, at), change, span) end
  elseif kind == 'budget' then
    key = key + 1
    local there = reserved > 0 and redis.call('ZREM', KEYS[key], text(reserved) .. ':' .. id) == 1
    local kept = redis.call('HMGET', name, 's', 'r')
    settled = (tonumber(kept[1]) or 0) + actual
    local left = math.max(0, (tonumber(kept[2]) or 0) - (there and reserved or 0))
    redis.call('HSET', name, 's', text(settled), 'r', text(left))
    if redis.call('PTTL', name) < span then redis.call('PEXPIRE', name, span) end
  else
    for n = 1, reserved do redis.call('ZREM', name, id .. ':' .. n) end
  end
  key = key + 1
  reply[#reply + 1] = settled
end
return reply
`;

/**
 * Sets what is settled of budgets: KEYS their sums; ARGV how, then amount and span each. `new`: only those unknown.
 * `more`: upwards only. `again`: after Redis has lost everything, by each process with the last sum that it was
 * told; the highest of them is where the sum goes on from (`b`), whatever was settled since by those who came first.
 */
export const SEED = `
local function text(n) return string.format('%.0f', n) end
local how = ARGV[1]
for i, key in ipairs(KEYS) do
  local amount, span = tonumber(ARGV[i * 2]), ARGV[i * 2 + 1]
  local kept = redis.call('HMGET', key, 's', 'b')
  local settled, from = tonumber(kept[1]), tonumber(kept[2])
  local sum
  if how == 'again' then
    if not from or from < amount then sum = (settled or 0) + amount - (from or 0) end
  elseif not settled then
    if how == 'more' or redis.call('EXISTS', key) == 0 then sum = amount end
  elseif how == 'more' and settled < amount then
    sum = amount
  end
  if sum then
    redis.call('HSET', key, 's', text(sum), 'b', text(amount))
    redis.call('PEXPIRE', key, span)
  end
end
return #KEYS
`;

/** The id of the memory that Redis has now: KEYS where it is, ARGV a new one for when there is none. */
export const LIFE = `
redis.call('SET', KEYS[1], ARGV[1], 'NX')
return redis.call('GET', KEYS[1])
`;
