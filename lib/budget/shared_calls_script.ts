/**
 * One look at a market's requests in Redis, atomic because a script is.
 *
 * KEYS: the sorted set of its requests, members `instance:id` by when they were sent (ms); the epoch, a word that is new
 * when Redis has lost everything.
 *
 * ARGV: now (ms; empty: Redis's own clock, the same for every instance); how many requests may be sent within an hour;
 * our instance; the epoch of our last look (empty: none); the word for a new epoch; the id of a request to take (empty:
 * none); then for each of our requests of the last hour its id and age (ms), in case it is not there.
 *
 * Answers: 1 when the request was taken, how many were sent within the hour, the age of the oldest (-1: none), how many
 * instances take part, and the epoch. Nothing is taken in another epoch than that of our last look.
 */
export const SHARED_CALLS_SCRIPT = `
local HOUR = 3600000
local key, limit, instance, expected, id = KEYS[1], tonumber(ARGV[2]), ARGV[3], ARGV[4], ARGV[6]
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
redis.call('SET', KEYS[2], ARGV[5], 'NX')
local epoch = redis.call('GET', KEYS[2])
-- A clock that was set back gives nothing back: what lies in the future counts as sent now.
for _, member in ipairs(redis.call('ZRANGEBYSCORE', key, '(' .. now, '+inf')) do
  redis.call('ZADD', key, now, member)
end
for index = 7, #ARGV, 2 do
  redis.call('ZADD', key, 'NX', now - tonumber(ARGV[index + 1]), instance .. ':' .. ARGV[index])
end
redis.call('ZREMRANGEBYSCORE', key, '-inf', now - HOUR)
local members = redis.call('ZRANGE', key, 0, -1)
local instances, seen = { [instance] = true }, 1
for _, member in ipairs(members) do
  local sender = string.match(member, '^[^:]*')
  if not instances[sender] then
    instances[sender] = true
    seen = seen + 1
  end
end
local used, taken = #members, 0
if id ~= '' and used < limit and (expected == '' or expected == epoch) then
  redis.call('ZADD', key, now, instance .. ':' .. id)
  used, taken = used + 1, 1
end
if used > 0 then redis.call('PEXPIRE', key, 2 * HOUR) end
local oldest = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')[2]
return { taken, used, oldest and now - tonumber(oldest) or -1, seen, epoch }
`;
