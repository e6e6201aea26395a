-- The counter and all holds of a product at one instant.
-- KEYS: counter, holds
-- Answers {counter or false, {hold id, value, hold id, value ...}, server ms}.
local time = redis.call('TIME')
local now_ms = time[1] * 1000 + math.floor(time[2] / 1000)
return {redis.call('GET', KEYS[1]), redis.call('HGETALL', KEYS[2]), now_ms}
