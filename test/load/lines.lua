-- wrk script: replays the requests of REQ_FILE, one a line: METHOD, TAB, PATH, TAB, COOKIE, TAB, BODY.
-- Requests are written out beforehand; only the Idempotency-Key of a POST is put in as it leaves.
local before, after, i, n = {}, {}, 0, 0
local PLACE = "@@@@@@@@@@@@@@@@@@@@"
math.randomseed(os.time())
local run = string.format("%010d", math.random(1, 2 ^ 31))

function init()
  for line in io.lines(os.getenv("REQ_FILE")) do
    local method, path, cookie, body = string.match(line, "^([^\t]*)\t([^\t]*)\t([^\t]*)\t?(.*)$")
    if method == "POST" then
      local text = wrk.format(method, path, { Cookie = cookie, ["Content-Type"] = "application/json", ["Idempotency-Key"] = PLACE }, body)
      local from, to = string.find(text, PLACE, 1, true)
      before[#before + 1] = string.sub(text, 1, from - 1)
      after[#before] = string.sub(text, to + 1)
    else
      before[#before + 1] = wrk.format(method, path, { Cookie = cookie })
    end
  end
end

function request()
  i = i % #before + 1
  local rest = after[i]
  if not rest then return before[i] end
  n = n + 1
  return before[i] .. run .. string.format("%010d", n) .. rest
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format('JSON {"rps":%.1f,"p50_ms":%.2f,"p99_ms":%.2f,"errors":%d,"non2xx":%d}\n',
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    e.connect + e.read + e.write + e.timeout, e.status))
end
