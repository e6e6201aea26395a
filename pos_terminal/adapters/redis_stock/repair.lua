-- Sets the counter if it and all holds are still exactly what was looked at. Makes no counter.
-- KEYS: counter, holds
-- ARGV: counter as seen, counter to be, then hold id and value of every hold as seen
-- Answers {1 if set, else 0, server ms}.
local time = redis.call('TIME')
local now_ms = time[1] * 1000 + math.floor(time[2] / 1000)
if redis.call('GET', KEYS[1]) ~= ARGV[1] or redis.call('HLEN', KEYS[2]) ~= (#ARGV - 2) / 2 then
    return {0, now_ms}
end
for at = 3, #ARGV, 2 do
    if redis.call('HGET', KEYS[2], ARGV[at]) ~= ARGV[at + 1] then
        return {0, now_ms}
    end
end
redis.call('INCRBY', KEYS[1], string.format('%.0f', tonumber(ARGV[2]) - tonumber(ARGV[1])))
return {1, now_ms}
