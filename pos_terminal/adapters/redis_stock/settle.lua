-- The movement of this hold is in the centre: the counter takes what was held and the movement differ by, the hold
-- goes, the tombstone `s` stays until `forget`. A tombstone `r` does not stop it: on_hand has moved, so the counter
-- must, and exactly once.
-- KEYS: counter, holds, tombstone
-- ARGV: hold id, signed quantity of the movement, not after (server ms)
-- Answers {outcome, quantity that was held, counter or false, server ms}.
local time = redis.call('TIME')
local now_ms = time[1] * 1000 + math.floor(time[2] / 1000)
local counter = redis.call('GET', KEYS[1])
if now_ms > tonumber(ARGV[3]) then
    return {'late', 0, counter, now_ms}
end
if redis.call('GET', KEYS[3]) == 's' then
    return {'done', 0, counter, now_ms}
end
local held = 0
local old = redis.call('HGET', KEYS[2], ARGV[1])
if old then
    held = tonumber(string.match(old, '^%d+|%d+|(%-?%d+)|[os]|%d+|[^|]*$'))
end
local more = held - tonumber(ARGV[2])
if counter and more ~= 0 then
    redis.call('INCRBY', KEYS[1], string.format('%.0f', more))
    counter = redis.call('GET', KEYS[1])
end
if old then
    redis.call('HDEL', KEYS[2], ARGV[1])
end
redis.call('SET', KEYS[3], 's')
return {'settled', held, counter, now_ms}
