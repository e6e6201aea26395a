-- Makes a counter where there is none, if all holds are exactly what was looked at.
-- KEYS: counter, holds
-- ARGV: counter to be, then hold id and value of every hold as seen
-- Answers {1 if made, else 0, server ms}.
local time = redis.call('TIME')
local now_ms = time[1] * 1000 + math.floor(time[2] / 1000)
if redis.call('EXISTS', KEYS[1]) == 1 or redis.call('HLEN', KEYS[2]) ~= (#ARGV - 1) / 2 then
    return {0, now_ms}
end
for at = 2, #ARGV, 2 do
    if redis.call('HGET', KEYS[2], ARGV[at]) ~= ARGV[at + 1] then
        return {0, now_ms}
    end
end
redis.call('SET', KEYS[1], ARGV[1])
return {1, now_ms}
