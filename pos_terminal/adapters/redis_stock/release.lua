-- Gives back what a hold has and leaves the tombstone `r` for an hour, even where nothing was held: a claim that
-- is still under way finds it.
-- KEYS: counter, holds, tombstone
-- ARGV: hold id, generation, seq, not after (server ms), ms that the tombstone stays
-- Answers {outcome, quantity held, counter or false, server ms}.
local time = redis.call('TIME')
local now_ms = time[1] * 1000 + math.floor(time[2] / 1000)
local counter = redis.call('GET', KEYS[1])
if now_ms > tonumber(ARGV[4]) then
    return {'late', 0, counter, now_ms}
end
if redis.call('EXISTS', KEYS[3]) == 1 then
    return {'done', 0, counter, now_ms}
end
local generation, seq = tonumber(ARGV[2]), tonumber(ARGV[3])
local old = redis.call('HGET', KEYS[2], ARGV[1])
if old then
    local old_generation, old_seq, held = string.match(old, '^(%d+)|(%d+)|(%-?%d+)|[os]|%d+|[^|]*$')
    old_generation, old_seq, held = tonumber(old_generation), tonumber(old_seq), tonumber(held)
    if generation < old_generation or (generation == old_generation and seq < old_seq) then
        return {'stale', held, counter, now_ms}
    end
    if counter and held ~= 0 then
        redis.call('INCRBY', KEYS[1], string.format('%.0f', held))
        counter = redis.call('GET', KEYS[1])
    end
    redis.call('HDEL', KEYS[2], ARGV[1])
end
redis.call('SET', KEYS[3], 'r', 'PX', ARGV[5])
return {'released', 0, counter, now_ms}
