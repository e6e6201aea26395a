-- Gives back an open hold if it is, byte for byte, the one that was seen. No tombstone: its till may claim it again.
-- KEYS: counter, holds
-- ARGV: hold id, value as it was read
-- Answers {1 if reaped, else 0, server ms}.
local time = redis.call('TIME')
local now_ms = time[1] * 1000 + math.floor(time[2] / 1000)
local old = redis.call('HGET', KEYS[2], ARGV[1])
if not old or old ~= ARGV[2] then
    return {0, now_ms}
end
local held, state = string.match(old, '^%d+|%d+|(%-?%d+)|([os])|%d+|[^|]*$')
if state ~= 'o' then
    return {0, now_ms}
end
if redis.call('EXISTS', KEYS[1]) == 1 and tonumber(held) ~= 0 then
    redis.call('INCRBY', KEYS[1], held)
end
redis.call('HDEL', KEYS[2], ARGV[1])
return {1, now_ms}
