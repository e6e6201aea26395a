-- The movement is marked settled in the centre: nobody settles it again, so the tombstone may run out. Asked again,
-- it does not begin anew.
-- KEYS: tombstone
-- ARGV: ms that the tombstone stays
-- Answers {1 if it begins to run out now, else 0, server ms}.
local time = redis.call('TIME')
local now_ms = time[1] * 1000 + math.floor(time[2] / 1000)
if redis.call('GET', KEYS[1]) == 's' and redis.call('PTTL', KEYS[1]) == -1 then
    redis.call('PEXPIRE', KEYS[1], ARGV[1])
    return {1, now_ms}
end
return {0, now_ms}
