-- Sets the absolute quantity that one hold claims, and moves the counter by the difference.
-- KEYS: counter, holds, tombstone
-- ARGV: hold id, generation, seq, quantity wanted, state (o or s), policy, not after (server ms), terminal
-- Answers {outcome, quantity held, counter or false, server ms}. Reads everything before the first write: a script
-- that stops at a key of a wrong type has changed nothing.
local time = redis.call('TIME')
local now_ms = time[1] * 1000 + math.floor(time[2] / 1000)
local counter = redis.call('GET', KEYS[1])
if now_ms > tonumber(ARGV[7]) then
    return {'late', 0, counter, now_ms}
end
if redis.call('EXISTS', KEYS[3]) == 1 then
    return {'done', 0, counter, now_ms}
end
local generation, seq, want = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local state, terminal = ARGV[5], ARGV[8]
local held, held_state, since = 0, state, string.format('%.0f', now_ms)
local old = redis.call('HGET', KEYS[2], ARGV[1])
if old then
    local old_generation, old_seq
    old_generation, old_seq, held, held_state, since =
        string.match(old, '^(%d+)|(%d+)|(%-?%d+)|([os])|(%d+)|[^|]*$')
    old_generation, old_seq, held = tonumber(old_generation), tonumber(old_seq), tonumber(held)
    if generation < old_generation or (generation == old_generation and seq < old_seq) then
        return {'stale', held, counter, now_ms}
    end
end
local outcome = 'held'
local more = want - held
if counter and more > 0 and state == 'o' and ARGV[6] == 'block' and more > tonumber(counter) then
    -- An equal version asks this question anew: nothing was moved, and the counter may only have dipped.
    outcome, want, state = 'short', held, held_state
elseif counter and more ~= 0 then
    redis.call('INCRBY', KEYS[1], string.format('%.0f', -more))
    counter = redis.call('GET', KEYS[1])
end
if old or outcome ~= 'short' then
    local value = ARGV[2] .. '|' .. ARGV[3] .. '|' .. string.format('%.0f', want)
        .. '|' .. state .. '|' .. since .. '|' .. terminal
    if value ~= old then
        redis.call('HSET', KEYS[2], ARGV[1], value)
    end
end
if not counter then
    outcome = 'norecord'
elseif outcome == 'held' and tonumber(counter) < 0 then
    outcome = 'below'
end
return {outcome, want, counter, now_ms}
