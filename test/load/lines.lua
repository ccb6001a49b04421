-- wrk script: replays the requests of REQ_FILE, one a line: METHOD, TAB, PATH, TAB, COOKIE, TAB, BODY.
-- Every POST gets an Idempotency-Key of its own.
local lines, i, n = {}, 0, 0
math.randomseed(os.time())
local run = tostring(math.random(1, 1e9))

function init()
  for line in io.lines(os.getenv("REQ_FILE")) do
    local method, path, cookie, body = string.match(line, "^([^\t]*)\t([^\t]*)\t([^\t]*)\t?(.*)$")
    lines[#lines + 1] = { method = method, path = path, cookie = cookie, body = body }
  end
end

function request()
  i = i % #lines + 1
  local line = lines[i]
  local headers = { Cookie = line.cookie }
  if line.method == "POST" then
    n = n + 1
    headers["Content-Type"] = "application/json"
    headers["Idempotency-Key"] = run .. "-" .. n
    return wrk.format("POST", line.path, headers, line.body)
  end
  return wrk.format(line.method, line.path, headers)
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format('JSON {"rps":%.1f,"p50_ms":%.2f,"p99_ms":%.2f,"errors":%d,"non2xx":%d}\n',
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    e.connect + e.read + e.write + e.timeout, e.status))
end
