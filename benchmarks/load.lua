-- One POST over and over, or several in turn; at the end one line of JSON for load.py.

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

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\nRESULT {"requests":%d,"seconds":%f,"bytes":%d,"failed":%d,"p50":%f,"p99":%f}\n',
    summary.requests,
    summary.duration / 1e6,
    summary.bytes,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50) / 1e6,
    latency:percentile(99) / 1e6
  ))
end
