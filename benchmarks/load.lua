-- One POST over and over, or several in turn; at the end one line of JSON for load.py.
-- With BENCH_ERRORS every body is looked at: a 200 with errors has failed.

wrk.method = "POST"
wrk.body = os.getenv("BENCH_BODY_1")
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Accept"] = "application/json"

if os.getenv("BENCH_BODY_2") then
  local made, turn = {}, 0

  function init(args)
    local number = 1
    while os.getenv("BENCH_BODY_" .. number) do
      made[number] = wrk.format(nil, nil, nil, os.getenv("BENCH_BODY_" .. number))
      number = number + 1
    end
  end

  function request()
    turn = turn % #made + 1
    return made[turn]
  end
end

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

if os.getenv("BENCH_ERRORS") then
  faulty = 0 -- of its thread, where done() finds it

  function response(status, headers, body)
    if status < 400 and body:find('"errors"', 1, true) then
      faulty = faulty + 1
    end
  end
end

function done(summary, latency, requests)
  local errors, answered = summary.errors, 0
  for _, thread in ipairs(threads) do
    answered = answered + (thread:get("faulty") or 0)
  end
  io.write(string.format(
    '\nRESULT {"requests":%d,"seconds":%f,"bytes":%d,"failed":%d,"p50":%f,"p99":%f}\n',
    summary.requests,
    summary.duration / 1e6,
    summary.bytes,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout + answered,
    latency:percentile(50) / 1e6,
    latency:percentile(99) / 1e6
  ))
end
