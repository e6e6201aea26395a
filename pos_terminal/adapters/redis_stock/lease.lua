-- Takes or renews the lease of one till. Renewing never makes a lease that is gone: whoever lost it raises its
-- generation first, because its open holds may have been reaped meanwhile. Taking puts a higher generation in the
-- place of a lower one, whoever held it.
-- KEYS: lease
-- ARGV: generation, installation token, ms that it lasts, `take` or `renew`
-- Answers {1 if it is ours under this generation, else 0, generation found or 0, server ms}.
local time = redis.call('TIME')
local now_ms = time[1] * 1000 + math.floor(time[2] / 1000)
local ours = ARGV[1] .. ':' .. ARGV[2]
local found = redis.call('GET', KEYS[1])
local seen = found and tonumber(string.match(found, '^(%d+):')) or 0
if found == ours then
    redis.call('PEXPIRE', KEYS[1], ARGV[3])
    return {1, seen, now_ms}
end
if ARGV[4] == 'take' and seen < tonumber(ARGV[1]) then
    redis.call('SET', KEYS[1], ours, 'PX', ARGV[3])
    return {1, tonumber(ARGV[1]), now_ms}
end
return {0, seen, now_ms}
